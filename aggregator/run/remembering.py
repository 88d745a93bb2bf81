"""What was drafted and read at another time, put where it belongs."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aggregator.model.draft import Composed
from aggregator.model.metrics import Metrics
from aggregator.run.assemble import Parts
from aggregator.store import deliveries, drafts, metrics


def remember(parts: Parts, composed: Composed, purpose: str, made: datetime) -> int:
    """A draft of no story, as if it had been composed then; its number.

    Raises:
        StoreError: the database cannot be used.
    """
    with parts.database.transaction() as connection:
        number = drafts.add(
            connection,
            composed,
            story=None,
            purpose=purpose,
            why=f"New {composed.kind}",
            now=made,
        )
    assert number is not None  # only a story can have one already
    return number


def remember_readings(parts: Parts, draft: int, readings: Sequence[Metrics]) -> None:
    """What a draft's only post did; its network is not asked for it any more.

    Raises:
        StoreError: the database cannot be used.
    """
    with parts.database.transaction() as connection:
        (delivery,) = deliveries.for_draft(connection, draft)
        metrics.begin(connection, timedelta(), delivery.moment - timedelta(seconds=1))
        for reading in readings:
            metrics.add(connection, delivery.id, reading, None)
