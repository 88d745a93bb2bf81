"""Two drafts about one thing: the same page, in much the same words.

A page that lists many things is the link of many drafts, so one link alone says nothing
where both have stories of their own.
"""

import re

from rapidfuzz import fuzz

from aggregator.drafts.checks.context import CheckContext
from aggregator.model.draft import Finding, State
from aggregator.model.neighbour import Neighbour

_NOT_WORDS = re.compile(r"https?://\S+|[#@]\w+")
# Below that two drafts of one listing differ in what they are about.
_ALIKE = 70
_WORDS = {
    State.WAITING: "waits as well",
    State.APPROVED: "is approved",
    State.PUBLISHED: "was posted",
}


def same_thing(text: str, context: CheckContext) -> Finding | None:
    if context.link is None:
        return None
    other = next(
        (one for one in context.neighbours if _tells_it(one, text, context)), None
    )
    if other is None:
        return None
    return Finding(
        rule="same-thing",
        message=f"Draft {other.draft}, which {_WORDS[other.state]}, is about the same "
        "page: one of them is enough",
        source="X, automation rules: no duplicate or very similar posts",
    )


def _tells_it(other: Neighbour, text: str, context: CheckContext) -> bool:
    if other.link != context.link or other.state not in _WORDS:
        return False
    story = context.story.id if context.story else None
    if story is not None and story == other.story:
        return False  # a reminder or a change is meant to follow
    words, others = _NOT_WORDS.sub("", text), _NOT_WORDS.sub("", other.text)
    return (
        story is None
        or other.story is None
        or fuzz.token_set_ratio(words, others) >= _ALIKE
    )
