"""What a feed offers so that nobody need ask it all the time (WebSub)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Where to subscribe, and the address by which the hub knows the feed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One source's subscription at its hub.

    `token` is the last part of the address that the hub tells of news, `secret` what
    it signs them with. `until` is when the hub's promise ends; `None` before it was
    given. `asked_at` is when the hub was last asked.
    """

    source: str
    offer: Offer
    token: str
    secret: str
    asked_at: datetime | None = None
    until: datetime | None = None
