"""A workshop beside the talk, or the show, of one name is a thing of its own."""

from aggregator.stories.pair import Pair
from aggregator.stories.stems import stem
from aggregator.stories.words import plain_words, words_of

# What people come to for making something themselves, and other words for it.
_WORKSHOP = frozenset(map(stem, ("workshop", "masterclass")))
_MAKING = _WORKSHOP | frozenset(
    map(stem, ("make", "making", "create", "learn", "class", "course", "craft"))
)


def is_workshop_beside(pair: Pair) -> bool:
    """Whether one is a workshop of its own beside the talk, or the show, of a name.

    "Threads of Time: embroidery workshop" says what is made there; a workshop that
    says no more than the other title does is that thing worded otherwise.
    """
    # Asked of every pair, and few titles have either.
    if _WORKSHOP.isdisjoint(words_of(pair.one.title).words) and _WORKSHOP.isdisjoint(
        words_of(pair.other.title).words
    ):
        return False
    words, words2 = plain_words(pair.one.title), plain_words(pair.other.title)
    mine, theirs = pair.unexplained
    return bool(
        (mine and words & _WORKSHOP and not words2 & _MAKING)
        or (theirs and words2 & _WORKSHOP and not words & _MAKING)
    )
