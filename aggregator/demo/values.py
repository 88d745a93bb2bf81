"""What the town consists of."""

from dataclasses import dataclass
from datetime import date, datetime

from aggregator.demo.job_texts import Post
from aggregator.demo.places import Place
from aggregator.demo.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One evening or morning out.

    `slug` keeps the date that was first announced; `moved_from` is that date where
    it has moved since. `weekly` marks those of a series, whose name `series` is.
    """

    slug: str
    text: Text
    starts: datetime
    ends: datetime
    place: Place
    cancelled: bool = False
    sold_out: bool = False
    weekly: bool = False
    moved_from: datetime | None = None

    @property
    def series(self) -> str:
        """What all dates of one series have in common."""
        return f"{self.text.slug}-{self.place.key}"

    @property
    def said_last(self) -> str:
        """The title as the community centre words it."""
        return self.text.retold[-1] if self.text.retold else self.text.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something published on a day: news, a post, a business; `slug` is its path."""

    slug: str
    text: Text
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A vacancy; it may have closed."""

    reference: str
    post: Post
    published: datetime
    closes: date
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """All of it; events in the order of their dates, the rest newest first.

    `pauses` are the moments at which a series does not take place, by series.
    """

    events: tuple[Event, ...]
    jobs: tuple[Job, ...]
    articles: tuple[Dated, ...]
    posts: tuple[Dated, ...]
    businesses: tuple[Dated, ...]
    pauses: dict[str, tuple[datetime, ...]]

    @property
    def weekly(self) -> tuple[Event, ...]:
        """The events of the series."""
        return tuple(event for event in self.events if event.weekly)

    @property
    def single(self) -> tuple[Event, ...]:
        """The events that are one of a kind."""
        return tuple(event for event in self.events if not event.weekly)
