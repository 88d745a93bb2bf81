"""How a source is doing, in plain words."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from aggregator.model.rhythm import Rhythm


class Health(StrEnum):
    """The state of a source, one word each."""

    NEW = "new"
    OK = "ok"
    EMPTY = "empty"
    ODD = "odd"
    MOVED = "moved"
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """What is known of one source's recent polls.

    `sentence` says what is wrong and what to do (`None` when all is well); `since`
    is when it got into this state; `entries` how many the last good document had.
    `failures` counts polls in a row that brought nothing usable. `interval` is how
    long it is left alone at present, by its `rhythm`; `moved_to` where it is asked
    since it has moved for good.
    """

    source: str
    health: Health
    sentence: str | None = None
    since: datetime | None = None
    last_polled: datetime | None = None
    last_good: datetime | None = None
    next_due: datetime | None = None
    entries: int | None = None
    failures: int = 0
    moved_to: str | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    interval: timedelta | None = None
