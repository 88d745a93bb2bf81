"""What stops everything, until a person lets go."""

from datetime import date, datetime

from sqlalchemy import Connection, select, update

from aggregator.model.errors import ConflictError
from aggregator.model.plan import Hold, HoldKind
from aggregator.store.tables.plans import holds
from aggregator.store.upsert import insert_or


def hold(
    connection: Connection,
    reason: str,
    by: str,
    now: datetime,
    *,
    kind: HoldKind = HoldKind.OTHER,
    until: date | None = None,
) -> None:
    """Stop everything.

    Raises:
        ConflictError: a hold is in force already.
    """
    held_now = connection.execute(
        insert_or(connection, holds)
        .values(
            in_force=True,
            kind=kind,
            until=until,
            reason=reason,
            by=by,
            since=now,
        )
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
    return Hold(
        kind=HoldKind(row["kind"]),
        until=row["until"],
        reason=row["reason"],
        by=row["by"],
        since=row["since"],
    )


def last_stretch(connection: Connection) -> tuple[datetime, datetime | None] | None:
    """From when to when everything last stood still; no end while it does."""
    query = select(holds.c.since, holds.c.released_at).order_by(holds.c.id.desc())
    row = connection.execute(query.limit(1)).first()
    return (row[0], row[1]) if row is not None else None
