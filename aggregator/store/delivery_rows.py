"""A delivery between its row and its value, and the one way to move it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from aggregator.model.delivery import (
    DELIVERY_MOVES,
    Act,
    Cause,
    Delivery,
    DeliveryState,
    Payload,
    Picture,
)
from aggregator.model.errors import ConflictError, NotFoundError
from aggregator.store.tables.deliveries import deliveries

_PLAIN = (
    "id",
    "draft",
    "network",
    "account",
    "promised_at",
    "due",
    "next_at",
    "fence",
    "lease_until",
    "refusals",
    "doubts",
    "sentence",
    "target",
    "address",
    "posted_at",
    "posted_by",
)


def delivery_of(row: Mapping[Any, Any]) -> Delivery:
    """The delivery of a row."""
    return Delivery(
        **{name: row[name] for name in _PLAIN},
        state=DeliveryState(row["state"]),
        cause=Cause(row["cause"]) if row["cause"] else None,
        act=Act(row["act"]),
        payload=payload_of(row["payload"]) if row["payload"] else None,
    )


def payload_of(kept: Mapping[str, Any]) -> Payload:
    """A payload as it was frozen."""
    pictures = tuple(Picture(**one) for one in kept["pictures"])
    return Payload(
        **{
            **kept,
            "parts": tuple(kept["parts"]),
            "pictures": pictures,
            "act": Act(kept["act"]),
            "promised_at": datetime.fromisoformat(kept["promised_at"]),
            "made_at": datetime.fromisoformat(kept["made_at"]),
        }
    )


def payload_to_row(payload: Payload) -> dict[str, Any]:
    """What is kept of a payload: all of it."""
    return {
        **asdict(payload),
        "act": payload.act.value,
        "promised_at": payload.promised_at.isoformat(),
        "made_at": payload.made_at.isoformat(),
    }


def load(connection: Connection, delivery_id: int) -> Delivery:
    """The delivery of that number.

    Raises:
        NotFoundError: there is none.
    """
    query = select(deliveries).where(deliveries.c.id == delivery_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no delivery {delivery_id}")
    return delivery_of(row)


def shift(
    connection: Connection,
    before: Delivery,
    to: DeliveryState,
    values: Mapping[str, Any],
) -> Delivery:
    """The delivery in another state, if it is still as it was.

    Raises:
        ConflictError: somebody else moved it, or nothing leads from its state there.
        NotFoundError: it is gone.
    """
    if to not in DELIVERY_MOVES[before.state]:
        raise _not_from(before, to)
    moved = connection.execute(
        update(deliveries)
        .where(
            deliveries.c.id == before.id,
            deliveries.c.state == before.state,
            deliveries.c.fence == before.fence,
        )
        .values(**values, state=to)
        .returning(deliveries)
    ).mappings()
    if (row := moved.first()) is not None:
        return delivery_of(row)
    raise _not_from(load(connection, before.id), to)


def _not_from(found: Delivery, to: DeliveryState) -> ConflictError:
    return ConflictError(
        f"Delivery {found.id} is {found.state} and cannot become {to}",
        remedy="load the page again to see what became of it",
    )
