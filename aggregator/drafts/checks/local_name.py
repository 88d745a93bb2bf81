"""A local name with a slip in it: "Amblford" for "Ambleford".

Only a slip of one letter, or of two neighbours, in a name of five letters or more is
taken for one; what the source itself writes so, and Welsh forms of a name, are not.
"""

# ruff: noqa: SIM905 - typographic marks are meant; word lists read better so

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding

_SHORTEST = 5
_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]{3,}\b")
_NOT_WORDS = re.compile(r"https?://\S+|[@#]\w+|\S+@\S+")
# Words of places that are words of everything else as well.
_ORDINARY = frozenset(
    (
        "library libraries village church chapel community centre center hall room "
        "rooms street road avenue lane park gardens garden house school primary "
        "college museum gallery theatre market square station bridge green north east "
        "south west upper lower great little saint county council borough district "
        "town city parish leisure sports stadium arena club football cricket baptist "
        "methodist catholic trust hospital health medical court office offices "
        "building mill farm hotel arms castle abbey priory cathedral institute studio "
        "cafe kitchen place point quay harbour beach common field fields meadow woods "
        "wood forest valley water river canal reservoir online zoom teams various "
        "venue venues across branch central main first second floor ground llyfrgell "
        "neuadd canolfan eglwys ysgol heol stryd parc amgueddfa theatr pentref "
        "swyddfa"
    ).split()
)
# What differs from a name in its first letters only, by a rule of Welsh.
_SOFTENED = (("ll", "l"), ("rh", "r"))


def local_name(text: str, context: CheckContext) -> Finding | None:
    names = _known(context)
    if not names:
        return None
    told = _told(context)
    for match in _NAME.finditer(_NOT_WORDS.sub(_blank, text)):
        word = match[0]
        right = _meant(word.casefold(), names)
        if right is None or word.casefold() in told:
            continue
        right = right.upper() if word.isupper() else right
        return Finding(
            rule="local-name",
            message=f"{word}: did you mean {right}?",
            source=DESK,
            fix=f"{text[: match.start()]}{right}{text[match.end() :]}",
            remedy=f"write “{right}”",
        )
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _known(context: CheckContext) -> tuple[str, ...]:
    story = context.story
    places = (story.venue, story.address) if story else ()
    return (*context.rules.names, *(place for place in places if place))


@lru_cache(maxsize=512)
def _words(names: tuple[str, ...]) -> dict[str, str]:
    """The names' own words, by their small letters."""
    return {word.casefold(): word for name in names for word in _own_words(name)}


def _own_words(name: str) -> Iterator[str]:
    for word in _NAME.findall(name):
        if len(word) >= _SHORTEST and word.casefold() not in _ORDINARY:
            yield word


def _told(context: CheckContext) -> frozenset[str]:
    """Every word that the source writes: it should know."""
    story = context.story
    if story is None:
        return frozenset()
    said = " ".join(filter(None, (story.title, story.summary, story.employer)))
    return frozenset(word.casefold() for word in _NAME.findall(said))


@lru_cache(maxsize=4096)
def _meant(word: str, names: tuple[str, ...]) -> str | None:
    known = _words(names)
    if word in known or word in _ORDINARY:
        return None
    for name, written in known.items():
        if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
            continue
        if OSA.distance(word, name, score_cutoff=1) <= 1 and not _is_form(word, name):
            return written
    return None


def _is_form(word: str, name: str) -> bool:
    """The name with an ending ("Prestons") or softened, as Welsh does after "i"."""
    if word in {f"{name}s", f"{name}e"} or name == f"{word}s":
        return True
    return any(
        name.startswith(hard) and word == soft + name.removeprefix(hard)
        for hard, soft in _SOFTENED
    )
