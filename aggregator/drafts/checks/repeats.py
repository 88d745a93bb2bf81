"""Much the same words as a recent post."""

import re

from rapidfuzz import fuzz

from aggregator.drafts.checks.context import CheckContext
from aggregator.model.draft import Finding

# Two drafts of one template differ in their facts: that is at most about 80.
_ALIKE = 90
_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")


def repeats(text: str, context: CheckContext) -> Finding | None:
    words = _NOT_WORDS.sub("", text).strip()
    for recent in context.recent:
        other = _NOT_WORDS.sub("", recent).strip()
        if words and fuzz.ratio(words, other, score_cutoff=_ALIKE):
            return Finding(
                rule="repeats",
                message="Nearly the same words were used in the last two weeks",
                source="X, automation rules: no duplicate or very similar posts",
            )
    return None
