"""A long sentence ended early: at a clause, where what follows only adds to it."""

import re

from aggregator.drafts.sentences import dangles

# What begins an addition. A plain "and" may join two nouns, so it needs its comma.
_JOINT = re.compile(
    r"(?:;|,? [–—-]) (?=\w)"  # noqa: RUF001
    r"|, (?=(?:and|with|which|where|whose|plus|including|followed by|led by|while"
    r"|who (?:is|are|was|were|will|has|have))\b)"
    r"| (?=(?:which|where|including|followed by)\b)"
)
# What follows may say whom it is not for, or when not: then nothing may be left out.
_LIMITS = re.compile(
    r"\b(?:but|except\w*|unless|until|if|only|exclud\w+|apart|other than|however"
    r"|although|though|provided|subject to|must|cannot|closed|cancel\w*|postpon\w*"
    r"|instead|mov(?:es?|ed|ing) to|book\w*)\b|n[’']t\b"  # noqa: RUF001
    r"|£\d|\d[ap]m\b|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    # Further on these say what something is like, not whether it is.
    r"|^(?:\S+ ){0,3}(?:not|no|never|without)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 5


def clauses(sentence: str) -> list[str]:
    """The sentence ended at each clause after which nothing limits it, longest first.

    "A talk on mills, with slides and tea" may end at "mills"; "Open daily, except on
    Mondays" may not end early, for it would say something else.
    """
    found = []
    for joint in reversed(list(_JOINT.finditer(sentence))):
        kept, rest = sentence[: joint.start()].rstrip(), sentence[joint.end() :]
        if _LIMITS.search(rest) or len(kept.split()) < _FEWEST_WORDS or dangles(kept):
            continue
        if kept.count("(") != kept.count(")") or kept.count('"') % 2:
            continue
        if rest.startswith("and ") and "," in _after_colon(kept):
            # The end of a list, which would lack its "and".
            continue
        found.append(f"{kept.rstrip(',:')}.")
    return found


def _after_colon(text: str) -> str:
    return text[max(text.rfind(mark) for mark in ":;") + 1 :]
