"""What people do with the promises to put approved drafts out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from aggregator.model.delivery import (
    UNDER_WAY,
    Act,
    Cause,
    Delivery,
    DeliveryState,
    Post,
)
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store.delivery_rows import delivery_of, load, payload_to_row, shift
from aggregator.store.tables.deliveries import deliveries, posts
from aggregator.store.upsert import insert_or

__all__ = ["load"]

_NOT_OUT = {"address": None, "posted_at": None, "posted_by": None}
_AFRESH = {
    **_NOT_OUT,
    "next_at": None,
    "lease_until": None,
    "refusals": 0,
    "doubts": 0,
    "cause": None,
    "sentence": None,
}
_TAKEN_UP_AGAIN = (DeliveryState.READY, DeliveryState.CANCELLED)


def promise(
    connection: Connection,
    draft_id: int,
    network: str,
    now: datetime,
    *,
    account: str | None = None,
    due: datetime | None = None,
    act: Act = Act.POST,
    target: str | None = None,
) -> Delivery:
    """A delivery that is ready; one that was cancelled is taken up again.

    Without an `account` it is for the network's first; without `due` it is due now.

    Raises:
        ConflictError: the draft is out there already, or on its way.
    """
    ready = {
        **_AFRESH,
        "state": DeliveryState.READY,
        "promised_at": now,
        "due": due,
        "payload": None,
        "act": act,
        "target": target,
    }
    row = (
        connection.execute(
            insert_or(connection, deliveries)
            .values(draft=draft_id, network=network, account=account or network)
            .values(**ready)
            .on_conflict_do_update(
                index_elements=["draft", "network", "account"],
                set_=ready,
                where=deliveries.c.state.in_(_TAKEN_UP_AGAIN),
            )
            .returning(deliveries)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise ConflictError(
            f"Draft {draft_id} is out on {network} already, or on its way",
            remedy="load the page again to see what became of it",
        )
    return delivery_of(row)


def for_draft(connection: Connection, draft_id: int) -> tuple[Delivery, ...]:
    """Every delivery of a draft, cancelled ones too."""
    query = (
        select(deliveries)
        .where(deliveries.c.draft == draft_id)
        .order_by(deliveries.c.id)
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def for_drafts(
    connection: Connection, draft_ids: Sequence[int]
) -> dict[int, tuple[Delivery, ...]]:
    """The deliveries of several drafts at once; those without any are left out."""
    query = (
        select(deliveries)
        .where(deliveries.c.draft.in_(draft_ids))
        .order_by(deliveries.c.id)
    )
    found: dict[int, tuple[Delivery, ...]] = {}
    for row in connection.execute(query).mappings():
        one = delivery_of(row)
        found[one.draft] = (*found.get(one.draft, ()), one)
    return found


def planned(
    connection: Connection, since: datetime, until: datetime
) -> tuple[Delivery, ...]:
    """What is to go out, or went out, between two moments, earliest first."""
    moment = func.coalesce(deliveries.c.due, deliveries.c.promised_at)
    query = (
        select(deliveries)
        .where(deliveries.c.state != DeliveryState.CANCELLED)
        .where(moment >= since, moment < until)
        .order_by(moment, deliveries.c.id)
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def in_state(
    connection: Connection, network: str, state: DeliveryState
) -> tuple[Delivery, ...]:
    """What is in a state on a network, oldest first."""
    query = (
        select(deliveries)
        .where(deliveries.c.network == network, deliveries.c.state == state)
        .order_by(deliveries.c.id)
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def needing_attention(connection: Connection) -> tuple[Delivery, ...]:
    """What needs a person, oldest first."""
    query = (
        select(deliveries)
        .where(deliveries.c.state == DeliveryState.NEEDS_ATTENTION)
        .order_by(deliveries.c.id)
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def waiting_or_asking(connection: Connection) -> tuple[Delivery, ...]:
    """What is planned and not sent, or needs a person."""
    query = select(deliveries).where(
        deliveries.c.state.in_((DeliveryState.READY, DeliveryState.NEEDS_ATTENTION))
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def how_many_need_attention(connection: Connection) -> int:
    """How many deliveries need a person."""
    query = select(func.count()).where(
        deliveries.c.state == DeliveryState.NEEDS_ATTENTION
    )
    return connection.execute(query).scalar_one()


def posts_of(connection: Connection, delivery_id: int) -> tuple[Post, ...]:
    """The parts of a delivery that are out, first to last."""
    query = select(posts).where(posts.c.delivery == delivery_id).order_by(posts.c.part)
    return tuple(
        Post(
            part=row["part"],
            remote=row["remote"],
            address=row["address"],
            posted_at=row["posted_at"],
        )
        for row in connection.execute(query).mappings()
    )


def plan(
    connection: Connection,
    delivery_id: int,
    due: datetime,
    *,
    without_pictures: bool = False,
) -> Delivery:
    """It goes out at another time; also what a person chooses for one that was missed.

    One that nobody knows the fate of is looked up first, whatever the time. With
    `without_pictures` the words go out alone, where a picture was refused.

    Raises:
        NotFoundError: there is no such delivery.
        ConflictError: it is on its way, out, or taken back.
    """
    before = load(connection, delivery_id)
    if before.state not in {DeliveryState.READY, DeliveryState.NEEDS_ATTENTION}:
        raise ConflictError(
            f"Delivery {delivery_id} is {before.state}, and cannot be planned",
            remedy="load the page again to see what became of it",
        )
    values: dict[str, Any] = {**_AFRESH, "due": due, "fence": before.fence + 1}
    if without_pictures and before.payload is not None:
        alone = replace(before.payload, pictures=())
        values["payload"] = payload_to_row(alone)
    if before.cause is Cause.NOBODY_KNOWS:
        return shift(
            connection, before, DeliveryState.UNKNOWN, {**values, "next_at": due}
        )
    return shift(connection, before, DeliveryState.READY, values)


def publish(
    connection: Connection,
    delivery_id: int,
    *,
    address: str | None,
    by: str,
    now: datetime,
) -> Delivery:
    """A person says that it is out; where it can be seen may be told later.

    Raises:
        NotFoundError: there is no such delivery.
        ConflictError: its address is known already, it was cancelled, or it is
            being sent this moment.
    """
    before = load(connection, delivery_id)
    out = {"address": address, "posted_at": now, "posted_by": by}
    if before.state is DeliveryState.PUBLISHED:
        if before.address is not None or address is None:
            raise ConflictError(
                f"Delivery {delivery_id} is published, not ready",
                remedy="load the page again to see what became of it",
            )
        out = {"address": address}
    if before.state in {DeliveryState.CLAIMED, DeliveryState.SENDING}:
        raise ConflictError(
            f"It is being sent to {before.network} this moment",
            remedy="wait a minute and load the page again",
        )
    return shift(
        connection,
        before,
        DeliveryState.PUBLISHED,
        {**out, "cause": None, "sentence": None, "fence": before.fence + 1},
    )


def cancel(connection: Connection, draft_id: int) -> int:
    """What is not out will not go out; says how many that were. What is out, is.

    Raises:
        ConflictError: one of them is on its way, or is out in part.
    """
    cancelled = 0
    for delivery in for_draft(connection, draft_id):
        if delivery.state in {DeliveryState.CANCELLED, DeliveryState.PUBLISHED}:
            continue
        if _may_be_out(connection, delivery):
            raise ConflictError(
                f"It may be out on {delivery.network} already",
                remedy="wait until it is known, or look at the account",
            )
        fence = {"fence": delivery.fence + 1}
        shift(connection, delivery, DeliveryState.CANCELLED, fence)
        cancelled += 1
    return cancelled


def on_their_way(connection: Connection, draft_id: int) -> bool:
    """Whether a delivery of the draft may be out already: nobody can take it back."""
    return any(
        _may_be_out(connection, delivery)
        for delivery in for_draft(connection, draft_id)
        if delivery.state is not DeliveryState.PUBLISHED
    )


def reopen(connection: Connection, delivery_id: int) -> Delivery:
    """It was not out after all.

    Raises:
        NotFoundError: there is no such delivery.
        ConflictError: nobody said that it is out.
        RefusedError: the network itself said that it is out.
    """
    before = load(connection, delivery_id)
    if posts_of(connection, delivery_id):
        raise RefusedError(
            f"{before.network} itself says that it is out",
            remedy="delete it there, if nobody should see it",
        )
    values = {**_AFRESH, "fence": before.fence + 1}
    if before.state is DeliveryState.READY:
        raise ConflictError(f"Delivery {delivery_id} is ready, not published")
    return shift(connection, before, DeliveryState.READY, values)


def _may_be_out(connection: Connection, delivery: Delivery) -> bool:
    return (
        delivery.state in UNDER_WAY
        or delivery.cause is Cause.NOBODY_KNOWS
        or bool(posts_of(connection, delivery.id))
    )
