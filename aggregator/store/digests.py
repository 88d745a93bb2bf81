"""Which messages to the editors went; each is claimed once."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from aggregator.store.tables.digests import digests
from aggregator.store.upsert import insert_or

SENDING, SENT, FAILED, NOTHING = "sending", "sent", "failed", "nothing"
# What begins the name of a message about an evening; others are named by their day.
EVENING = "evening "
# ... and of one with a month's report.
MONTH = "month "
_ATTEMPTS = 5
_WAIT = timedelta(minutes=15)


def claim(connection: Connection, name: str, now: datetime) -> bool:
    """Whether the message of that name is ours to send now.

    It is once, and again a while after it could not be sent. One that was being
    sent when the program ended counts as sent: a second is worse than none.
    """
    first = connection.execute(
        insert_or(connection, digests)
        .values(day=name, state=SENDING, at=now, attempts=1)
        .on_conflict_do_nothing()
    )
    if first.rowcount == 1:
        return True
    again = connection.execute(
        update(digests)
        .where(
            digests.c.day == name,
            digests.c.state == FAILED,
            digests.c.attempts < _ATTEMPTS,
            digests.c.at <= now - _WAIT,
        )
        .values(state=SENDING, at=now, attempts=digests.c.attempts + 1)
    )
    return again.rowcount == 1


def finish(connection: Connection, name: str, state: str) -> None:
    """What became of a message that was claimed."""
    connection.execute(update(digests).where(digests.c.day == name).values(state=state))


def last_sent(connection: Connection) -> datetime | None:
    """When the editors were last told how the sources are."""
    query = select(digests.c.at).where(
        digests.c.state == SENT,
        digests.c.day.not_like(f"{EVENING}%"),
        digests.c.day.not_like(f"{MONTH}%"),
    )
    return connection.scalar(query.order_by(digests.c.day.desc()).limit(1))
