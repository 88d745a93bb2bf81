"""The promise to put one approved draft on one account, once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeliveryState(StrEnum):
    """Where the promise is."""

    READY = "ready"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One draft on one network; `address` is where the post can be seen."""

    id: int
    draft: int
    network: str
    state: DeliveryState
    address: str | None = None
    posted_at: datetime | None = None
    posted_by: str | None = None
