"""What became of a job is written down, though the database be away for a while.

Were it not, the job would count as under way for as long as its worker lives.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

log = structlog.get_logger()

# Away for longer, and the worker begins anew under another number: then its jobs are
# those of a lost one, and taken up.
_TRIES = 30
_PAUSE = 1.0


class Patient(JobManager):
    """Procrastinate's manager of jobs, that tries again to end one."""

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001
        """It has ended."""
        finish = super().finish_job
        await _until_heard(lambda: finish(job, status, delete_job))

    async def retry_job(
        self,
        job: Job,
        retry_at: datetime | None = None,
        priority: int | None = None,
        queue: str | None = None,
        lock: str | None = None,
    ) -> None:
        """It is put back; it ends where the same waits already."""
        retry = super().retry_job
        try:
            await _until_heard(lambda: retry(job, retry_at, priority, queue, lock))
        except UniqueViolation:
            await self.finish_job(job, Status.FAILED, delete_job=True)


async def _until_heard(say: Callable[[], Awaitable[None]]) -> None:
    for left in reversed(range(_TRIES)):
        try:
            await say()
        except ConnectorException as error:
            cause = error.__cause__
            if isinstance(cause, psycopg.errors.RaiseException):
                # It was heard, and only the answer was lost; or others took the job up.
                log.info("a job had ended already")
            elif not isinstance(cause, psycopg.OperationalError) or not left:
                raise
            else:
                await asyncio.sleep(_PAUSE)
                continue
        return
