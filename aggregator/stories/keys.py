"""The keys by which the stories that an item could belong to are found.

A key is a number of 32 bits: small, the same in every process, and taken as it is, for
a candidate too many does no harm. Its last two bits say how much it says. Even ones
are weak, and it takes two of them to be looked at: "on that day, this word" and "on
that day, this place". Those that end in 10 are of the shifted grid of days in which
news is found, and are not added to those of the first. Of those that end in 01 one is
enough. Those that end in 11 name a thing: its address, or its whole title and its
place.
"""

from binascii import crc32
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from itertools import product

from aggregator.model.facts import Kind, Moment
from aggregator.model.item import Item
from aggregator.stories.address import comparable, is_list
from aggregator.stories.jobs import codes, employer_words
from aggregator.stories.moments import day_of, local
from aggregator.stories.particulars import particulars, proper
from aggregator.stories.places import place_words
from aggregator.stories.sites import DESCRIBING, site
from aggregator.stories.spoken import spoken
from aggregator.stories.twins import twin_marks
from aggregator.stories.words import telling, weight, words_of

# Whoever changes what the keys are made of counts this up: kept items then get their
# new keys when the program starts.
VERSION = 5
# A title's heaviest words, and a venue's, that make keys of their own; those that do so
# with the time of day; more of them where the title may have to name the place.
_TELLING = 4
_TOPIC = 2
_NAMES = 2
_PLACELESS = 6
_HEADLINE = 6
# ... beside a day of the year or a sum.
_BESIDE = 8
# ... and of the names in a text.
_NAMED = 4
# ... and of what only tells its day in words.
_SPOKEN = 16
# Minutes.
_DAY_LONG = 24 * 60
_WEEK = 7
# Of a word the beginning is enough: "restor(ed)".
_BEGINNING = 6
# News follows within five days: two grids of ten days, one shifted by half, have any
# two moments so close in one cell at least.
_CELL = 10
_WEAK, _STRONG, _SHIFTED, _NAMING = 0, 1, 2, 3
_MASK, _HIGH, _SPREAD = 0xFFFFFFFF, 0xFFFFFFFC, 0x9E3779B1


def keys(item: Item) -> frozenset[int]:
    """What finds the stories an item could belong to: some twenty, at most sixty."""
    found = _BY_KIND[item.kind](item)
    if item.url is not None and not is_list(item.url):
        found.append(_key("u", comparable(item.url)))
    if item.page is not None:
        found.append(_key("u", comparable(item.page)))
    if item.identifier is not None:
        found.append(_key("i", item.identifier))
    if item.series is not None:
        found.append(_key("s", item.series))
    if item.pair is not None:
        found += [_key("t", mark) for mark in twin_marks(item)]
    return frozenset(found)


def _of_event(item: Item) -> list[int]:
    told = telling(words_of(item.title).words)
    names = _names(item.venue)
    whole = _whole("w", told.difference(names))
    found = [whole]
    found += _with_each(whole, names, _NAMING)
    if item.starts is None:
        return found + _of_spoken(item)
    # The name of a place may stand in the title instead: both are words of a day.
    ordinal, minute = _moment(item.starts, item)
    day = _spread(ordinal)
    heaviest = _heaviest(told)
    said = heaviest[:_TELLING] if names else heaviest[:_PLACELESS]
    found += _with_each(day, (*said, *names[:1]), _WEAK)
    # "Market Square" is in every town, and at this time in one.
    there = names or sorted(place_words(item.venue, None))[:_NAMES]
    found += _with_each(day + minute, (*heaviest[:_TOPIC], *there), _STRONG)
    if minute:
        weekly = _slot(ordinal, minute - 1)
        # Two things of one hour of the week at one place share more than that.
        if names:
            found += _with_each(weekly, (names[0], *heaviest[:1]), _WEAK)
        else:
            found += _with_each(weekly, heaviest[:_TOPIC], _STRONG)
    return found


def _of_spoken(item: Item) -> list[int]:
    """What finds the event, or the series, whose day an item only tells in words."""
    said = spoken(item)
    if said is None:
        return []
    told = telling(words_of(f"{item.title} . {item.summary or ''}").words)
    words = (*_names(item.venue), *_heaviest(told)[:_SPOKEN])
    found: list[int] = []
    for day in sorted(said.days)[:_TOPIC]:
        found += _with_each(_spread(day.toordinal()), words, _WEAK)
    for day, at in product(sorted(said.days)[:1], sorted(said.minutes)[:_TOPIC]):
        found += _with_each(_spread(day.toordinal()) + at + 1, words, _STRONG)
    slots = [(on, at) for on in sorted(said.weekdays) for at in sorted(said.minutes)]
    for on, at in slots[:_TOPIC]:
        found += _with_each(_slot(on + 1, at), words, _WEAK)
        found += _with_each(_slot(on + 1, at), words, _STRONG)
    return found


def _slot(day: int, minute: int) -> int:
    """The key of a time of the week, by any day's number in the calendar."""
    return _spread(day % _WEEK * _DAY_LONG + minute + 1)


def _of_job(item: Item) -> list[int]:
    told = telling(words_of(item.title).words)
    found = [_whole("jw", told)]
    found += [_key("jr", code) for code in sorted(codes(item))[:_NAMES]]
    if item.closes is None:
        return found
    day = _key("j", day_of(item.closes, item).isoformat())
    employer = sorted(employer_words(item))[:_NAMES]
    said = (*_heaviest(told)[:_TELLING], *employer)
    found += _with_each(day, said, _WEAK)
    return found


def _of_news(item: Item) -> list[int]:
    words = words_of(item.title)
    # It takes two words to be looked at, common ones too: "Seaton ... library".
    said = words.words | words.numbers
    found = [_whole("nw", said), *_of_spoken(item), *_of_particulars(item)]
    if item.published is None:
        return found
    heaviest = _heaviest(said)[:_HEADLINE]
    # Headlines may share nothing, and texts the names in them.
    heaviest += _heaviest(proper(item).difference(heaviest))[:_NAMED]
    day = item.published.toordinal()
    for cell, says in (
        (day // _CELL, _WEAK),
        (-((day + _CELL // 2) // _CELL), _SHIFTED),
    ):
        found += _with_each(_spread(cell), heaviest, says)
    return found


def _of_particulars(item: Item) -> list[int]:
    """What finds a notice by a day of the year, or a sum, and the names beside it."""
    known = particulars(item)
    found = [_key("c", code) for code in sorted(known.codes)[:_NAMES]]
    facts = (*sorted(known.days)[:_TOPIC], *sorted(known.sums)[:_TOPIC])
    if facts:
        title = telling(words_of(item.title).words)
        names = proper(item)
        words = (*_heaviest(names), *_heaviest(title - names))
        for fact in facts:
            found += _with_each(_key("d", fact), words[:_BESIDE], _WEAK)
    return found


def _of_business(item: Item) -> list[int]:
    heaviest = _heaviest(telling(words_of(item.title).words))[:_TELLING]
    # "New tea room opens": its name may stand in the text.
    names = proper(item) - place_words(None, item.address)
    named = _heaviest(names.difference(heaviest))[:_NAMED]
    return [_key("b", word) for word in (*heaviest, *named)]


def _of_share(item: Item) -> list[int]:
    del item
    return []


_BY_KIND: dict[Kind, Callable[[Item], list[int]]] = {
    Kind.EVENT: _of_event,
    Kind.JOB: _of_job,
    Kind.NEWS: _of_news,
    Kind.BUSINESS: _of_business,
    Kind.SHARE: _of_share,
}


def _key(sort: str, text: str) -> int:
    return crc32(f"{sort}:{text}".encode()) | _NAMING


def _whole(sort: str, words: Iterable[str]) -> int:
    """One key of all words, in whatever order."""
    sum_ = crc32(sort.encode())
    for word in words:
        sum_ ^= _mark(word)
    return _spread(sum_) & _HIGH | _STRONG


def _with_each(key: int, words: Iterable[str], says: int) -> list[int]:
    """A key of each word together with what `key` stands for."""
    return [((key ^ _mark(word)) * _SPREAD) & _HIGH | says for word in words]


def _spread(number: int) -> int:
    return (number * _SPREAD) & _MASK


@lru_cache(maxsize=10_000)
def _mark(word: str) -> int:
    return crc32(word[:_BEGINNING].encode())


def _heaviest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=_rank)


@lru_cache(maxsize=10_000)
def _rank(word: str) -> tuple[float, int, str]:
    return -weight(word), -len(word), word


@lru_cache(maxsize=4_000)
def _names(venue: str | None) -> tuple[str, ...]:
    """Words that say which place it is, those first that few places share."""
    name = set(site(venue).name) if venue is not None else ()
    return tuple(sorted(name, key=lambda word: (word in DESCRIBING, word))[:_NAMES])


def _moment(starts: Moment, item: Item) -> tuple[int, int]:
    """The local day by its number, and the minute of it, 0 if unknown."""
    if not isinstance(starts, datetime):
        return starts.toordinal(), 0
    moment = local(starts, item)
    return moment.toordinal(), 1 + moment.hour * 60 + moment.minute
