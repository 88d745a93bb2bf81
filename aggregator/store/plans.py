"""What stops everything, until a person lets go."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from aggregator.model.errors import ConflictError
from aggregator.model.plan import Hold
from aggregator.store.tables.plans import holds
from aggregator.store.upsert import insert_or


def hold(connection: Connection, reason: str, by: str, now: datetime) -> None:
    """Stop everything.

    Raises:
        ConflictError: a hold is in force already.
    """
    held_now = connection.execute(
        insert_or(connection, holds)
        .values(in_force=True, reason=reason, by=by, since=now)
        .on_conflict_do_nothing(index_elements=["in_force"])
        .returning(holds.c.id)
    ).scalar()
    if held_now is None:
        raise ConflictError("Everything is on hold already")


def release(connection: Connection, by: str, now: datetime) -> None:
    """Let go.

    Raises:
        ConflictError: nothing is on hold.
    """
    released = connection.execute(
        update(holds)
        .where(holds.c.in_force)
        .values(in_force=None, released_at=now, released_by=by)
    )
    if released.rowcount != 1:
        raise ConflictError("Nothing is on hold")


def held(connection: Connection) -> Hold | None:
    """The hold in force, if there is one."""
    row = connection.execute(select(holds).where(holds.c.in_force)).mappings().first()
    if row is None:
        return None
    return Hold(reason=row["reason"], by=row["by"], since=row["since"])
