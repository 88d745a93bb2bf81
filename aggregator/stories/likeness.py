"""How alike two titles, two texts or two places are, with what speaks against it."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from aggregator.stories.stems import stem
from aggregator.stories.thresholds import TEXT_LENGTH
from aggregator.stories.words import Words, plain_words, weight, words_of

# Words that, one on each side, tell two things of nearly one name apart.
_CONTRASTS = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "morning afternoon evening night lunchtime",
        "beginner intermediate advance advanced improver introduction taster",
        "baby toddler teen adult junior preschool older child",
        "parttime fulltime",
        "fixedterm permanent temporary casual relief",
        "north south east west upper lower northern southern eastern western",
        "man woman boy girl",
        "spring summer autumn winter christmas easter halloween",
        "open close reopen delay resume",
        "infant primary secondary",
        "exhibition walk concert film quiz market competition parade sale tour trip",
        "indoor outdoor",
        "online",
        "knit crochet sew lace weave",
        "start finish begin end",
    )
)
_SHORTEST_TYPO = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two titles are.

    `score` is Dice's coefficient over weighted words. `shared` is the weight that
    both carry; `left` and `right` are what only one says; `contrast` whether they
    name opposites or other numbers.
    """

    score: float
    shared: float
    left: frozenset[str]
    right: frozenset[str]
    contrast: bool

    @property
    def one_sided(self) -> bool:
        """Whether one title only says more than the other."""
        return not self.left or not self.right

    @property
    def percent(self) -> int:
        """The score as an editor reads it."""
        return round(self.score * 100)


@lru_cache(maxsize=50_000)
def titles(one: str, other: str, context: frozenset[str] = frozenset()) -> Likeness:
    """How alike two titles are; words of `context` (the place) explain themselves."""
    a, b = words_of(one), words_of(other)
    left, right = set(a.words - b.words), set(b.words - a.words)
    shared = sum(weight(word) for word in a.words & b.words)
    _pair(left, right)
    paired = sum(weight(word) for word in a.words - b.words - left)
    left -= context
    right -= context
    shared += paired
    only = sum(weight(word) for word in left | right)
    score = 2 * shared / (2 * shared + only) if shared else 0.0
    if not a.words and a == b:
        score = 1.0
    return Likeness(
        score=score,
        shared=shared,
        left=frozenset(left),
        right=frozenset(right),
        contrast=_contrast(a, b, left, right),
    )


def texts(one: str | None, other: str | None) -> float | None:
    """How alike two summaries are; `None` where one is absent or too short to tell."""
    if one is None or other is None:
        return None
    if min(len(one), len(other)) < TEXT_LENGTH:
        return None
    return _texts(one, other)


@lru_cache(maxsize=20_000)
def _texts(one: str, other: str) -> float:
    a, b = sorted(plain_words(one)), sorted(plain_words(other))
    return fuzz.token_set_ratio(" ".join(a), " ".join(b)) / 100


def _pair(left: set[str], right: set[str]) -> None:
    """Take out what is one word on both sides, but for a slip or two words in one."""
    for word in sorted(left):
        for other in sorted(right):
            if _is_slip(word, other):
                left.discard(word)
                right.discard(other)
                break


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_TYPO or one[0] != other[0]:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _contrast(a: Words, b: Words, left: set[str], right: set[str]) -> bool:
    if (
        a.numbers
        and b.numbers
        and not (a.numbers <= b.numbers or b.numbers <= a.numbers)
    ):
        return True
    if a.times and b.times and not a.times & b.times:
        return True
    return any(left & group and right & group for group in _CONTRASTS)
