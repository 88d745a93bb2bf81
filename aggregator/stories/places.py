"""Whether two items speak of one place, however each writes it."""

import re
from enum import Enum
from functools import lru_cache

from aggregator.model.facts import Facts, Status
from aggregator.stories.rooms import is_room
from aggregator.stories.sites import (
    DESCRIBING,
    NOISE,
    ONE_NAME,
    SORTS,
    STREETS,
    Site,
    site,
)
from aggregator.stories.wordlists import listed
from aggregator.stories.words import plain_words

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
_ONLINE = listed("online zoom teams virtual webinar youtube livestream")
_DIGIT = re.compile(r"\d")
_NO_NAME = NOISE | STREETS
# "The Market Place" is that of the town, whether or not the town is named.
_OF_ANY_TOWN = DESCRIBING | SORTS
_ONE_A_TOWN = listed("town market civic guildhall")
_TOWNS = listed("town city village")
_TWO_NAMES = frozenset(ONE_NAME)
_CAMPUS = re.compile(r"(\w+) campus\b")
# Parts of a building or a field, that only one account may name.
_ROOMS = listed("council chamber committee room ground floor main foyer upstairs the")
_QUARTERS = listed("north south east west upper lower old great little")


class Place(Enum):
    """What the comparison of two places comes to."""

    SAME = "same"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


def same_place(one: Facts, other: Facts) -> Place:
    """Compare where two things happen, by venue, address and what their titles say."""
    if Status.MOVED_ONLINE in {one.status, other.status}:
        # Where it was to be, and where it is now.
        return Place.UNKNOWN
    found = _written(one.venue, one.address, other.venue, other.address)
    if found is not Place.UNKNOWN:
        return found
    for known, silent in ((one, other), (other, one)):
        if silent.venue is None and known.venue and _mentions(silent, known.venue):
            return Place.SAME
    return Place.UNKNOWN


def place_words(venue: str | None, address: str | None) -> frozenset[str]:
    """Every word of a place, so that a title may name it without saying more."""
    if address is None:
        words = plain_words(venue) if venue is not None else frozenset()
    else:
        words = plain_words(f"{venue or ''} {address}")
    other = _one_name(words)
    return words if other is words else words | other


def _one_name(words: frozenset[str]) -> frozenset[str]:
    """The words, those that places have two of as one: "Market Sq" is the square."""
    if _TWO_NAMES.isdisjoint(words):
        return words
    return frozenset(ONE_NAME.get(word, word) for word in words)


@lru_cache(maxsize=4_000)
def names(venue: str) -> frozenset[str]:
    """The words that say which place it is: "ambleford" of "Ambleford Library"."""
    return frozenset(site(venue).name)


def may_be_there(venue: str | None, venue2: str | None) -> bool:
    """Whether of two venues one names no building, or both share its name.

    To be asked of places that do not contradict each other.
    """
    if venue is None or venue2 is None:
        return True
    one, other = plain_words(venue), plain_words(venue2)
    if is_room(one) or is_room(other):
        return True
    return bool(one & other - NOISE - STREETS - SORTS)


@lru_cache(maxsize=4_000)
def _written(
    venue: str | None, address: str | None, venue2: str | None, address2: str | None
) -> Place:
    whole, whole2 = _joined(venue, address), _joined(venue2, address2)
    if venue is None or venue2 is None:
        return _addresses(whole, whole2)
    if _postcodes_differ(whole, whole2):
        return Place.DIFFERENT
    one, other = _one_name(plain_words(venue)), _one_name(plain_words(venue2))
    if "ampus" in venue and "ampus" in venue2:
        both = _campuses(venue) & _campuses(venue2)
        return Place.SAME if both else Place.DIFFERENT
    found = _by_words(one, other)
    if found is not None:
        return found
    a, b = site(venue), site(venue2)
    # "The library" may be any library.
    if not a.name or not b.name or _is_of_any_town(a, b) or _is_of_any_town(b, a):
        return Place.UNKNOWN
    return _named(a, b, place_words(venue, address), place_words(venue2, address2))


def _by_words(one: frozenset[str], other: frozenset[str]) -> Place | None:
    """What the words of two venues tell before it is known which are names."""
    if one == other:
        return Place.SAME
    # A room without the building's name contradicts no building.
    room = is_room(one) != is_room(other) and not (one | other) & _ONLINE
    if room or _in_the_centre(one, other):
        return Place.UNKNOWN
    if _of_two_sorts(one, other):
        return Place.DIFFERENT
    if not one.isdisjoint(other) and _is_within(one, other):
        return Place.SAME
    return None


def _is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two venues differ in a room only, or one names the town besides."""
    building, building2 = _less_rooms(one), _less_rooms(other)
    if building == building2:
        return True
    inside = building <= building2 or building2 <= building
    return inside and bool(building & building2 & _ONE_A_TOWN)


def _in_the_centre(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one is the middle of a town and the other a street of any town."""
    if "centre" not in one and "centre" not in other:
        return False
    return any(
        "centre" in middle
        and middle & _TOWNS
        and street & STREETS
        and street <= STREETS | NOISE | _ONE_A_TOWN | {"high"}
        for middle, street in ((one, other), (other, one))
    )


def _campuses(venue: str) -> frozenset[str]:
    """Which of a college's grounds a venue names: "riverside campus"."""
    return frozenset(_CAMPUS.findall(venue.lower()))


def _less_rooms(words: frozenset[str]) -> frozenset[str]:
    """The words of a venue without those for a room of it, or all if it has no more."""
    return words - _ROOMS or words


def _of_two_sorts(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one is online and the other not, or one a library, the other a church."""
    if bool(one & _ONLINE) != bool(other & _ONLINE):
        return True
    sorts, sorts2 = one & SORTS, other & SORTS
    return bool(sorts and sorts2 and not sorts & sorts2)


def _named(a: Site, b: Site, whole: frozenset[str], whole2: frozenset[str]) -> Place:
    one, other = frozenset(a.name), frozenset(b.name)
    inside, inside2 = one <= whole2, other <= whole
    if not (inside or inside2):
        return Place.DIFFERENT
    if (one ^ other) & _QUARTERS and not (inside and inside2):
        return Place.DIFFERENT
    if one == other:
        return Place.SAME
    if a.sort is not None and b.sort is not None:
        return _two_sites(a, b, whole, whole2)
    if (a.sort is None) != (b.sort is None) and min(len(one), len(other)) == 1:
        # A town's name says little: its tower, its station, its hall.
        return Place.UNKNOWN
    return Place.SAME


def _is_of_any_town(one: Site, other: Site) -> bool:
    """Whether one says "the Methodist Hall" only, and the other of which town it is."""
    mine, theirs = frozenset(one.name), frozenset(other.name)
    if not mine <= _OF_ANY_TOWN or theirs <= _OF_ANY_TOWN:
        return False
    return not mine.isdisjoint(theirs & DESCRIBING)


def _two_sites(
    a: Site, b: Site, whole: frozenset[str], whole2: frozenset[str]
) -> Place:
    """Compare two buildings of which one has a part of the other's name."""
    if a.sort != b.sort:
        # "Lostock Hall Library" is not "Lostock Hall Methodist Church".
        two = _are_two(a, b, whole, whole2)
        return Place.DIFFERENT if two else Place.SAME
    # "Ormley Bridge Library" is not "Ormley Library", but "Aldbury Market Hall" may
    # well be the Market Hall, and "St Andrew's Church Hall" be "St Andrew's Hall".
    longer, shorter = sorted((a.name, b.name), key=len, reverse=True)
    if SORTS.issuperset(longer[len(shorter) :]) and SORTS.isdisjoint(shorter):
        return Place.SAME
    if DESCRIBING.issuperset(shorter):
        # "The Methodist Church" is that of the town, whichever that is.
        return Place.UNKNOWN
    within = frozenset(a.name) <= whole2 and frozenset(b.name) <= whole
    extended = longer[: len(shorter)] == shorter and not within
    return Place.DIFFERENT if extended else Place.SAME


def _are_two(a: Site, b: Site, whole: frozenset[str], whole2: frozenset[str]) -> bool:
    """Whether each is of a sort that the other is not said to be, nor to be in."""
    return a.sort not in whole2 and b.sort not in whole


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
    if one is None or other is None:
        return False
    # Most places are told without.
    if not _DIGIT.search(one) or not _DIGIT.search(other):
        return False
    a, b = _postcodes(one), _postcodes(other)
    return bool(a and b and not a & b)


@lru_cache(maxsize=4_000)
def _postcodes(text: str) -> frozenset[str]:
    return frozenset("".join(found).lower() for found in _POSTCODE.findall(text))


def _joined(venue: str | None, address: str | None) -> str | None:
    return ", ".join(filter(None, (venue, address))) or None


def _mentions(silent: Facts, venue: str) -> bool:
    wanted = names(venue)
    said = plain_words(f"{silent.title} {silent.address or ''} {silent.summary or ''}")
    sorts = plain_words(venue) & SORTS
    # "The Methodist Hall": whoever is near knows of which town.
    wanted = wanted & DESCRIBING or wanted
    return bool(wanted) and wanted <= said and (not sorts or bool(sorts & said))
