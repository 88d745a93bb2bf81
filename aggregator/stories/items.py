"""Entries to items: canonical addresses, and ids that survive every new poll."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter

from msgspec.structs import replace

from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Status
from aggregator.model.item import Item
from aggregator.model.source import Source
from aggregator.stories.address import canonical, comparable, is_list
from aggregator.stories.folding import fold
from aggregator.stories.sold_out import says_sold_out
from aggregator.stories.wording import unlabelled

_FACTS = tuple(field.name for field in fields(Facts))
_facts_of = attrgetter(*_FACTS)
# What a calendar keeps as written; its UIDs are persistent (RFC 5545, 3.8.4.7), while
# the GUIDs of feeds may change at every poll.
_OF_CALENDARS = "DTSTART"
# Fewer things of different titles may well share a picture.
_SHARED_BY = 4


def to_items(
    entries: Sequence[Entry], source: Source, council: Council
) -> tuple[Item, ...]:
    """The items of one document, in its order, each id once.

    An id is made of what stays: the calendar's UID, else the entry's own address,
    else its title. What several entries share is told apart by title, then start,
    then venue; entries alike in all of it are one item.
    """
    known = tuple(_canonical(entry, source, council) for entry in entries)
    known = _without_shared_pages(_without_shared_pictures(known))
    anchors = [_anchor(entry, source) for entry in known]
    for refine in _REFINEMENTS:
        count = Counter(anchors)
        anchors = [
            (*anchor, refine(entry.facts)) if count[anchor] > 1 else anchor
            for anchor, entry in zip(anchors, known, strict=True)
        ]
    found: dict[str, Item] = {}
    for anchor, entry in zip(anchors, known, strict=True):
        item = _item(entry, source, _id(source, anchor))
        found.setdefault(item.id, item)
    return tuple(found.values())


def _canonical(entry: Entry, source: Source, council: Council) -> Entry:
    facts = entry.facts
    zone = facts.timezone
    if zone is None and facts.starts is not None:
        zone = source.timezone or council.timezone
    title, stated = unlabelled(facts.title)
    if facts.kind is not Kind.EVENT and stated is Status.SOLD_OUT:
        # News of what was sold out is news.
        title, stated = facts.title, Status.SCHEDULED
    gone = says_sold_out(facts.price)
    if facts.kind is Kind.EVENT and stated is Status.SCHEDULED:
        told = gone or says_sold_out(facts.summary)
        stated = Status.SOLD_OUT if told else stated
    facts = replace(
        facts,
        title=title,
        status=stated if facts.status is Status.SCHEDULED else facts.status,
        price=None if gone else facts.price,
        url=canonical(facts.url) if facts.url is not None else None,
        timezone=zone,
        language=facts.language or source.language or council.language,
    )
    return replace(entry, facts=facts)


def _without_shared_pictures(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A picture that half of a document's things have is the site's, not theirs.

    A series has one title, and may have one picture.
    """
    count = Counter(entry.facts.image for entry in entries if entry.facts.image)
    often = {image for image, times in count.items() if times >= _SHARED_BY}
    if not often:
        return entries
    titles: dict[str, set[str]] = {image: set() for image in often}
    for entry in entries:
        if entry.facts.image in often:
            titles[entry.facts.image].add(fold(entry.facts.title))
    enough = max(_SHARED_BY, len({fold(one.facts.title) for one in entries}) / 2)
    shared = {image for image, under in titles.items() if len(under) >= enough}
    return tuple(
        replace(entry, facts=replace(entry.facts, image=None, image_alt=None))
        if entry.facts.image in shared
        else entry
        for entry in entries
    )


def _without_shared_pages(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A page that things of several titles lead to is the page of none of them.

    Some sites name their home as the page proper of everything they have, and some
    send whoever has not logged in to one and the same page.
    """
    titles: dict[str, set[str]] = {}
    for entry in entries:
        if entry.page is not None:
            titles.setdefault(comparable(entry.page), set()).add(
                fold(entry.facts.title)
            )
    shared = {page for page, under in titles.items() if len(under) > 1}
    if not shared:
        return entries
    return tuple(
        replace(entry, page=None)
        if entry.page is not None and comparable(entry.page) in shared
        else entry
        for entry in entries
    )


def _page(entry: Entry) -> str | None:
    """The page that its address leads to, where that is another and no list."""
    if entry.page is None or is_list(entry.page):
        return None
    url = entry.facts.url
    is_other = url is None or comparable(url) != comparable(entry.page)
    return canonical(entry.page) if is_other else None


def _anchor(entry: Entry, source: Source) -> tuple[str, ...]:
    url = entry.facts.url
    occurrence = entry.occurrence or ""
    if _OF_CALENDARS in entry.raw and entry.identifier is not None:
        return ("uid", entry.identifier, occurrence)
    if url is not None and _is_own(url, source):
        return ("url", comparable(url), occurrence)
    return ("title", entry.facts.kind, fold(entry.facts.title), occurrence)


def _is_own(url: str, source: Source) -> bool:
    return not is_list(url) and comparable(url) != comparable(source.url)


def _title(facts: Facts) -> str:
    return fold(facts.title)


def _start(facts: Facts) -> str:
    moment = facts.starts or facts.closes
    if moment is None and facts.kind is Kind.NEWS:
        return fold(facts.summary or "")
    return moment.isoformat() if moment is not None else ""


def _venue(facts: Facts) -> str:
    return fold(facts.venue or "")


def _text(facts: Facts) -> str:
    return fold(facts.summary or "")


_REFINEMENTS: tuple[Callable[[Facts], str], ...] = (_title, _start, _venue, _text)


def _item(entry: Entry, source: Source, item_id: str) -> Item:
    return Item(
        id=item_id,
        source=source.id,
        identifier=entry.identifier,
        series=_series(entry, source),
        own=source.own,
        pair="+".join(sorted((source.id, source.pair))) if source.pair else None,
        page=_page(entry),
        **dict(zip(_FACTS, _facts_of(entry.facts), strict=True)),
    )


def _series(entry: Entry, source: Source) -> str | None:
    if entry.occurrence is None or entry.identifier is None:
        return None
    return f"{source.id}:{entry.identifier}"


def _id(source: Source, anchor: tuple[str, ...]) -> str:
    text = "\n".join(anchor)
    digest = hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
    return f"{source.id}-{digest}"
