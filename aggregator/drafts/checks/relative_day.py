"""A day such as "tomorrow", in a post that may wait until it is wrong."""

# ruff: noqa: RUF001 - typographic marks are meant

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding

_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday)\b(?!['’]s)", re.IGNORECASE
)


def relative_day(text: str, context: CheckContext) -> Finding | None:
    if context.story is None or not (match := _RELATIVE.search(text)):
        return None
    title = context.story.title.lower()
    if match[0].lower() in title or context.story.starts is None:
        return None
    return Finding(
        rule="relative-day",
        message=f"“{match[0]}” is true on one day only: name the date, or post it then",
        source=DESK,
    )
