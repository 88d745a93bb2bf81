"""One entry of a feed as its own markup states it, before anything is judged."""

from dataclasses import dataclass

from aggregator.model.value import Value


class RawEntry(Value, frozen=True, kw_only=True):
    """Strings as the feed has them: markup, relative addresses and all.

    `address` is an identifier that is an absolute address as it is written: no other
    may stand for a link, whatever it becomes when it is resolved.
    `content` is the whole text where the feed carries it beside a summary. `opens`
    and `shuts` are times of day beside a `starts` that is only a day.
    """

    identifier: str | None = None
    address: str | None = None
    title: str | None = None
    link: str | None = None
    summary: str | None = None
    content: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    image_alt: str | None = None
    starts: str | None = None
    ends: str | None = None
    opens: str | None = None
    shuts: str | None = None
    location: str | None = None
    price: str | None = None
    status: str | None = None
    employer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed's entries and what it says of itself; `fault` is why it is broken."""

    entries: tuple[RawEntry, ...]
    language: str | None = None
    fault: str | None = None
