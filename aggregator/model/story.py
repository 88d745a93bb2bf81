"""One real thing in the world, seen in one or more items."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aggregator.model.facts import Facts, Moment
from aggregator.model.item import Item
from aggregator.model.value import Value


class Life(StrEnum):
    """Where a story is in its life at a given moment."""

    UPCOMING = "upcoming"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SOLD_OUT = "sold out"
    OVER = "over"


class Story(Facts, frozen=True, kw_only=True):
    """The facts that its items agree on, each from whoever is believed for it.

    `dates` are the starts of every known instance of a recurring event, in order,
    and hold just the one start otherwise. `first_seen` is when any item of it was
    first read.
    """

    id: str
    items: tuple[Item, ...]
    dates: tuple[Moment, ...] = ()
    first_seen: datetime

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that speak of it, each once, in order."""
        return tuple(dict.fromkeys(item.source for item in self.items))


class Placement(Value, frozen=True, kw_only=True):
    """Which story an item joins (`None`: a new one), and why, in plain words."""

    story: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact of a story that is not what it was, as text; `None` is absent."""

    field: str
    before: str | None
    after: str | None
