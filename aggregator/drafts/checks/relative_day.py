"""A day such as "tomorrow", in a post that may wait until it is wrong."""

# ruff: noqa: RUF001 - typographic marks are meant

import re
from datetime import timedelta

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import today, written_dates
from aggregator.model.draft import Finding

_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday)\b(?!['’]s)", re.IGNORECASE
)
_AWAY = {"tomorrow": timedelta(days=1), "yesterday": timedelta(days=-1)}
# "tomorrow, Thu 26 Nov" and "tomorrow (26 Nov)" speak of one day.
_NEXT_TO_IT = 4


def relative_day(text: str, context: CheckContext) -> Finding | None:
    if context.story is None or not (match := _RELATIVE.search(text)):
        return None
    word = match[0].lower()
    if word in context.story.title.lower():
        return None
    if context.story.starts is None and not _is_wrong(text, match, context):
        return None
    return Finding(
        rule="relative-day",
        message=f"“{match[0]}” is true on one day only: name the date, or post it then",
        source=DESK,
    )


def _is_wrong(text: str, match: re.Match[str], context: CheckContext) -> bool:
    """Whether a date stands beside it that is another day already."""
    meant = today(context) + _AWAY.get(match[0].lower(), timedelta())
    return any(
        0 <= written.start - match.end() <= _NEXT_TO_IT and written.day != meant
        for written in written_dates(text, context)
    )
