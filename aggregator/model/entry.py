"""One thing as one document states it."""

from dataclasses import dataclass
from datetime import datetime

from msgspec import field

from aggregator.model.facts import Facts
from aggregator.model.value import Value


class Entry(Value, frozen=True, kw_only=True):
    """What a reader found, already plain text and aware dates, not yet comparable.

    `identifier` is the document's own (a GUID, a UID, a JSON-LD `@id` or
    `identifier`), `occurrence` tells the instances of a recurring event apart.
    `page` is the address at which its page answered, or which that page names as its
    own, where it was followed. `raw` keeps strings as written, by field, where a
    reading of them is a judgement (written dates above all).
    """

    facts: Facts
    identifier: str | None = None
    occurrence: str | None = None
    page: str | None = None
    raw: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page that a list names without telling of it; `changed` is what it says."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All entries of one document, and what was odd about it in plain sentences.

    `next` is the address at which a list goes on. A sitemap has `links` to pages,
    or `lists` of them, instead of entries.
    `failure` is what a bridge or system said of a failure of its own, among its entries
    or instead of them.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    format: str
    next: str | None = None
    links: tuple[Link, ...] = ()
    lists: tuple[Link, ...] = ()
    failure: str | None = None
