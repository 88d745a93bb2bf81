"""A venue as one reads it: which building, what sort of one, by what name."""

import re
from functools import lru_cache

from aggregator.model.value import Value
from aggregator.stories.folding import fold
from aggregator.stories.stems import stem
from aggregator.stories.wordlists import listed

# What a place is, rather than which: two of one name but of two sorts are two places.
SORTS = listed(
    """library centre hall museum park school church theatre gallery college pool pub
    cafe garden market hub club chapel cathedral castle university hospital station
    house barn farm beach square stadium arena cinema academy surgery"""
)
STREETS = listed(
    "street st road lane avenue way drive close place square terrace crescent parade"
)
NOISE = listed(
    """the a an of at in and for on room meeting main ground floor first second upstairs
    downstairs council community public town city civic area space building s near
    opposite inside entrance childrens child uk england wales united kingdom lancashire
    to be confirmed tbc venue various location central village branch entrance studio
    committee chamber st"""
)
# Many towns have one: without the town it is no name.
DESCRIBING = listed(
    """methodist baptist catholic anglican united reformed church market leisure sport
    health corn exchange assembly guildhall art heritage fire police railway bowling
    cricket football rugby social labour conservative scout youth masonic memorial
    quaker jubilee primary secondary high park"""
)
# Two words for one thing, in the names of places only.
ONE_NAME = {"sq": "square", "sport": "leisure", "friend": "quaker", "x": "cross"}
_PARTS = re.compile(r",|@|\(|\)|;|\s[-\u2013|/]\s|\bat\b")
# It is at the park whose car park people meet in.
_CAR_PARK = re.compile(
    r"(?:(?<=\w) (?:car park|bandstand|visitor centre)|\bcar park (?=off|on|in|at))\b"
)
# A venue without one of these is no such place.
_BESIDE = ("car park", "bandstand", "visitor centre")
_WELSH = re.compile(
    r"\s*(?:y |yr )?(?:llyfrgell|canolfan|neuadd|amgueddfa|theatr|eglwys|capel"
    r"|ysgol|parc|clwb|oriel|castell)\b"
)
_WORD = re.compile(r"[^\W_]+")


class Site(Value, frozen=True, kw_only=True):
    """The building of a venue.

    `name` is what tells it from others of its sort, in order ("ormley bridge" of
    "Ormley Bridge Library"); `sort` the last word for what it is.
    """

    name: tuple[str, ...]
    sort: str | None


@lru_cache(maxsize=4_000)
def site(venue: str) -> Site:
    """The building that a venue names; its rooms and its street are left out."""
    text = fold(venue)
    if any(mark in text for mark in _BESIDE):
        text = _CAR_PARK.sub("", text)
    found = [one for one in map(_part, _PARTS.split(text)) if one is not None]
    built = [one for one in found if one.sort is not None]
    # "Town Hall, Ilford Green": the sort is in one part, the name in another.
    named = [one.name for one in found if one.name]
    if not built:
        return Site(name=named[0] if named else (), sort=None)
    first = next((one for one in built if one.name), built[0])
    if DESCRIBING.issuperset(first.name):
        towns = [name for name in named if name != first.name]
        return Site(name=first.name + (towns[0] if towns else ()), sort=first.sort)
    return first


# "High Street" follows many names, and two accounts of a place share a part of it.
@lru_cache(maxsize=4_000)
def _part(part: str) -> Site | None:
    said = _WORD.findall(part)
    if not said:
        return None
    words = [ONE_NAME.get(word, word) for word in map(stem, said)]
    return _site(words, welsh=_WELSH.match(part) is not None)


def _site(words: list[str], *, welsh: bool) -> Site:
    last = max((at for at, word in enumerate(words) if word in SORTS), default=None)
    if last is None or (words[last] == "square" and last == len(words) - 1):
        # "High St" is a street, "St Mary's" none.
        street = any(word in STREETS for word in words[1:])
        name = () if street else _name(words)
        return Site(name=name, sort=None)
    name = _name(words[:last])
    if not name and last == 0 and len(words) > 1 and words[1] not in STREETS:
        # Welsh names the sort first: "Llyfrgell Rhuthun".
        return Site(name=_name(words[1:]) if welsh else (), sort=words[0])
    return Site(name=name, sort=words[last])


def _name(words: list[str]) -> tuple[str, ...]:
    if all(word.isdigit() for word in words):
        return ()
    return tuple(word for word in words if word not in NOISE)
