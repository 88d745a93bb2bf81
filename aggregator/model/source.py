"""What `[[source]]` means once it is valid."""

from dataclasses import dataclass, field
from datetime import timedelta

from aggregator.model.facts import Kind

AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """Where a page keeps its facts: CSS selectors, each perhaps with `@attribute`.

    `time` is the time of day where it stands apart from the day in `starts`. With
    `to_next` what follows an item belongs to it, up to the next one.
    """

    item: str
    title: str
    link: str | None = None
    starts: str | None = None
    time: str | None = None
    ends: str | None = None
    venue: str | None = None
    address: str | None = None
    summary: str | None = None
    image: str | None = None
    price: str | None = None
    closes: str | None = None
    employer: str | None = None
    salary: str | None = None
    next: str | None = None
    to_next: bool = False
    date_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How many entries a healthy document of this source has; `None` is no bound."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRules:
    """Which posts of an account are worth proposing.

    One with a word of `without` never is; with `only`, one must have a word of it.
    `languages` are two letters each; without any, every language will do.
    """

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    newer_than: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, page, calendar or timeline to look at.

    `kind` is `None` where the entries themselves must tell. `format` is a name in
    the readers' registry, or `auto`. An `own` source is whose the things are that it
    tells of: it is believed before others. `pair` is the source that tells the same in
    the other language. A `complete` one lists all that is on.
    `allow_private` are networks in CIDR form that this source alone may be reached in.
    `follow` is how many of the pages that it
    links to are read as well, `pages` how many pages of a list that goes on; `None`
    leaves both to the format. `follow_only` is what the address of a page to follow
    has in it, `detail` where such a page keeps its facts. A `shared` source is the
    installation's, and read once for all its desks.
    """

    id: str
    name: str
    url: str
    kind: Kind | None = None
    format: str = AUTO
    every: timedelta = timedelta(hours=1)
    timezone: str = "Europe/London"
    language: str | None = None
    pair: str | None = None
    own: bool = False
    complete: bool = False
    allow_private: tuple[str, ...] = ()
    expect: Expectation = field(default_factory=Expectation)
    page: PageRules | None = None
    follow: int | None = None
    follow_only: str | None = None
    pages: int | None = None
    detail: PageRules | None = None
    timeline: TimelineRules | None = None
    # Where it is written changes nothing of what is read there.
    shared: bool = field(default=False, repr=False)
