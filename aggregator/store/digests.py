"""Which messages to the editors went; each is claimed once."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, select, update

from aggregator.store.tables.digests import digests
from aggregator.store.upsert import insert_or

SENDING, SENT, FAILED, NOTHING = "sending", "sent", "failed", "nothing"
# What begins the name of a message about an evening; others are named by their day.
EVENING = "evening "
# ... and of one with a month's report.
MONTH = "month "
_ATTEMPTS = 5
_WAIT = timedelta(minutes=15)
# So long a message of which nobody knows whether it arrived is worth a word.
_REMEMBERED = timedelta(days=7)


def is_free(connection: Connection, name: str, now: datetime) -> bool:
    """Whether `claim` would have the message of that name, as it looks now."""
    there = connection.scalar(select(digests.c.day).where(digests.c.day == name))
    if there is None:
        return True
    again = select(digests.c.day).where(digests.c.day == name, _may_go_again(now))
    return connection.scalar(again) is not None


def claim(connection: Connection, name: str, now: datetime) -> bool:
    """Whether the message of that name is ours to send now.

    It is once, and again a while after it could not be sent. One that was being
    sent when the program ended counts as sent: a second is worse than none.
    """
    first = connection.execute(
        insert_or(connection, digests)
        .values(day=name, state=SENDING, at=now, attempts=1)
        .on_conflict_do_nothing()
        # How many rows an insert has made, PostgreSQL's driver does not say.
        .returning(digests.c.day)
    ).scalar()
    if first is not None:
        return True
    again = connection.execute(
        update(digests)
        .where(digests.c.day == name, _may_go_again(now))
        .values(state=SENDING, at=now, attempts=digests.c.attempts + 1)
    )
    return again.rowcount == 1


def finish(connection: Connection, name: str, state: str) -> None:
    """What became of a message that was claimed."""
    connection.execute(update(digests).where(digests.c.day == name).values(state=state))


def unknown(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The names of those that were being sent when a program ended, lately."""
    query = select(digests.c.day).where(
        digests.c.state == SENDING,
        digests.c.at < now - _WAIT,
        digests.c.at > now - _REMEMBERED,
    )
    return tuple(connection.scalars(query.order_by(digests.c.at)))


def last_sent(connection: Connection) -> datetime | None:
    """When the editors were last told how the sources are."""
    query = select(digests.c.at).where(
        digests.c.state == SENT,
        digests.c.day.not_like(f"{EVENING}%"),
        digests.c.day.not_like(f"{MONTH}%"),
    )
    return connection.scalar(query.order_by(digests.c.day.desc()).limit(1))


def _may_go_again(now: datetime) -> ColumnElement[bool]:
    return and_(
        digests.c.state == FAILED,
        digests.c.attempts < _ATTEMPTS,
        digests.c.at <= now - _WAIT,
    )
