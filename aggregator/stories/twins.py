"""One thing told in two languages by two sources that belong together.

Only what is the same in any language counts: a number in both addresses, the
identifier, or the moment together with the postcode, the picture or the place's name.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from aggregator.model.facts import Kind, Moment
from aggregator.model.item import Item
from aggregator.stories.folding import fold
from aggregator.stories.moments import instant
from aggregator.stories.verdict import UNKNOWN, Verdict, same

_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_SURE, _LIKELY = 0.95, 0.85
_SAME = "the same in the other language"


def are_twins(one: Item, other: Item) -> bool:
    """Whether they could be: of sources that tell the same, in two languages."""
    return (
        one.pair is not None
        and one.pair == other.pair
        and one.language is not None
        and other.language is not None
        and one.language[:2].lower() != other.language[:2].lower()
    )


def compare_twins(one: Item, other: Item) -> Verdict:
    """Whether two items of such sources are of one thing."""
    if one.kind is not other.kind:
        return UNKNOWN
    if one.identifier is not None and one.identifier == other.identifier:
        return same(_SURE, f"{_SAME}, by its identifier")
    if numbers(one) & numbers(other):
        return same(_SURE, f"{_SAME}, by its number")
    return _at_once(one, other)


def _at_once(one: Item, other: Item) -> Verdict:
    mine, theirs = _moment(one), _moment(other)
    if mine is None or mine != theirs:
        return UNKNOWN
    if one.kind is Kind.NEWS:
        return same(_LIKELY, f"{_SAME}, published at once")
    if _marks(one) & _marks(other):
        return same(_LIKELY, f"{_SAME}, by its time and place")
    return UNKNOWN


def twin_marks(item: Item) -> Iterator[str]:
    """What an item and its twin have in common, to find one by the other."""
    if item.pair is None:
        return
    if item.identifier is not None:
        yield f"{item.pair}:{item.identifier}"
    for number in numbers(item):
        yield f"{item.pair}:{number}"
    moment = _moment(item)
    if moment is not None:
        yield f"{item.pair}:{moment.isoformat()}"


def numbers(item: Item) -> frozenset[str]:
    """The numbers in its address that are no years."""
    if item.url is None:
        return frozenset()
    parts = urlsplit(item.url)
    return frozenset(_NUMBER.findall(f"{parts.path}?{parts.query}"))


def _moment(item: Item) -> datetime | None:
    if item.kind is Kind.NEWS:
        # On the hour is when schedules publish, and says nothing.
        told = item.published
        exact = isinstance(told, datetime) and bool(told.minute or told.second)
        return instant(told, item) if told is not None and exact else None
    moment: Moment | None = item.starts or item.closes
    return None if moment is None else instant(moment, item)


def _marks(item: Item) -> frozenset[str]:
    found = set(_POSTCODE.findall(f"{item.address or ''} {item.venue or ''}".upper()))
    found |= {fold(one) for one in (item.venue, item.image, item.employer) if one}
    return frozenset(found)
