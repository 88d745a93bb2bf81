"""A worker: takes jobs from queues, does them, and drains before it ends."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import procrastinate
import structlog

from aggregator.run.machines.engine import application
from aggregator.run.machines.machine import Machine, Pace
from aggregator.run.machines.orders import DELIVER, MEASURE, POLL
from aggregator.run.machines.outage import Outage
from aggregator.run.machines.presence import Presence
from aggregator.run.machines.stopping import Stopping, stopping
from aggregator.run.machines.work import TASKS, Work
from aggregator.run.rubbish import collected_seldom

log = structlog.get_logger()

# Jobs of each queue side by side: batches wait for the web, deliveries for networks.
AT_ONCE = {POLL: 16, DELIVER: 8, MEASURE: 4}
_THREADS = 40
_AGAIN = 2.0
# How often a queue is looked at, besides when it is told that something came.
_LOOK = 5.0


def run_worker(machine: Machine, queues: Sequence[str]) -> None:
    """Work until a signal says to stop.

    What it needs is there already: see `starting`.
    """
    with collected_seldom():
        asyncio.run(_work(machine, queues))


async def _work(machine: Machine, queues: Sequence[str]) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    presence = Presence(
        machine,
        kind="worker",
        queues=",".join(queues),
        room=AT_ONCE[POLL] if POLL in queues else 0,
    )
    with stopping() as stop:
        async with Work(machine) as work:
            await presence.beat()
            log.info("worker at work", name=presence.name, queues=",".join(queues))
            watching = asyncio.create_task(_watch(presence, work, stop, machine.pace))
            await _take_all(machine, queues, work, stop)
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
    await presence.leave()
    log.info("worker ended", name=presence.name)


async def _take_all(
    machine: Machine, queues: Sequence[str], work: Work, stop: Stopping
) -> None:
    """Take jobs from each queue, until the stop; of its own the database comes back."""
    app = application(machine.database, TASKS, work.do)
    outage = Outage("no jobs for the moment", "jobs again")
    while not stop.asked.is_set():
        try:
            async with app.open_async():
                outage.ends()
                takes = (_take(app, queue, stop, machine.pace) for queue in queues)
                await asyncio.gather(*takes)
        except Exception as error:  # noqa: BLE001 - whatever it was, it may pass
            outage.lasts(error)
            await stop.wait(_AGAIN)


async def _take(app: procrastinate.App, queue: str, stop: Stopping, pace: Pace) -> None:
    # That it is over is told by the presence.
    outage = Outage(f"no jobs of the queue {queue} for the moment", "")
    while not stop.asked.is_set():
        running = asyncio.create_task(
            app.run_worker_async(
                queues=[queue],
                concurrency=AT_ONCE[queue],
                install_signal_handlers=False,
                shutdown_graceful_timeout=pace.grace,
                update_heartbeat_interval=pace.beat,
                stalled_worker_timeout=pace.stalled * 4,
                fetch_job_polling_interval=min(pace.beat, _LOOK),
                delete_jobs="always",
            )
        )
        try:
            await _until_stopped(running, stop)
        except Exception as error:  # noqa: BLE001 - whatever it was, it may pass
            outage.lasts(error)
            await stop.wait(_AGAIN)


async def _until_stopped(running: "asyncio.Task[None]", stop: Stopping) -> None:
    """Let it run; at the stop it takes nothing new, and ends what is in hand."""
    asked = asyncio.create_task(stop.asked.wait())
    await asyncio.wait({running, asked}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        asked.cancel()
    else:
        running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _watch(presence: Presence, work: Work, stop: Stopping, pace: Pace) -> None:
    """Say that this worker is there; drop everything once it is taken for dead."""
    beating = asyncio.create_task(presence.beat())
    while not stop.hurried.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(pace.beat):
                await stop.hurried.wait()
        # It may hang for as long as the network does; that is told by the silence.
        if beating.done():
            beating = asyncio.create_task(presence.beat())
        elif presence.silent_for > pace.cut_off:
            log.warning("cut off from the database: what is in hand is dropped")
            work.drop()
    work.drop()
