"""A word typed twice, or spaces and marks doubled."""

# ruff: noqa: RUF001 - typographic marks are meant

import re

from aggregator.drafts.checks.context import PLAIN, CheckContext
from aggregator.model.draft import Finding

_TWICE = re.compile(
    r"\b(the|a|an|and|to|of|in|is|at|for|on|with|our|your)\s+\1\b(?![-'’])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")


def doubled(text: str, _: CheckContext) -> Finding | None:
    match = _TWICE.search(text) or _SPACES.search(text)
    if match is None:
        return None
    shown = match[0] if match[0].strip() else "a double space"
    return Finding(
        rule="doubled",
        message=f"“{shown}” is there twice",
        source=PLAIN,
        fix=_SPACES.sub(" ", _TWICE.sub(r"\1", text)),
    )
