"""The keys by which the stories that an item could belong to are found.

A key is a checksum of 32 bits: small, the same in every process, and compared in
full by nobody, for a candidate too many does no harm. Items of one story share one of
them at least; the fewer have a key, the more it says.
"""

from binascii import crc32
from collections.abc import Callable, Iterator
from datetime import datetime

from aggregator.model.facts import Kind, Moment
from aggregator.model.item import Item
from aggregator.stories.address import comparable, is_list
from aggregator.stories.jobs import employer_words, references
from aggregator.stories.moments import day_of, local
from aggregator.stories.sites import DESCRIBING, site
from aggregator.stories.words import is_telling, weight, words_of

# Whoever changes what the keys are made of counts this up: kept items then get their
# new keys when the program starts.
VERSION = 1
# A title's heaviest words, and a venue's, that make keys of their own.
_TELLING = 4
_NAMES = 2
_HEADLINE = 5
# News follows within five days: two grids of ten days, one shifted by half, have any
# two moments so close in one cell at least.
_CELL = 10


def keys(item: Item) -> frozenset[int]:
    """What finds the stories an item could belong to; twenty at most."""
    return frozenset((*_exact(item), *_BY_KIND[item.kind](item)))


def _exact(item: Item) -> Iterator[int]:
    if item.url is not None and not is_list(item.url):
        yield _key("u", comparable(item.url))
    if item.identifier is not None:
        yield _key("i", item.identifier)
    if item.series is not None:
        yield _key("s", item.series)


def _of_event(item: Item) -> Iterator[int]:
    telling = _telling(item.title)
    named = _names(item.venue)
    whole = _key("w", " ".join(sorted(telling.difference(named))))
    yield whole
    for name in named:
        yield crc32(name.encode(), whole)
    if item.starts is None:
        return
    day, clock = _moment(item.starts, item)
    on_day = _key("d", day)
    for word in _heaviest(telling, _TELLING):
        yield crc32(word.encode(), on_day)
    at = crc32(clock.encode(), on_day)
    for name in named:
        yield crc32(name.encode(), at)


def _of_job(item: Item) -> Iterator[int]:
    telling = _telling(item.title)
    yield _key("jw", " ".join(sorted(telling)))
    for reference in references(item):
        yield _key("jr", reference)
    heaviest = _heaviest(telling, _TELLING)
    if item.closes is not None:
        on_day = _key("j", day_of(item.closes, item).isoformat())
        for word in heaviest:
            yield crc32(word.encode(), on_day)
    for name in sorted(employer_words(item))[:_NAMES]:
        yield _key("je", f"{name} {heaviest[0] if heaviest else ''}")


def _of_news(item: Item) -> Iterator[int]:
    telling = _telling(item.title)
    yield _key("nw", " ".join(sorted(telling)))
    heaviest = _heaviest(telling, _HEADLINE)
    yield _key("np", " ".join(sorted(heaviest[:2])))
    if item.published is None:
        return
    day = item.published.toordinal()
    for cell in (f"a{day // _CELL}", f"b{(day + _CELL // 2) // _CELL}"):
        grid = _key("n", cell)
        for word in heaviest:
            yield crc32(word.encode(), grid)


def _of_business(item: Item) -> Iterator[int]:
    for word in _heaviest(_telling(item.title), _TELLING):
        yield _key("b", word)


def _of_share(item: Item) -> Iterator[int]:
    del item
    return iter(())


_BY_KIND: dict[Kind, Callable[[Item], Iterator[int]]] = {
    Kind.EVENT: _of_event,
    Kind.JOB: _of_job,
    Kind.NEWS: _of_news,
    Kind.BUSINESS: _of_business,
    Kind.SHARE: _of_share,
}


def _key(sort: str, text: str) -> int:
    return crc32(f"{sort}:{text}".encode())


def _telling(title: str) -> frozenset[str]:
    """The words of a title that tell most, or all where none does."""
    words = words_of(title).words
    return frozenset(filter(is_telling, words)) or words


def _heaviest(words: frozenset[str], most: int) -> list[str]:
    ranked = sorted(words, key=lambda word: (-weight(word), -len(word), word))
    return ranked[:most]


def _names(venue: str | None) -> list[str]:
    """Words that say which place it is, those first that few places share."""
    name = site(venue).name if venue is not None else ()
    return sorted(name, key=lambda word: (word in DESCRIBING, word))[:_NAMES]


def _moment(starts: Moment, item: Item) -> tuple[str, str]:
    """The local day, and the time of day where it is known."""
    if not isinstance(starts, datetime):
        return starts.isoformat(), ""
    written = local(starts, item).isoformat()
    return written[:10], written[11:16]
