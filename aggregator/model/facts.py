"""What can be known about a thing in the world; items and stories both carry it."""

from datetime import date, datetime
from enum import StrEnum

from aggregator.model.value import Value

# A point in time with its offset, or a whole day. `datetime` is a `date` to Python,
# so ask `isinstance(moment, datetime)` first.
Moment = datetime | date


class Kind(StrEnum):
    """What sort of thing it is; templates, checks and lifetimes follow it."""

    EVENT = "event"
    JOB = "job"
    NEWS = "news"
    BUSINESS = "business"
    SHARE = "share"


class Status(StrEnum):
    """What the source says of an event; anything it does not say is scheduled."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED_ONLINE = "moved_online"
    SOLD_OUT = "sold_out"


class Facts(Value, frozen=True, kw_only=True):
    """Plain facts, absent ones `None`: never a guess, never an empty string.

    Texts are plain (no markup, entities or control characters). `url` and `image`
    are http or https. `salary` and `price` stay as the source words them.
    `timezone` is an IANA name. A `starts` without a time of day is a whole day;
    `ends` of a whole-day event is its last day, inclusive.
    """

    kind: Kind
    title: str
    url: str | None = None
    summary: str | None = None
    published: Moment | None = None
    starts: Moment | None = None
    ends: Moment | None = None
    timezone: str | None = None
    venue: str | None = None
    address: str | None = None
    closes: Moment | None = None
    employer: str | None = None
    salary: str | None = None
    price: str | None = None
    status: Status = Status.SCHEDULED
    image: str | None = None
    image_alt: str | None = None
    language: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Written out, since it is asked of every fact of everything.
        if self.published is not None:
            _refuse_naive("published", self.published)
        if self.starts is not None:
            _refuse_naive("starts", self.starts)
        if self.ends is not None:
            _refuse_naive("ends", self.ends)
        if self.closes is not None:
            _refuse_naive("closes", self.closes)

    @property
    def all_day(self) -> bool:
        """Whether the event is known by its day alone."""
        return self.starts is not None and not isinstance(self.starts, datetime)


def _refuse_naive(name: str, moment: Moment) -> None:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise ValueError(f"{name} needs an offset")
