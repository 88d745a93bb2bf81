"""How a source is doing, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Health(StrEnum):
    """The state of a source, one word each."""

    NEW = "new"
    OK = "ok"
    EMPTY = "empty"
    ODD = "odd"
    FAILING = "failing"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """What is known of one source's recent polls.

    `sentence` says what is wrong and what to do (`None` when all is well); `since`
    is when it got into this state; `entries` how many the last good document had.
    `failures` counts polls in a row that brought nothing usable.
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
