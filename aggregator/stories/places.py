"""Whether two items speak of one place, however each writes it."""

import re
from enum import Enum
from functools import lru_cache

from aggregator.model.facts import Facts
from aggregator.stories.wordlists import listed
from aggregator.stories.words import plain_words

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
# What a place is, rather than which: two of one name but of two sorts are two places.
_SORTS = listed(
    """library centre hall museum park school church theatre gallery college pool pub
    cafe garden market hub club chapel cathedral castle university hospital station
    house barn farm beach square stadium arena cinema"""
)
_NO_NAME = listed(
    """the a an of at in and for on room meeting main ground floor first second upstairs
    downstairs council community public street road lane avenue way drive close place
    town city civic area space building s near opposite inside entrance childrens child
    uk england united kingdom lancashire to be confirmed tbc venue various location
    st"""
)
_ONLINE = listed("online zoom teams virtual webinar youtube livestream")
_QUARTERS = listed("north south east west upper lower old great little")


class Place(Enum):
    """What the comparison of two places comes to."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def same_place(one: Facts, other: Facts) -> Place:
    """Compare where two things happen, by venue, address and what their titles say."""
    found = _written(one.venue, one.address, other.venue, other.address)
    if found is not Place.UNKNOWN:
        return found
    for known, silent in ((one, other), (other, one)):
        if silent.venue is None and known.venue and _mentions(silent, known.venue):
            return Place.SAME
    return Place.UNKNOWN


@lru_cache(maxsize=50_000)
def place_words(venue: str | None, address: str | None) -> frozenset[str]:
    """Every word of a place, so that a title may name it without saying more."""
    return plain_words(f"{venue or ''} {address or ''}")


@lru_cache(maxsize=50_000)
def names(venue: str) -> frozenset[str]:
    """The words that say which place it is: "ambleford" of "Ambleford Library"."""
    for part in venue.split(","):
        found = plain_words(part) - _NO_NAME - _SORTS
        if found and not all(word.isdigit() for word in found):
            return found
    return frozenset()


@lru_cache(maxsize=50_000)
def _written(
    venue: str | None, address: str | None, venue2: str | None, address2: str | None
) -> Place:
    whole, whole2 = _joined(venue, address), _joined(venue2, address2)
    if venue is None or venue2 is None:
        return _addresses(whole, whole2)
    one, other = plain_words(venue), plain_words(venue2)
    if _postcodes_differ(whole, whole2) or bool(one & _ONLINE) != bool(other & _ONLINE):
        return Place.DIFFERENT
    if one == other:
        return Place.SAME
    a, b = names(venue), names(venue2)
    sorts, sorts2 = one & _SORTS, other & _SORTS
    if sorts and sorts2 and not sorts & sorts2:
        return Place.DIFFERENT
    if not a or not b:
        # "The library" may be any library.
        return Place.UNKNOWN
    return _named(a, b, place_words(venue, address), place_words(venue2, address2))


def _named(
    a: frozenset[str], b: frozenset[str], whole: frozenset[str], whole2: frozenset[str]
) -> Place:
    inside, inside2 = a <= whole2, b <= whole
    if not (inside or inside2) or ((a ^ b) & _QUARTERS and not (inside and inside2)):
        return Place.DIFFERENT
    return Place.SAME


def _addresses(one: str | None, other: str | None) -> Place:
    if one is None or other is None:
        return Place.UNKNOWN
    if _postcodes_differ(one, other):
        return Place.DIFFERENT
    a, b = plain_words(one) - _NO_NAME, plain_words(other) - _NO_NAME
    if not a or not b:
        return Place.UNKNOWN
    if a <= b or b <= a:
        return Place.SAME
    return Place.UNKNOWN if a & b else Place.DIFFERENT


def _postcodes_differ(one: str | None, other: str | None) -> bool:
    """Two postcodes settle it, unless they are equal: many things share one."""
    a, b = _postcodes(one), _postcodes(other)
    return bool(a and b and not a & b)


def _postcodes(text: str | None) -> set[str]:
    return {"".join(found).lower() for found in _POSTCODE.findall(text or "")}


def _joined(venue: str | None, address: str | None) -> str | None:
    return ", ".join(filter(None, (venue, address))) or None


def _mentions(silent: Facts, venue: str) -> bool:
    wanted = names(venue)
    said = plain_words(f"{silent.title} {silent.address or ''} {silent.summary or ''}")
    sorts = plain_words(venue) & _SORTS
    return bool(wanted) and wanted <= said and (not sorts or bool(sorts & said))
