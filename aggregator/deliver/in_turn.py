"""Whether a post of an evening waits for the one that it is to answer. Pure."""

from datetime import datetime

from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.evening import PATIENCE


def may_go_on(delivery: Delivery, before: Delivery | None, now: datetime) -> bool:
    """Whether it waits no longer for the one that it is to answer.

    When that is not out in time, it goes as a post of its own.
    """
    if before is None or before.state is DeliveryState.PUBLISHED:
        return True
    return now >= delivery.moment + PATIENCE
