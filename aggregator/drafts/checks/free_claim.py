"""A post that says free where the source says otherwise, or nothing."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind

_FREE = re.compile(
    r"\bfree\b(?!\s*(?:of|from|-|style|lance|time|up)\b)(?<!feel free)(?<!-free)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"free|^\W*£?0(?:\.00)?\W*$", re.IGNORECASE)


def free_claim(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.kind is not Kind.EVENT or not _FREE.search(text):
        return None
    stated = " ".join(filter(None, (story.price, story.title, story.summary)))
    if _NOTHING.search(stated) or _NOTHING.search(story.price or ""):
        return None
    return Finding(
        rule="free-claim",
        message="The post says free, and the source does not",
        source=DESK,
    )
