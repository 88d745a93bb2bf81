"""A scheduler: stands ready to lead, and leads where nobody else does."""

import asyncio

import structlog

from aggregator.model.errors import StoreError
from aggregator.run.machines.engine import application, take_up_stalled
from aggregator.run.machines.leading import Leading
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.outage import Outage
from aggregator.run.machines.presence import Presence
from aggregator.run.machines.stopping import Stopping, stopping

log = structlog.get_logger()


def run_scheduler(machine: Machine) -> None:
    """Stand ready, or lead, until a signal says to stop.

    What it needs is there already: see `starting`.
    """
    asyncio.run(_stand(machine))


async def _stand(machine: Machine) -> None:
    presence = Presence(machine, kind="scheduler")
    leading = Leading(machine, presence.name)
    with stopping() as stop:
        log.info("scheduler stands ready", name=presence.name)
        beating = asyncio.create_task(_beat(machine, presence, leading, stop))
        outage = Outage("nothing handed out", "handing out again")
        while not stop.asked.is_set():
            await _tick(leading, outage)
            await stop.wait(machine.pace.look)
        await beating
    try:
        await asyncio.to_thread(leading.give_up)
    except StoreError as error:
        log.info("the lead runs out by itself", sentence=str(error))
    await presence.leave()
    log.info("scheduler ended", name=presence.name)


async def _tick(leading: Leading, outage: Outage) -> None:
    try:
        await asyncio.to_thread(leading.tick)
    except StoreError as error:
        outage.lasts(error)
    except Exception:
        log.exception("handing out failed; it is tried again")
    else:
        outage.ends()


async def _beat(
    machine: Machine, presence: Presence, leading: Leading, stop: Stopping
) -> None:
    """Say that this scheduler is there; the leader takes up what lost workers held."""
    pace = machine.pace
    app = application(machine.database, (), _nothing)
    outage = Outage("lost workers are looked for later", "lost workers are looked for")
    while not stop.asked.is_set():
        try:
            async with app.open_async():
                while not stop.asked.is_set():
                    await presence.beat()
                    if leading.leads:
                        await take_up_stalled(app, pace.stalled)
                        await asyncio.to_thread(leading.tidy)
                    outage.ends()
                    await stop.wait(pace.beat)
        except Exception as error:  # noqa: BLE001 - whatever it was, it may pass
            outage.lasts(error)
            await stop.wait(pace.beat)


async def _nothing(_task: str, _arguments: object, _tried: int) -> None:
    """A scheduler does no jobs."""
