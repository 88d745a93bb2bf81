"""Which sources have a hub that tells us of news, and what it was promised."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from aggregator.model.hub import Offer, Subscription
from aggregator.store.chunks import among
from aggregator.store.tables.sources import sources
from aggregator.store.tables.subscriptions import subscriptions
from aggregator.store.upsert import insert_or


def keep(connection: Connection, wanted: Subscription) -> None:
    """Remember what a source offers; one that offers the same keeps what it has."""
    had = of_source(connection, wanted.source)
    if had is not None and had.offer == wanted.offer:
        return
    values = {
        "hub": wanted.offer.hub,
        "topic": wanted.offer.topic,
        "token": wanted.token,
        "secret": wanted.secret,
        "asked_at": None,
        "until": None,
    }
    connection.execute(
        insert_or(connection, subscriptions)
        .values(source=wanted.source, **values)
        .on_conflict_do_update(index_elements=["source"], set_=values)
    )


def forget(connection: Connection, listed: Iterable[str]) -> None:
    """These sources offer no hub, or none any more."""
    gone = among(connection, subscriptions.c.source, listed)
    connection.execute(delete(subscriptions).where(gone))


def of_source(connection: Connection, source: str) -> Subscription | None:
    """The subscription of a source, if it has one."""
    query = select(subscriptions).where(subscriptions.c.source == source)
    row = connection.execute(query).mappings().first()
    return None if row is None else _subscription(row)


def of_token(connection: Connection, token: str) -> Subscription | None:
    """The subscription that a hub speaks of, if its source is still configured."""
    query = (
        select(subscriptions)
        .join_from(subscriptions, sources, sources.c.id == subscriptions.c.source)
        .where(subscriptions.c.token == token, sources.c.configured)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _subscription(row)


def to_ask(
    connection: Connection,
    *,
    ends_before: datetime,
    asked_before: datetime,
    limit: int,
) -> tuple[Subscription, ...]:
    """Those without a promise, or whose promise ends soon, not asked for lately."""
    until, asked = subscriptions.c.until, subscriptions.c.asked_at
    query = (
        select(subscriptions)
        .join_from(subscriptions, sources, sources.c.id == subscriptions.c.source)
        .where(
            sources.c.configured,
            or_(until.is_(None), until <= ends_before),
            or_(asked.is_(None), asked <= asked_before),
        )
        .order_by(subscriptions.c.source)
        .limit(limit)
    )
    return tuple(_subscription(row) for row in connection.execute(query).mappings())


def asked(connection: Connection, source: str, now: datetime) -> None:
    """The hub is being asked."""
    _set(connection, source, {"asked_at": now})


def promised(connection: Connection, source: str, until: datetime | None) -> None:
    """The hub has promised to tell until then; `None`: it has refused."""
    _set(connection, source, {"until": until})


def hasten(
    connection: Connection, source: str, now: datetime, apart: timedelta
) -> None:
    """Ask the source at once, but not sooner than `apart` after the last time."""
    last = connection.scalar(
        select(sources.c.last_polled).where(sources.c.id == source)
    )
    due = now if last is None else max(now, last + apart)
    connection.execute(
        update(sources)
        .where(sources.c.id == source, sources.c.next_due > due)
        .values(next_due=due)
    )


def _set(connection: Connection, source: str, values: Mapping[str, Any]) -> None:
    connection.execute(
        update(subscriptions).where(subscriptions.c.source == source).values(**values)
    )


def _subscription(row: Mapping[Any, Any]) -> Subscription:
    return Subscription(
        source=row["source"],
        offer=Offer(hub=row["hub"], topic=row["topic"]),
        token=row["token"],
        secret=row["secret"],
        asked_at=row["asked_at"],
        until=row["until"],
    )
