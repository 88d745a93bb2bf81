"""Which of all things on a page are what the page is about."""

from collections.abc import Iterator
from dataclasses import replace

from aggregator.model.facts import Kind
from aggregator.read.structured.thing import DEEPEST, Thing
from aggregator.read.structured.types import kind_of

# Properties that lead from what holds something to what it holds.
_HOLDS = (
    *("mainEntity", "itemListElement", "item", "hasPart", "blogPost", "blogPosts"),
    *("event", "events", "about", "dataFeedElement", "jobPosting", "@graph"),
)
_PARTS = ("subEvent", "subEvents", "hasCourseInstance")
_INHERITED = ("location", "organizer", "image", "inLanguage", "eventAttendanceMode")


def collect(things: tuple[Thing, ...], wanted: Kind | None) -> tuple[Thing, ...]:
    """The things to make entries of, each once, in the order of the page.

    A page describes its publisher, too: a business counts only where the source is
    about businesses or the page describes nothing else. Where some things are of
    the source's kind, only those are meant.
    """
    found: dict[Thing | int, Thing] = {}
    for one in _walk(things, 0):
        found.setdefault(id(one) if one.id is None else hash((one.id, one.types)), one)
    listed = list(found.values())
    of_kind = [one for one in listed if kind_of(one) is wanted]
    if wanted is not None and of_kind:
        return tuple(of_kind)
    others = [one for one in listed if kind_of(one) is not Kind.BUSINESS]
    return tuple(others or listed)


def _walk(things: tuple[Thing, ...], depth: int) -> Iterator[Thing]:
    if depth > DEEPEST:
        return
    for thing in things:
        kind = kind_of(thing)
        parts = tuple(
            _part(part, thing) for part in thing.things(*_PARTS) if kind_of(part)
        )
        if kind is not None and not (parts and _is_only_a_series(thing)):
            yield thing
        yield from _walk(parts, depth + 1)
        if kind is None or kind is Kind.BUSINESS:
            for name in _HOLDS:
                yield from _walk(thing.things(name), depth + 1)


def _is_only_a_series(thing: Thing) -> bool:
    return "EventSeries" in thing.types or not thing.text("startDate")


def _part(part: Thing, whole: Thing) -> Thing:
    """A part with what it leaves unsaid because the whole says it."""
    names = _INHERITED if part.text("name") else (*_INHERITED, "name", "description")
    inherited = {
        name: whole.properties[name]
        for name in names
        if name in whole.properties and name not in part.properties
    }
    return replace(part, properties={**inherited, **part.properties})
