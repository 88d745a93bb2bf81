"""How alike two titles or two texts are, with what speaks against it."""

import re
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from aggregator.model.value import Value
from aggregator.stories.ages import are_apart, words_deny
from aggregator.stories.stems import stem
from aggregator.stories.thresholds import TEXT_LENGTH, TOLD_WORDS
from aggregator.stories.words import (
    LEAST,
    Words,
    content,
    is_telling,
    plain_words,
    weight,
    words_of,
)

# Words that, one on each side, tell two things of nearly one name apart.
_CONTRASTS = tuple(
    frozenset(map(stem, group.split()))
    for group in (
        "morning afternoon evening lunchtime matinee",
        "morning afternoon night",
        "beginner intermediate advance taster",
        "baby toddler teen adult child preschool older",
        "child senior",
        "parttime fulltime",
        "fixedterm permanent temporary casual relief",
        "north south east west upper lower northern southern eastern western",
        "man woman boy girl",
        "spring summer autumn winter christmas easter halloween",
        "open close reopen delay resume",
        "infant primary secondary",
        "exhibition walk concert film quiz market competition parade sale tour talk",
        "day night",
        "indoor outdoor",
        "online",
        "knit crochet sew lace weave",
        "start launch finish begin end finale final",
        "win lose",
        "gold silver bronze",
        "approve reject refuse",
        # Two languages taught are two classes.
        """spanish italian french german welsh polish arabic portuguese greek japanese
        russian ukrainian mandarin chinese urdu punjabi bengali romanian turkish bsl""",
    )
)
SEASONS = next(group for group in _CONTRASTS if "christmas" in group)
_CONTRASTING = frozenset().union(*_CONTRASTS)
# Said of one title only, they may be of another group of the same course.
LEVELS = frozenset(map(stem, ("advanced", "improvers", "taster", "sub", "relaxed")))
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_TYPO = 6
_SMALL = 2
_BETWEEN = " / "
_SHORTEST_ROOT = 4
_ENDINGS = frozenset(("e", "er", "r", "ers", "ed", "d", "ing", "ly", "y", "ist", "al"))


class Likeness(Value, frozen=True, kw_only=True):
    """How alike two titles are.

    `score` is Dice's coefficient over weighted words. `shared` is the weight that
    both carry; `left` and `right` are the words and numbers that only one says;
    `contrast` whether they name opposites or other numbers, and `counted` whether it
    is by numbers alone.
    """

    score: float
    shared: float
    left: frozenset[str]
    right: frozenset[str]
    contrast: bool
    counted: bool = False

    @property
    def one_sided(self) -> bool:
        """Whether one title only says more than the other."""
        return not self.left or not self.right

    @property
    def percent(self) -> int:
        """The score as an editor reads it."""
        return round(self.score * 100)


@lru_cache(maxsize=2_000)
def titles(
    one: str,
    other: str,
    context: frozenset[str] = frozenset(),
    context2: frozenset[str] | None = None,
) -> Likeness:
    """How alike two titles are; words of `context` (the place) explain themselves.

    `context2` is the place of the other, where it is not that of both.
    """
    context2 = context if context2 is None else context2
    if _BETWEEN in one or _BETWEEN in other:
        return _of_two_languages(one, other, context, context2)
    a, b = words_of(one), words_of(other)
    if a == b:
        return _alike(a, context)
    return _compared(a, b, context, context2)


def _of_two_languages(
    one: str, other: str, context: frozenset[str], context2: frozenset[str]
) -> Likeness:
    """The best likeness of any part: "Ffair Nadolig / Christmas Fair" is one name."""
    found = (
        _compared(words_of(a), words_of(b), context, context2)
        for a in (one, *one.split(_BETWEEN))
        for b in (other, *other.split(_BETWEEN))
    )
    return max(found, key=lambda name: (not name.contrast, name.score, name.shared))


def _compared(
    a: Words, b: Words, context: frozenset[str], context2: frozenset[str]
) -> Likeness:
    mine, theirs = _own(a.words, context), _own(b.words, context2)
    left, right = set(mine - theirs), set(theirs - mine)
    if left and right:
        _pair(left, right)
    shared = sum(map(weight, mine - left))
    counted = bool(a.numbers and b.numbers) and _other_numbers(a.numbers, b.numbers)
    left -= context
    right -= context2
    opposed = _contrast(a, b, left, right)
    only = sum(map(weight, left | right))
    return Likeness(
        score=2 * shared / (2 * shared + only) if shared else 0.0,
        shared=shared,
        left=frozenset(left) | (a.numbers - b.numbers),
        right=frozenset(right) | (b.numbers - a.numbers),
        contrast=opposed or counted,
        counted=counted and not opposed,
    )


def texts(one: str | None, other: str | None) -> float | None:
    """How alike two summaries are; `None` where one is absent or too short to tell."""
    if one is None or other is None:
        return None
    if min(len(one), len(other)) < TEXT_LENGTH:
        return None
    return _texts(one, other)


@lru_cache(maxsize=2_000)
def told(one: str, other: str) -> float | None:
    """How much of the shorter text's content the longer has; `None` if it says little.

    The overlap coefficient over weighted words: a shorter retelling has less to say,
    not another thing.
    """
    a, b = content(one), content(other)
    if min(len(a), len(b)) < TOLD_WORDS:
        return None
    both = sum(map(weight, a & b))
    return both / min(sum(map(weight, a)), sum(map(weight, b)))


def retold_weight(one: str, other: str) -> float:
    """The weight of the words that both texts have."""
    return sum(map(weight, content(one) & content(other)))


def named_weight(one: str, other: str) -> float:
    """The same, where small numbers weigh little: many texts have a 2 or a 10."""
    both = content(one) & content(other)
    small = sum(word.isdigit() and len(word) <= _SMALL for word in both)
    return sum(map(weight, both)) - small * (1 - LEAST)


def figures(text: str) -> frozenset[str]:
    """The words of a text that are or hold figures: days, sums, numbers."""
    return frozenset(word for word in content(text) if _DIGIT.search(word))


@lru_cache(maxsize=2_000)
def _texts(one: str, other: str) -> float:
    if one == other:
        return 1.0
    a, b = sorted(plain_words(one)), sorted(plain_words(other))
    return fuzz.token_set_ratio(" ".join(a), " ".join(b)) / 100


def _alike(words: Words, context: frozenset[str]) -> Likeness:
    shared = sum(map(weight, _own(words.words, context)))
    nothing: frozenset[str] = frozenset()
    return Likeness(
        score=1.0, shared=shared, left=nothing, right=nothing, contrast=False
    )


def _own(words: frozenset[str], context: frozenset[str]) -> frozenset[str]:
    """What a title says besides the place, or all where it names only that."""
    if context.isdisjoint(words):
        return words
    own = words - context
    return own if any(map(is_telling, own)) else words


def _pair(left: set[str], right: set[str]) -> None:
    """Take out what is one word on both sides, but for a slip or two words in one."""
    # Either begins on both sides with one letter; few words do.
    letters = {word[0] for word in left}
    letters.intersection_update([word[0] for word in right])
    if not letters:
        return
    for word in sorted(word for word in left if word[0] in letters):
        for other in sorted(right):
            if other[0] == word[0] and _is_slip(word, other):
                left.discard(word)
                right.discard(other)
                break
    _join(left, right, letters)
    _join(right, left, letters)


def _join(wholes: set[str], parts: set[str], letters: set[str]) -> None:
    for whole in sorted(word for word in wholes if word[0] in letters):
        for part in sorted(part for part in parts if part[0] == whole[0]):
            rest = whole.removeprefix(part)
            if rest != whole and stem(rest) in parts:
                wholes.discard(whole)
                parts -= {part, stem(rest)}
                break


def _is_slip(one: str, other: str) -> bool:
    if one[0] != other[0]:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_ROOT and longer.startswith(shorter):
        return longer[len(shorter) :] in _ENDINGS
    if len(shorter) < _SHORTEST_TYPO:
        return False
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _other_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they differ in numbers of one sort: a year and a part do not."""
    if one <= other or other <= one:
        return False
    for sort in {_sort(number) for number in one}:
        mine = {number for number in one if _sort(number) == sort}
        theirs = {number for number in other if _sort(number) == sort}
        if mine and theirs and not (mine <= theirs or theirs <= mine):
            return True
    return False


def _sort(number: str) -> str:
    if _YEAR.fullmatch(number):
        return "year"
    return next((mark for mark in "£%" if mark in number), "")


def _for_others(a: Words, b: Words) -> bool:
    """Whether they are for people of other ages."""
    if a.ages and b.ages:
        return are_apart(a.ages, b.ages)
    words, ages = (b.words, a.ages) if a.ages else (a.words, b.ages)
    return ages is not None and words_deny(words, ages)


def _contrast(a: Words, b: Words, left: set[str], right: set[str]) -> bool:
    if (a.ages or b.ages) and _for_others(a, b):
        return True
    if a.times and b.times and not a.times & b.times:
        return True
    if _CONTRASTING.isdisjoint(left) or _CONTRASTING.isdisjoint(right):
        return False
    return any(left & group and right & group for group in _CONTRASTS)
