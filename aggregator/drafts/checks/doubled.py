"""A word typed twice, or spaces doubled."""

# ruff: noqa: RUF001, SIM905 - typographic marks are meant; word lists read better so

import re

from aggregator.drafts.checks.context import PLAIN, CheckContext
from aggregator.model.draft import Finding

# In small letters both: "Knock Knock" and "Walla Walla" are names.
_TWICE = re.compile(r"\b([^\W\d_]{2,}) +\1\b(?![-'’])")
_SMALL = re.compile(
    r"\b(the|a|an|and|to|of|in|is|at|for|on|with|our|your)\s+\1\b(?![-'’])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
# Said twice on purpose, in rhymes and in English and Welsh as they are spoken.
_MEANT = frozenset(
    (
        "had that very really so no yes bye night knock ha ho hey hip tap clip round "
        "boo choo cha win far much many many's same same more again there long hush "
        "row row's twinkle baa tick ding chop plop quack pit pat wee nos da iawn mwy "
        "blah can bling pom tut tweet woof yum is's it's"
    ).split()
)


def doubled(text: str, _: CheckContext) -> Finding | None:
    match = _SMALL.search(text) or _typed_twice(text) or _SPACES.search(text)
    if match is None:
        return None
    is_word = bool(match[0].strip())
    shown = f"“{match[0]}”" if is_word else "A space"
    return Finding(
        rule="doubled",
        message=f"{shown} is there twice",
        source=PLAIN,
        fix=_SPACES.sub(" ", _SMALL.sub(r"\1", _TWICE.sub(_once, text))),
        remedy=f"write “{match[1]}” once" if is_word else "one space",
    )


def _typed_twice(text: str) -> re.Match[str] | None:
    found = (one for one in _TWICE.finditer(text) if _is_slip(one))
    return next(found, None)


def _is_slip(match: re.Match[str]) -> bool:
    return match[1].islower() and match[1] not in _MEANT


def _once(match: re.Match[str]) -> str:
    return match[1] if _is_slip(match) else match[0]
