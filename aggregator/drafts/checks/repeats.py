"""Much the same words as a recent post."""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from aggregator.drafts.checks.context import CheckContext
from aggregator.model.draft import Finding

# Two drafts of one template differ in their facts: that is at most about 80.
_ALIKE = 90
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")


def repeats(text: str, context: CheckContext) -> Finding | None:
    if not _is_among(_words(text), _all_words(context.recent)):
        return None
    return Finding(
        rule="repeats",
        message="Nearly the same words were used in the last two weeks",
        source="X, automation rules: no duplicate or very similar posts",
    )


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text).strip()


# A page of the queue holds each of its texts against the same hundreds of recent
# ones, and the next look at it does the same again.
@lru_cache(maxsize=1024)
def _is_among(words: str, others: tuple[str, ...]) -> bool:
    found = process.extractOne(words, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return bool(words) and found is not None


@lru_cache(maxsize=4)
def _all_words(recent: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_words(text) for text in recent)
