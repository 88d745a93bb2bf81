"""What is in procrastinate's queues, and putting into them within a transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, text

from aggregator.model.errors import StoreError
from aggregator.store.tables.machines import SCHEMA

_JOBS = f"{SCHEMA}.procrastinate_jobs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job to be put into a queue.

    Of those with one `lock`, one is worked on at a time; of those with one `once`,
    one waits at a time.
    """

    task: str
    queue: str
    arguments: Mapping[str, Any]
    lock: str | None = None
    once: str | None = None
    priority: int = 0


def put(connection: Connection, jobs: Sequence[Job]) -> None:
    """Put them into their queues, in this transaction; it must be a shared one.

    Raises:
        StoreError: procrastinate refuses them.
    """
    driver = connection.connection.driver_connection
    faults = import_module("procrastinate.exceptions")
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for job in jobs:
        kind = (job.task, job.queue, job.lock, job.once, job.priority)
        alike.setdefault(kind, []).append(dict(job.arguments))
    try:
        for (task, queue, lock, once, priority), arguments in alike.items():
            _deferring().configure_task(
                task,
                queue=queue,
                lock=lock,
                queueing_lock=once,
                priority=priority,
                connection=driver,
            ).batch_defer(*arguments)
    except faults.ProcrastinateException as error:
        raise StoreError(f"Work cannot be handed out: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """What is waiting or under way: how many batches, and what waits only once."""

    batches: int
    failing: int
    waiting: frozenset[str]


def outstanding(connection: Connection, task: str) -> Outstanding:
    """The batches of a task, how many of them may wait, and what waits once."""
    counted = connection.execute(
        text(
            f"SELECT count(*), count(*) FILTER (WHERE priority < 0) FROM {_JOBS} "  # noqa: S608
            "WHERE task_name = :task AND status IN ('todo', 'doing')"
        ),
        {"task": task},
    ).one()
    waiting = connection.scalars(
        text(
            f"SELECT queueing_lock FROM {_JOBS} "  # noqa: S608
            "WHERE status = 'todo' AND queueing_lock IS NOT NULL"
        )
    )
    return Outstanding(
        batches=counted[0], failing=counted[1], waiting=frozenset(waiting)
    )


@lru_cache(maxsize=1)
def _deferring() -> Any:  # noqa: ANN401 - procrastinate may not be installed
    engine = import_module("procrastinate")
    return engine.App(connector=engine.SyncPsycopgConnector())
