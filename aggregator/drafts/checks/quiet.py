"""Words in capitals, written as they would be said."""

# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Mapping

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.checks.day_words import DAY, MONTH

LOUD = re.compile(r"\b[A-Z]{4,}(?:['’][A-Z]+)?\b")
_KEPT = re.compile(r"https?://\S+|[#@]\w+")
_RUN = re.compile(r"\b[A-Z][A-Z'’]*(?:[ ,&-]+[A-Z][A-Z'’]*)*\b")
_WORD = re.compile(r"[A-Z][A-Z'’]*")
_CALENDAR = re.compile(rf"{DAY}|{MONTH}", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[.!?]\s|\n)\W*$")
_INSIDE = re.compile(r"(?<=[^.!?\s] )[A-Z][a-z]\w+")
_FIRST = re.compile(r"^[A-Z][a-z]\w+")


def quietened(
    text: str, known: frozenset[str], loud: frozenset[str], context: CheckContext
) -> str:
    """Sentence case for each run of capitals that has one of the `loud` words in it.

    Names keep the capitals that they have in the story; `known` are no shouts.
    """
    names = _names(context)
    kept = [match.span() for match in _KEPT.finditer(text)]

    def quiet(match: re.Match[str]) -> str:
        if any(start <= match.start() < end for start, end in kept):
            return match[0]
        if not loud.intersection(LOUD.findall(match[0])):
            return _WORD.sub(lambda word: _day_or_month(word[0]), match[0])
        said = _WORD.sub(lambda word: _said(word[0], known, names), match[0])
        begins = _BEGINS.search(text[: match.start()])
        return f"{said[0].upper()}{said[1:]}" if begins else said

    return _RUN.sub(quiet, text)


def _said(word: str, known: frozenset[str], names: Mapping[str, str]) -> str:
    if word in known or word == "I":
        return word
    return names.get(word, _day_or_month(word.lower()))


def _day_or_month(word: str) -> str:
    return word.capitalize() if _CALENDAR.fullmatch(word) else word


def _names(context: CheckContext) -> dict[str, str]:
    """How the story writes the names in it, by their capitals: AMBLEFORD, Ambleford."""
    story = context.story
    if story is None:
        return {}
    told = " ".join(filter(None, (story.venue, story.summary, story.address)))
    found = [*_INSIDE.findall(told), *_FIRST.findall(story.venue or "")]
    return {word.upper(): word for word in found}
