"""Which scheduler leads: a row that is held for a little while, again and again.

Whoever hands out work does so in a transaction that begins by confirming the lead. So
one that has lost it, by a lost connection or by having slept, hands out nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from aggregator.store.tables.machines import lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who leads since when, what it looked at last, and whether it still may."""

    holder: str
    since: datetime
    looked_at: datetime | None
    holds: bool


def take(connection: Connection, holder: str, lease: timedelta) -> bool:
    """Lead, or go on leading, for `lease` from now; false if somebody else does.

    The row stays locked to the end of the transaction.
    """
    now = func.clock_timestamp()
    row = {"holder": holder, "since": now, "until": now + lease}
    connection.execute(insert(lead).values(one=True, **row).on_conflict_do_nothing())
    mine = lead.c.holder == holder
    taken = connection.execute(update(lead).where(mine).values(until=row["until"]))
    if taken.rowcount == 0:
        free = lead.c.until < now
        taken = connection.execute(update(lead).where(free).values(**row))
    return taken.rowcount == 1


def looked(connection: Connection, at: datetime) -> None:
    """The leader has looked for what was due at this moment of the program's clock."""
    connection.execute(update(lead).values(looked_at=at))


def give_up(connection: Connection, holder: str) -> None:
    """Let the next one lead at once."""
    free = {"until": func.clock_timestamp() - timedelta(seconds=1)}
    connection.execute(update(lead).where(lead.c.holder == holder).values(**free))


def leader(connection: Connection) -> Lead | None:
    """Who leads, or did last; nothing where nobody ever did."""
    now = func.clock_timestamp()
    row = connection.execute(select(lead, (lead.c.until > now).label("holds"))).first()
    if row is None:
        return None
    return Lead(
        holder=row.holder, since=row.since, looked_at=row.looked_at, holds=row.holds
    )
