"""What a page says of the one thing that a list named, put beside what the list said.

The list's word names the thing: its title and address stay, so that it remains the
same item. Everything else is the page's, which is the fuller of the two, and what
the page leaves unsaid is the list's.
"""

from dataclasses import fields, replace
from datetime import date, datetime

from aggregator.model.document import Document
from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.canonical import page_of
from aggregator.read.meta import read_meta

_DATED = {Kind.EVENT, Kind.JOB}
# What the two are weighed for; the rest is the page's if it has it.
_NAMES = {
    *("kind", "title", "url", "language", "tags", "status", "starts", "ends"),
    *("timezone", "image_alt"),
}
_REST = tuple(one.name for one in fields(Facts) if one.name not in _NAMES)


def read_detail(
    document: Document,
    source: Source,
    now: datetime,
    cards: tuple[Entry, ...],
    *,
    hurried: bool = False,
) -> Reading:
    """The entries of a followed page: with cards, those, each made complete.

    Raises:
        ReadError: the page says nothing of what the source is about.
        TakesLongError: it was to be read in a hurry, and could take long.
    """
    kind = source.kind or (cards[0].facts.kind if cards else None)
    rules = source.detail
    asked = replace(
        source,
        format="page" if rules else "auto",
        page=rules,
        kind=kind,
        pages=None,
    )
    try:
        found = read(document, asked, now, hurried=hurried)
    except ReadError:
        meta = read_meta(document, asked, now)
        # Without a list that dates it, a title alone is no event and no vacancy.
        if meta is None or (not cards and meta.facts.kind in _DATED):
            raise
        found = Reading(entries=(meta,), format="page")
    if not cards:
        placed = _placed(found.entries, document.url)
        if len(placed) == 1:
            placed = [replace(placed[0], page=page_of(document))]
        return replace(found, entries=tuple(placed))
    # A page that several cards lead to is the address of none of them.
    page = page_of(document) if len(cards) == 1 else None
    return replace(
        found, entries=tuple(_with_page(card, found.entries, page) for card in cards)
    )


def _with_page(card: Entry, found: tuple[Entry, ...], page: str | None) -> Entry:
    about = _about(card, found)
    return replace(completed(card, about), page=page) if about is not None else card


def completed(card: Entry, page: Entry) -> Entry:
    """The card with what its page says besides."""
    ours, theirs = card.facts, page.facts
    facts = {
        name: value for name in _REST if (value := getattr(theirs, name)) is not None
    }
    starts, ends = _times(ours, theirs)
    status = theirs.status if ours.status is Status.SCHEDULED else ours.status
    return replace(
        card,
        facts=replace(
            ours,
            **facts,
            image_alt=theirs.image_alt if theirs.image else ours.image_alt,
            starts=starts,
            ends=ends,
            timezone=(theirs.timezone or ours.timezone) if starts else None,
            status=status,
            language=theirs.language or ours.language,
            tags=tuple(dict.fromkeys((*ours.tags, *theirs.tags))),
        ),
        raw={**card.raw, **page.raw},
    )


def _times(ours: Facts, theirs: Facts) -> tuple[Moment | None, Moment | None]:
    """Start and end together, of whoever knows the time of day."""
    if theirs.starts is None:
        return ours.starts, ours.ends
    timed = isinstance(ours.starts, datetime)
    if timed and not isinstance(theirs.starts, datetime):
        return ours.starts, ours.ends
    same = ours.starts == theirs.starts
    return theirs.starts, theirs.ends or (ours.ends if same else None)


def _about(card: Entry, found: tuple[Entry, ...]) -> Entry | None:
    """Which of a page's things the card is about: a series lists all its dates."""
    if len(found) == 1:
        return found[0]
    starts = card.facts.starts
    named = [one for one in found if _same_name(one, card)]
    if starts is not None:
        on_day = [one for one in named or found if _day(one) == _as_day(starts)]
        if len(on_day) == 1:
            return on_day[0]
        named = [one for one in on_day if one in named]
    return named[0] if len(named) == 1 else None


def _same_name(one: Entry, card: Entry) -> bool:
    return one.facts.title.casefold() == card.facts.title.casefold()


def _day(entry: Entry) -> date | None:
    return _as_day(entry.facts.starts) if entry.facts.starts is not None else None


def _as_day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _placed(entries: tuple[Entry, ...], url: str) -> list[Entry]:
    """Entries with the page's own address where they have none."""
    return [
        one if one.facts.url else replace(one, facts=replace(one.facts, url=url))
        for one in entries
    ]
