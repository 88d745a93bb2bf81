"""What a headline is about, and whether two are about one matter."""

from collections.abc import Iterable

from aggregator.model.item import Item
from aggregator.stories.likeness import SEASONS
from aggregator.stories.stems import stem
from aggregator.stories.wordlists import listed
from aggregator.stories.words import content, weight, words_of

# What comes of a matter later, and is told as news of its own.
_STAGES = frozenset(
    map(
        stem,
        listed(
            """arrest arrested charged jailed sentenced convicted bailed court inquest
            verdict approve approved reject rejected refused petition contractor appoint
            appointed reopen picture photo finished completed delayed cancelled sold
            died"""
        ),
    )
)
# Of a word the beginning is enough.
_BEGINNING = 6


def of_two_matters(one: Item, other: Item) -> bool:
    """Whether neither headline names a thing that the other item speaks of."""
    mine = _beginnings(content(f"{one.title} . {one.summary or ''}"))
    theirs = _beginnings(content(f"{other.title} . {other.summary or ''}"))
    return headline(one).isdisjoint(theirs) and headline(other).isdisjoint(mine)


def headline(item: Item) -> frozenset[str]:
    """What a headline is about: its numbers and its rarest words, but no season."""
    found = words_of(item.title)
    rare = (word for word in found.words if weight(word) == 1.0)
    return _beginnings(rare) | found.numbers or _beginnings(found.words - SEASONS)


def came_of(one: str, other: str) -> bool:
    """Whether one text tells what came of a matter, and the other does not."""
    stages = content(one) & _STAGES
    return bool(stages) and not stages <= content(other)


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    """Words by what "collected" and "collection" have in common."""
    return frozenset(word[:_BEGINNING] for word in words)
