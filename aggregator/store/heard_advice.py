"""Which advice of a month somebody put away."""

from datetime import datetime

from sqlalchemy import Connection, select

from aggregator.store.tables.heard_advice import heard_advice
from aggregator.store.upsert import insert_or


def put_away(
    connection: Connection, month: str, about: str, who: str, now: datetime
) -> None:
    """Nobody is told this again of that month; twice is as once."""
    connection.execute(
        insert_or(connection, heard_advice)
        .values(month=month, about=about, who=who, at=now)
        .on_conflict_do_nothing()
    )


def of_month(connection: Connection, month: str) -> frozenset[str]:
    """What of a month's advice was put away."""
    query = select(heard_advice.c.about).where(heard_advice.c.month == month)
    return frozenset(connection.scalars(query))
