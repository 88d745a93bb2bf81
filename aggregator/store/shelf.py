"""The shelf of what several desks read: asked for by one, given to all."""

import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError
from aggregator.model.shelved import Shelved
from aggregator.store.tables.shelf import shelf
from aggregator.store.upsert import insert_or

_VALIDATORS = ("etag", "last_modified", "body_hash")
_WITHOUT_BODY = [column for column in shelf.c if column.name != "body"]
_NO_FAULT: dict[str, Any] = {
    **dict.fromkeys(("cause", "sentence", "remedy", "retry_after")),
    "failures": 0,
}


def look(connection: Connection, key: str, now: datetime) -> Shelved | None:
    """What is known of an address; nothing if nobody has asked for it yet."""
    query = select(*_WITHOUT_BODY, shelf.c.body.is_not(None).label("has_body"))
    row = connection.execute(query.where(shelf.c.key == key)).mappings().one_or_none()
    return _shelved(row, now) if row is not None else None


def body(connection: Connection, key: str) -> bytes | None:
    """The body of its last document, while it is kept."""
    found = connection.scalar(select(shelf.c.body).where(shelf.c.key == key))
    return zlib.decompress(found) if found is not None else None


def claim(
    connection: Connection,
    key: str,
    *,
    url: str,
    seen: Shelved | None,
    now: datetime,
    lease: timedelta,
) -> int | None:
    """The right to ask for it, told by a number, if it still is as it was `seen`."""
    if seen is None:
        values = {"key": key, "url": url, "failures": 0, "token": 0}
        connection.execute(
            insert_or(connection, shelf).values(values).on_conflict_do_nothing()
        )
    known_at = seen.known_at if seen is not None else None
    free = or_(shelf.c.leased_until.is_(None), shelf.c.leased_until <= now)
    token: int | None = connection.scalar(
        update(shelf)
        .where(
            shelf.c.key == key, free, shelf.c.known_at.is_not_distinct_from(known_at)
        )
        .values(token=shelf.c.token + 1, leased_until=now + lease)
        .returning(shelf.c.token)
    )
    return token


def renew(connection: Connection, key: str, token: int, until: datetime) -> None:
    """Whoever asks is still at it."""
    connection.execute(_held(key, token).values(leased_until=until))


def keep(
    connection: Connection, key: str, token: int, fetched: Document | Unchanged
) -> None:
    """What came, for the others; nothing if the claim is somebody else's by now."""
    values: dict[str, Any] = {
        **_NO_FAULT,
        "known_at": fetched.fetched_at,
        "moved_to": fetched.moved_to,
        "fresh_for": _seconds(fetched.fresh_for),
        "leased_until": None,
        **{name: getattr(fetched.validators, name) for name in _VALIDATORS},
    }
    if isinstance(fetched, Document):
        values |= {
            "final": fetched.url,
            "content_type": fetched.content_type,
            "link": fetched.link,
            "body": zlib.compress(fetched.body),
            "brought_at": fetched.fetched_at,
        }
    connection.execute(_held(key, token).values(**values))


def keep_fault(
    connection: Connection, key: str, token: int, fault: FetchError, now: datetime
) -> None:
    """It could not be had; what is known of it stays."""
    connection.execute(
        _held(key, token).values(
            known_at=now,
            cause=fault.cause,
            sentence=fault.message,
            remedy=fault.remedy,
            retry_after=_seconds(fault.retry_after),
            failures=shelf.c.failures + 1,
            leased_until=None,
        )
    )


def let_go(connection: Connection, key: str, token: int) -> None:
    """Nothing came that could be kept; whoever wants it asks for it."""
    connection.execute(_held(key, token).values(leased_until=None))


def clear(connection: Connection, *, bodies_before: datetime, before: datetime) -> None:
    """Drop bodies that every desk has had the time to take, and what nobody wants."""
    old = shelf.c.brought_at < bodies_before
    connection.execute(
        update(shelf)
        .where(shelf.c.body.is_not(None), old)
        .values(body=None, brought_at=None)
    )
    connection.execute(delete(shelf).where(shelf.c.known_at < before))


def _held(key: str, token: int) -> Any:  # noqa: ANN401 - an UPDATE that goes on
    return update(shelf).where(shelf.c.key == key, shelf.c.token == token)


def _shelved(row: Mapping[Any, Any], now: datetime) -> Shelved:
    leased = row["leased_until"]
    return Shelved(
        known_at=row["known_at"],
        final=row["final"] or row["url"],
        content_type=row["content_type"],
        link=row["link"],
        moved_to=row["moved_to"],
        fresh_for=_time(row["fresh_for"]),
        validators=Validators(**{name: row[name] for name in _VALIDATORS}),
        has_body=row["has_body"],
        fault=_fault(row) if row["cause"] is not None else None,
        failures=row["failures"],
        is_asked=leased is not None and leased > now,
    )


def _fault(row: Mapping[Any, Any]) -> FetchError:
    return FetchError(
        row["sentence"],
        cause=row["cause"],
        url=row["url"],
        remedy=row["remedy"],
        retry_after=_time(row["retry_after"]),
    )


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else int(time.total_seconds())


def _time(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
