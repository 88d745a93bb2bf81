"""The processes of all machines, as they say every few seconds that they are there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from aggregator.store.tables.machines import processes

# One that was not heard of for so long is gone.
GONE = timedelta(seconds=30)
_FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process; `ahead` is how many seconds its machine's clock is ahead."""

    name: str
    kind: str
    queues: str
    room: int
    version: str
    ahead: float
    started_at: datetime | None = None
    seen_at: datetime | None = None


def seen(connection: Connection, one: Process) -> None:
    """It is there, now."""
    now = func.clock_timestamp()
    told = {
        "kind": one.kind,
        "queues": one.queues,
        "room": one.room,
        "version": one.version,
        "ahead": one.ahead,
        "seen_at": now,
    }
    statement = insert(processes).values(name=one.name, started_at=now, **told)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_=told)
    )


def left(connection: Connection, name: str) -> None:
    """It has ended, in good order."""
    connection.execute(delete(processes).where(processes.c.name == name))


def alive(connection: Connection) -> tuple[Process, ...]:
    """Those that were heard of lately, by name."""
    heard = processes.c.seen_at > func.clock_timestamp() - GONE
    rows = connection.execute(select(processes).where(heard).order_by(processes.c.name))
    return tuple(Process(**row) for row in rows.mappings())


def forget_gone(connection: Connection) -> None:
    """Those that ended without a word, after a day."""
    old = processes.c.seen_at < func.clock_timestamp() - _FORGOTTEN
    connection.execute(delete(processes).where(old))


def known(connection: Connection) -> bool:
    """Whether any process of several machines was heard of in the last day."""
    heard = processes.c.seen_at > func.clock_timestamp() - _FORGOTTEN
    return connection.scalar(select(processes.c.name).where(heard).limit(1)) is not None
