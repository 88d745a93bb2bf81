"""The machine's side of the deliveries: claims by lease and fence, attempts, outcomes.

Whoever holds a claim names its fence with every step; a step by an older fence is
refused, so that a worker that slept through its lease can do no harm.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from aggregator.model.delivery import (
    Attempt,
    Cause,
    Delivery,
    DeliveryState,
    Payload,
    Sent,
)
from aggregator.store import audit
from aggregator.store.delivery_rows import (
    delivery_of,
    payload_of,
    payload_to_row,
    shift,
)
from aggregator.store.tables.deliveries import attempts, deliveries, posts
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.plans import holds
from aggregator.store.upsert import insert_or

_OPEN = (
    DeliveryState.READY,
    DeliveryState.CLAIMED,
    DeliveryState.SENDING,
    DeliveryState.REFUSED,
    DeliveryState.UNKNOWN,
)
# More than one account can have open at once; the rest follows in the next minute.
_AT_ONCE = 200


def open_deliveries(
    connection: Connection, network: str, accounts: Collection[str]
) -> tuple[Delivery, ...]:
    """What is promised on an account and not at an end, most pressing first.

    On PostgreSQL the rows are this transaction's until it ends, and those of another
    worker are left out; on SQLite a transaction is alone anyway.
    """
    query = (
        select(deliveries)
        .where(deliveries.c.network == network, deliveries.c.account.in_(accounts))
        .where(deliveries.c.state.in_(_OPEN))
        .order_by(
            deliveries.c.due.is_not(None), deliveries.c.due, deliveries.c.promised_at
        )
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return tuple(delivery_of(row) for row in connection.execute(query).mappings())


def how_many_open(connection: Connection) -> int:
    """How many deliveries, on all accounts, may yet go out by themselves."""
    query = select(func.count()).where(deliveries.c.state.in_(_OPEN))
    return connection.scalar(query) or 0


def last_release(connection: Connection) -> datetime | None:
    """When somebody last let go of a hold: what was due before then was stopped."""
    query = (
        select(holds.c.released_at)
        .where(holds.c.released_at.is_not(None))
        .order_by(holds.c.released_at.desc())
        .limit(1)
    )
    found: datetime | None = connection.scalar(query)
    return found


def claim(connection: Connection, before: Delivery, lease_until: datetime) -> Delivery:
    """It is ours to send until the lease ends.

    Raises:
        ConflictError: it is no longer as it was.
    """
    values = {"fence": before.fence + 1, "lease_until": lease_until}
    return shift(connection, before, DeliveryState.CLAIMED, values)


def claim_look(
    connection: Connection, before: Delivery, lease_until: datetime
) -> Delivery:
    """It is ours to read back until the lease ends; it stays unknown.

    Raises:
        ConflictError: it is no longer as it was.
    """
    values = {"fence": before.fence + 1, "lease_until": lease_until}
    return shift(connection, before, DeliveryState.UNKNOWN, values)


def begin(
    connection: Connection,
    held: Delivery,
    *,
    part: int,
    payload: Payload,
    lease_until: datetime,
    now: datetime,
) -> Delivery:
    """Write down that one part will now be sent, and what: kept before a byte goes out.

    Raises:
        ConflictError: the claim was lost.
    """
    sending = shift(
        connection,
        held,
        DeliveryState.SENDING,
        {"lease_until": lease_until, "payload": payload_to_row(payload)},
    )
    connection.execute(
        insert(attempts).values(
            delivery=held.id, part=part, fence=held.fence, began_at=now
        )
    )
    return sending


def attempts_of(
    connection: Connection, delivery_id: int, part: int | None = None
) -> tuple[Attempt, ...]:
    """The attempts of a delivery, or of one part of it, oldest first."""
    query = (
        select(attempts)
        .where(attempts.c.delivery == delivery_id)
        .order_by(attempts.c.id)
    )
    if part is not None:
        query = query.where(attempts.c.part == part)
    return tuple(
        Attempt(
            part=row["part"],
            fence=row["fence"],
            began_at=row["began_at"],
            ended_at=row["ended_at"],
            outcome=row["outcome"],
            sentence=row["sentence"],
        )
        for row in connection.execute(query).mappings()
    )


def end_attempt(
    connection: Connection,
    delivery_id: int,
    fence: int,
    *,
    outcome: str,
    sentence: str | None,
    now: datetime,
) -> None:
    """Write down what became of the attempt that this fence began."""
    connection.execute(
        update(attempts)
        .where(attempts.c.delivery == delivery_id, attempts.c.fence == fence)
        .where(attempts.c.outcome.is_(None))
        .values(outcome=outcome, sentence=sentence, ended_at=now)
    )


def keep_post(
    connection: Connection, delivery_id: int, part: int, sent: Sent, now: datetime
) -> bool:
    """One part is out; false if that was known already."""
    found = connection.execute(
        insert_or(connection, posts)
        .values(
            delivery=delivery_id,
            part=part,
            remote=sent.remote,
            address=sent.address,
            posted_at=now,
        )
        .on_conflict_do_nothing(index_elements=["delivery", "part"])
        .returning(posts.c.id)
    ).scalar()
    return found is not None


def said_before(connection: Connection, delivery: Delivery) -> datetime | None:
    """When the words of a delivery's draft last went out on its network."""
    words = select(drafts.c.text).where(drafts.c.id == delivery.draft)
    query = (
        select(deliveries.c.posted_at)
        .join(drafts, drafts.c.id == deliveries.c.draft)
        .where(drafts.c.text == words.scalar_subquery())
        .where(deliveries.c.network == delivery.network)
        .where(deliveries.c.state == DeliveryState.PUBLISHED)
        .where(deliveries.c.id != delivery.id)
        .order_by(deliveries.c.posted_at.desc())
        .limit(1)
    )
    found: datetime | None = connection.scalar(query)
    return found


def known_remotes(connection: Connection, network: str) -> frozenset[str]:
    """What the network calls the posts that other deliveries are known to have made."""
    query = (
        select(posts.c.remote)
        .join(deliveries, deliveries.c.id == posts.c.delivery)
        .where(deliveries.c.network == network)
        .order_by(posts.c.id.desc())
        .limit(_AT_ONCE)
    )
    return frozenset(connection.scalars(query))


def sent_since(
    connection: Connection, network: str, accounts: Collection[str], since: datetime
) -> tuple[tuple[Payload, int], ...]:
    """Every part that went out on an account since then, with its payload."""
    query = (
        select(deliveries.c.payload, posts.c.part)
        .join(deliveries, deliveries.c.id == posts.c.delivery)
        .where(deliveries.c.network == network, deliveries.c.account.in_(accounts))
        .where(posts.c.posted_at >= since, deliveries.c.payload.is_not(None))
    )
    return tuple(
        (payload_of(row["payload"]), row["part"])
        for row in connection.execute(query).mappings()
    )


def finish(
    connection: Connection, sending: Delivery, address: str | None, now: datetime
) -> Delivery:
    """All of it is out.

    Raises:
        ConflictError: the claim was lost.
    """
    values = {
        **_settled(None, None),
        "address": address,
        "posted_at": now,
        "posted_by": audit.PROGRAM,
    }
    return shift(connection, sending, DeliveryState.PUBLISHED, values)


def refuse(
    connection: Connection,
    sending: Delivery,
    *,
    cause: Cause,
    sentence: str,
    again_at: datetime,
) -> Delivery:
    """Not out, for now; looked at again then.

    Raises:
        ConflictError: the claim was lost.
    """
    values = {
        **_settled(cause, sentence),
        "next_at": again_at,
        "refusals": sending.refusals + 1,
    }
    return shift(connection, sending, DeliveryState.REFUSED, values)


def doubt(
    connection: Connection,
    before: Delivery,
    *,
    sentence: str,
    next_at: datetime,
    counted: bool,
) -> Delivery:
    """Nobody knows whether it is out; `counted` where another attempt ended so.

    Raises:
        ConflictError: the claim was lost.
    """
    values: dict[str, Any] = {**_settled(None, sentence), "next_at": next_at}
    if counted:
        values["doubts"] = before.doubts + 1
    if before.state is not DeliveryState.SENDING or counted:
        values["fence"] = before.fence + 1
    return shift(connection, before, DeliveryState.UNKNOWN, values)


def ask(
    connection: Connection, before: Delivery, cause: Cause, sentence: str
) -> Delivery:
    """A person has to choose.

    Raises:
        ConflictError: somebody else moved it.
    """
    values = {**_settled(cause, sentence), "fence": before.fence + 1}
    return shift(connection, before, DeliveryState.NEEDS_ATTENTION, values)


def let_go(connection: Connection, held: Delivery) -> Delivery:
    """Back to ready, unsent: a hold came between.

    Raises:
        ConflictError: the claim was lost.
    """
    return shift(connection, held, DeliveryState.READY, {"lease_until": None})


def still_held(connection: Connection, delivery_id: int, fence: int) -> bool:
    """Whether the attempt of this fence is the one under way."""
    query = select(deliveries.c.id).where(
        deliveries.c.id == delivery_id,
        deliveries.c.fence == fence,
        or_(
            deliveries.c.state == DeliveryState.SENDING,
            deliveries.c.state == DeliveryState.CLAIMED,
        ),
    )
    return connection.scalar(query) is not None


def _settled(cause: Cause | None, sentence: str | None) -> dict[str, Any]:
    return {
        "lease_until": None,
        "next_at": None,
        "cause": cause,
        "sentence": sentence,
    }
