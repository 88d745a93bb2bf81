"""Drafts near others: of the same page, or going out in the same hours."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.model.neighbour import Neighbour
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts

_OPEN = (State.WAITING, State.APPROVED)
_OVER = (DeliveryState.CANCELLED, DeliveryState.NEEDS_ATTENTION)
# What of a draft its neighbours' editors are told; the rest is long to read.
_TOLD = (drafts.c.id, drafts.c.story, drafts.c.state, drafts.c.text, drafts.c.link)
# More than a page of the queue could have, and no loop may fill the memory.
_MOST = 500


def of_pages(
    connection: Connection, links: Collection[str], since: datetime
) -> tuple[tuple[str, Neighbour], ...]:
    """Drafts with one of these links that are open or went out since, by network."""
    if not links:
        return ()
    went_out = (drafts.c.state == State.PUBLISHED) & (drafts.c.moved_at > since)
    query = (
        select(*_TOLD, drafts.c.network)
        .where(drafts.c.link.in_(links), or_(drafts.c.state.in_(_OPEN), went_out))
        .order_by(drafts.c.id)
        .limit(_MOST)
    )
    return tuple(
        (
            row["network"],
            Neighbour(
                draft=row["id"],
                story=row["story"],
                state=State(row["state"]),
                text=row["text"],
                link=row["link"],
            ),
        )
        for row in connection.execute(query).mappings()
    )


def of_hours(
    connection: Connection, since: datetime, until: datetime
) -> tuple[tuple[str, Neighbour], ...]:
    """Drafts that go out, or went out, between two moments, by network."""
    moment = func.coalesce(deliveries.c.posted_at, deliveries.c.due)
    query = (
        select(*_TOLD, deliveries.c.network.label("on"), moment.label("at"))
        .join(deliveries, deliveries.c.draft == drafts.c.id)
        .where(deliveries.c.state.not_in(_OVER), moment >= since, moment <= until)
        .order_by(moment, drafts.c.id)
        .limit(_MOST)
    )
    return tuple(
        (
            row["on"],
            Neighbour(
                draft=row["id"],
                story=row["story"],
                state=State(row["state"]),
                text=row["text"],
                at=row["at"],
            ),
        )
        for row in connection.execute(query).mappings()
    )


def shares(
    connection: Connection,
    network: str,
    between: tuple[datetime, datetime],
    except_for: int,
) -> tuple[datetime, ...]:
    """When shares of a network go out, or went out, between two moments."""
    moment = func.coalesce(
        deliveries.c.posted_at, deliveries.c.due, deliveries.c.promised_at
    )
    query = (
        select(moment)
        .join(drafts, drafts.c.id == deliveries.c.draft)
        .where(deliveries.c.network == network, drafts.c.kind == Kind.SHARE)
        .where(deliveries.c.state.not_in(_OVER), drafts.c.id != except_for)
        .where(moment > between[0], moment < between[1])
        .order_by(moment)
        .limit(_MOST)
    )
    return tuple(connection.scalars(query))


def is_shared(connection: Connection, network: str, link: str, except_for: int) -> bool:
    """Whether another draft passes the same post on, as it is or with words."""
    query = (
        select(drafts.c.id)
        .join(deliveries, deliveries.c.draft == drafts.c.id)
        .where(drafts.c.link == link, drafts.c.kind == Kind.SHARE)
        .where(deliveries.c.network == network, drafts.c.id != except_for)
        .where(deliveries.c.state != DeliveryState.CANCELLED)
        .limit(1)
    )
    return connection.scalar(query) is not None
