"""Procrastinate, as the workers and the scheduler use it; imported where it is used.

A job that this release does not know is put back for one that does: during a deploy
old and new workers take from the same queues.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import procrastinate
import procrastinate.tasks
import structlog
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from aggregator.model.errors import StoreLockedError, StoreLostError
from aggregator.run.machines.desks import NotOpenHereError
from aggregator.run.machines.orders import UnknownOrderError
from aggregator.run.machines.patience import Patient
from aggregator.store.database import Database
from aggregator.store.machines.schema import connecting

log = structlog.get_logger()

# A lost database is told once (`outage.py`), and what a job raises by whoever does it;
# these two tell each try, with where in their code it was.
for _talkative in ("procrastinate", "psycopg.pool"):
    logging.getLogger(_talkative).setLevel(logging.CRITICAL)

# At once, whatever this machine's clock says: the database compares.
_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
# A job that nobody here knows comes back after so long, and later and later.
_UNKNOWN = 15
_UNKNOWN_MOST = 300
# After the database was out of reach.
_LOST = 3
# So often a job of a desk that is not open at this worker is left to another, after so
# long; then it is dropped, and handed out anew when it is due.
MAY_BE_OPEN_ELSEWHERE = 2
_ELSEWHERE = 4
# Of a process, besides those of the store and one that listens to each queue.
_CONNECTIONS = 3

Do = Callable[[str, dict[str, Any], int], Awaitable[None]]


class _PutBack(BaseRetryStrategy):
    """What is tried again: what the release does not know, and what the store lost."""

    def get_retry_decision(
        self, *, exception: BaseException, job: Job
    ) -> RetryDecision | None:
        if isinstance(exception, UnknownOrderError):
            wait = min(_UNKNOWN * 2 ** min(job.attempts, 8), _UNKNOWN_MOST)
            log.warning("job left to another release", task=job.task_name, id=job.id)
            return RetryDecision(retry_in={"seconds": wait})
        if isinstance(exception, (StoreLockedError, StoreLostError)):
            return RetryDecision(retry_in={"seconds": _LOST})
        if isinstance(exception, NotOpenHereError):
            return RetryDecision(retry_in={"seconds": _ELSEWHERE})
        return None


class _Tasks(dict[str, "procrastinate.tasks.Task[Any, Any, Any]"]):
    """Tasks by name; whoever asks for another gets one that is put back."""

    def __init__(self, unknown: "procrastinate.tasks.Task[Any, Any, Any]") -> None:
        super().__init__()
        self._unknown = unknown

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """The task of that name, or the one for names that nobody knows here."""
        return super().get(name, default or self._unknown)


def application(
    database: Database, names: Iterable[str], do: Do
) -> "procrastinate.App":
    """Procrastinate on the database, with a task of each name that is done by `do`.

    It is called with the task's name, the job's arguments, and how often the job was
    tried before.
    """
    connector = procrastinate.PsycopgConnector(
        kwargs=connecting(database),
        min_size=1,
        max_size=_CONNECTIONS,
        max_idle=60,
        timeout=10,
    )
    app = procrastinate.App(connector=connector)
    app.job_manager = Patient(connector)
    unknown = app.task(name="unknown", retry=_PutBack(), pass_context=True)(_unknown)
    app.tasks = _Tasks(unknown)
    for name in names:
        app.task(name=name, retry=_PutBack(), pass_context=True)(_doing(name, do))
    return app


async def take_up_stalled(app: "procrastinate.App", seconds: float) -> int:
    """Put back what processes held that were not heard of for so long; how many jobs.

    Raises:
        procrastinate.exceptions.ConnectorException: the database cannot be used.
    """
    taken = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
        await app.job_manager.retry_job(job, retry_at=_AT_ONCE)
        taken += 1
        log.warning("work of a lost worker is taken up", task=job.task_name)
    await app.job_manager.prune_stalled_workers(max(seconds, 1) * 4)
    return taken


def _doing(name: str, do: Do) -> Callable[..., Awaitable[None]]:
    async def run(context: "procrastinate.JobContext", /, **arguments: object) -> None:
        await do(name, arguments, context.job.attempts)

    return run


async def _unknown(
    context: "procrastinate.JobContext", /, **_arguments: object
) -> None:
    raise UnknownOrderError(f"There is no {context.job.task_name} in this release")
