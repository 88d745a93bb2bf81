"""Every minute, look into the tables for what is due.

APScheduler only ticks: it remembers nothing, so that a minute slept through, a restart
or a slow cycle is made up for by the next tick, once. Its defaults would skip a tick
that comes a second late, hence the three settings below.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from aggregator.model.errors import AggregatorError
from aggregator.run.assemble import Parts
from aggregator.run.clock import now
from aggregator.run.cycle import cycle
from aggregator.run.digesting import tell_editors, tell_of_evenings
from aggregator.run.ending_photos import end_photos
from aggregator.run.links import look_at_links
from aggregator.run.live import Live
from aggregator.run.month_mail import tell_of_month
from aggregator.run.posting import Job, posting
from aggregator.run.tidying import Tidying

log = structlog.get_logger()

EVERY_SECONDS = 60


@contextmanager
def ticking(parts: Parts, *, every_seconds: float = EVERY_SECONDS) -> Iterator[None]:
    """Run cycles and deliveries in the background, at once and until the block ends.

    Each account has a job of its own: none waits for another, nor for the cycle.
    """
    live = Live(parts)
    running = _Running(live)
    scheduler = BackgroundScheduler(timezone=UTC)

    def add_job(job: Callable[[], object]) -> Job:
        added: Job = scheduler.add_job(
            job,
            "interval",
            seconds=every_seconds,
            next_run_time=now(),  # by the clock that APScheduler itself goes by
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        return added

    with posting(live, add_job) as look_at_accounts:
        for job in (running.tick, running.tell_editors, running.look_at_links):
            add_job(job)
        add_job(partial(running.do, look_at_accounts))
        add_job(partial(running.do, lambda: end_photos(live.parts())))
        tidying = Tidying(running.is_stopped)
        add_job(partial(running.do, lambda: tidying(live.parts())))
        scheduler.start()
        try:
            yield
        finally:
            running.stop()
            scheduler.shutdown(wait=True)


class _Running:
    """What is under way, so that it can be told to stop."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._tasks: dict[asyncio.Task[None], asyncio.AbstractEventLoop] = {}
        self._stopped = False

    def tick(self) -> None:
        self._run(self._cycle)

    def look_at_links(self) -> None:
        self._run(self._links)

    def tell_editors(self) -> None:
        try:
            if not self._stopped:
                tell_editors(self._live.parts())
                tell_of_evenings(self._live.parts())
                tell_of_month(self._live.parts())
        except AggregatorError as error:
            log.warning("digest failed", sentence=str(error))
        except Exception:
            log.exception("digest failed unexpectedly; the next day tries again")

    def do(self, deed: Callable[[], None]) -> None:
        try:
            if not self._stopped:
                deed()
        except Exception:
            log.exception("a minute's work failed; the next tick tries again")

    def is_stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        self._stopped = True
        for task, loop in list(self._tasks.items()):
            with suppress(RuntimeError):  # it ended this moment, and its loop with it
                loop.call_soon_threadsafe(task.cancel)

    def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        if not self._stopped:
            asyncio.run(self._under_way(work))

    async def _under_way(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks[task] = asyncio.get_running_loop()
        try:
            await work()
        finally:
            del self._tasks[task]

    async def _cycle(self) -> None:
        try:
            await cycle(self._live.parts())
        except asyncio.CancelledError:
            log.info("cycle stopped; what it held is taken up after the restart")
        except AggregatorError as error:
            log.warning("cycle failed", sentence=str(error))
        except Exception:
            log.exception("cycle failed unexpectedly; the next tick tries again")

    async def _links(self) -> None:
        try:
            await look_at_links(self._live.parts())
        except asyncio.CancelledError:
            log.info("links not looked at; the next start does")
        except AggregatorError as error:
            log.warning("links not looked at", sentence=str(error))
        except Exception:
            log.exception("looking at links failed; the next tick tries again")
