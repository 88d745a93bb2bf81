"""On which days the message to the editors went; each is claimed once."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select, update

from aggregator.store.tables.digests import digests
from aggregator.store.upsert import insert_or

SENDING, SENT, FAILED, NOTHING = "sending", "sent", "failed", "nothing"
_ATTEMPTS = 5
_WAIT = timedelta(minutes=15)


def claim(connection: Connection, day: date, now: datetime) -> bool:
    """Whether the day's message is ours to send now.

    It is once a day, and again a while after it could not be sent. One that was being
    sent when the program ended counts as sent: a second is worse than none.
    """
    first = connection.execute(
        insert_or(connection, digests)
        .values(day=day.isoformat(), state=SENDING, at=now, attempts=1)
        .on_conflict_do_nothing()
    )
    if first.rowcount == 1:
        return True
    again = connection.execute(
        update(digests)
        .where(
            digests.c.day == day.isoformat(),
            digests.c.state == FAILED,
            digests.c.attempts < _ATTEMPTS,
            digests.c.at <= now - _WAIT,
        )
        .values(state=SENDING, at=now, attempts=digests.c.attempts + 1)
    )
    return again.rowcount == 1


def finish(connection: Connection, day: date, state: str) -> None:
    """What became of a message that was claimed."""
    connection.execute(
        update(digests).where(digests.c.day == day.isoformat()).values(state=state)
    )


def last_sent(connection: Connection) -> datetime | None:
    """When the editors were last told."""
    query = select(digests.c.at).where(digests.c.state == SENT)
    return connection.scalar(query.order_by(digests.c.day.desc()).limit(1))
