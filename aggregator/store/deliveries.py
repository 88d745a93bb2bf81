"""The promises to put approved drafts out: one for each draft and network."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.errors import ConflictError, NotFoundError
from aggregator.store.tables.drafts import deliveries
from aggregator.store.upsert import insert_or

_NOT_OUT = {"address": None, "posted_at": None, "posted_by": None}


def promise(
    connection: Connection, draft_id: int, network: str, now: datetime
) -> Delivery:
    """A delivery that is ready; one that was cancelled is taken up again.

    Raises:
        ConflictError: the draft is out on that network already.
    """
    ready = {"state": DeliveryState.READY, "promised_at": now, **_NOT_OUT}
    row = (
        connection.execute(
            insert_or(connection, deliveries)
            .values(draft=draft_id, network=network, **ready)
            .on_conflict_do_update(
                index_elements=["draft", "network"],
                set_=ready,
                where=deliveries.c.state != DeliveryState.PUBLISHED,
            )
            .returning(deliveries)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise ConflictError(f"Draft {draft_id} is out on {network} already")
    return _delivery(row)


def for_draft(connection: Connection, draft_id: int) -> tuple[Delivery, ...]:
    """Every delivery of a draft, cancelled ones too."""
    query = (
        select(deliveries)
        .where(deliveries.c.draft == draft_id)
        .order_by(deliveries.c.id)
    )
    return tuple(_delivery(row) for row in connection.execute(query).mappings())


def publish(
    connection: Connection,
    delivery_id: int,
    *,
    address: str | None,
    by: str,
    now: datetime,
) -> Delivery:
    """It is out, once.

    Raises:
        NotFoundError: there is no such delivery.
        ConflictError: it is out already, or was cancelled.
    """
    return _move(
        connection,
        delivery_id,
        DeliveryState.READY,
        {
            "state": DeliveryState.PUBLISHED,
            "address": address,
            "posted_at": now,
            "posted_by": by,
        },
    )


def cancel(connection: Connection, draft_id: int) -> int:
    """What is ready will not go out; says how many that were. What is out, is."""
    return connection.execute(
        update(deliveries)
        .where(
            deliveries.c.draft == draft_id, deliveries.c.state == DeliveryState.READY
        )
        .values(state=DeliveryState.CANCELLED)
    ).rowcount


def reopen(connection: Connection, delivery_id: int) -> Delivery:
    """It was not out after all.

    Raises:
        NotFoundError: there is no such delivery.
        ConflictError: nobody said that it is out.
    """
    return _move(
        connection,
        delivery_id,
        DeliveryState.PUBLISHED,
        {"state": DeliveryState.READY, **_NOT_OUT},
    )


def _move(
    connection: Connection,
    delivery_id: int,
    expected: DeliveryState,
    values: Mapping[str, Any],
) -> Delivery:
    moved = connection.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id, deliveries.c.state == expected)
        .values(**values)
        .returning(deliveries)
    ).mappings()
    if (row := moved.first()) is not None:
        return _delivery(row)
    state = connection.scalar(
        select(deliveries.c.state).where(deliveries.c.id == delivery_id)
    )
    if state is None:
        raise NotFoundError(f"There is no delivery {delivery_id}")
    raise ConflictError(
        f"Delivery {delivery_id} is {state}, not {expected}",
        remedy="load the page again to see what became of it",
    )


def _delivery(row: Mapping[Any, Any]) -> Delivery:
    return Delivery(
        id=row["id"],
        draft=row["draft"],
        network=row["network"],
        state=DeliveryState(row["state"]),
        address=row["address"],
        posted_at=row["posted_at"],
        posted_by=row["posted_by"],
    )
