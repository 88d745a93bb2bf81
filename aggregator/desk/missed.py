"""What should have gone out while everything stood still: a person chooses of each."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.model.delivery import Cause, Delivery, DeliveryState
from aggregator.model.draft import Draft
from aggregator.store import deliveries, drafts, plans
from aggregator.store.database import Database

_CAUSES = frozenset({Cause.HELD, Cause.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An approved draft whose time came while everything was on hold."""

    draft: Draft
    delivery: Delivery


def missed(database: Database, now: datetime) -> tuple[Missed, ...]:
    """All that was missed in the last hold, or in this one so far, the earliest first.

    What is planned anew, sent, or back in the queue is chosen, and is not among them.
    """
    with database.reading() as connection:
        stretch = plans.last_stretch(connection)
        if stretch is None:
            return ()
        since, until = stretch
        found = sorted(
            (
                one
                for one in deliveries.waiting_or_asking(connection)
                if since <= one.moment <= (until or now) and _is_stopped(one)
            ),
            key=lambda one: (one.moment, one.id),
        )
        known = drafts.by_ids(connection, [one.draft for one in found])
    return tuple(Missed(draft=known[one.draft], delivery=one) for one in found)


def _is_stopped(delivery: Delivery) -> bool:
    """Whether the hold stopped it, and nothing else did."""
    return delivery.state is DeliveryState.READY or delivery.cause in _CAUSES
