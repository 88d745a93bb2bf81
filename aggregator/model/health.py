"""How a source is doing, in plain words."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from aggregator.model.rhythm import Rhythm


class Health(StrEnum):
    """The state of a source, one word each."""

    NEW = "new"
    OK = "ok"
    QUIET = "quiet"  # nothing new for longer than is usual for it
    EMPTY = "empty"  # it can be read, and has nothing in it
    ODD = "odd"  # more or fewer entries than expected, or some cannot be read
    MOVED = "moved"  # it is asked at a new address
    REPORTING = "reporting"  # it tells of a failure where its news should be
    PAGE = "page"  # a page comes where a feed or calendar should
    UNMATCHED = "unmatched"  # its selectors match nothing, or no data is found
    REFUSED = "refused"  # it does not let us in, or may not be asked
    FAILING = "failing"  # anything else that cannot be fetched or read
    GONE = "gone"  # it says itself that it will not come back


# Those that need somebody to look, the worst first.
UNWELL = (
    *(Health.GONE, Health.FAILING, Health.REFUSED, Health.UNMATCHED, Health.PAGE),
    *(Health.REPORTING, Health.EMPTY, Health.ODD, Health.QUIET, Health.MOVED),
)


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


def without_name(sentence: str, name: str) -> str:
    """A sentence about a source, below a heading that names it already."""
    rest = sentence.removeprefix(f"{name}: ")
    return rest[:1].upper() + rest[1:] if rest != sentence else sentence
