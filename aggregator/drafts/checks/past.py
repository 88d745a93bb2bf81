"""A date that is over, announced as if it were to come."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import today, written_dates
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind

# "Since 5 Nov" and "opened on 3 Oct" look back and mean to.
_LOOKS_BACK = re.compile(
    r"\b(?:since|from|opened|took place|was|were|held|began|started|last)\b"
    r"[^.!?\n]{0,20}$",
    re.IGNORECASE,
)


def past(text: str, context: CheckContext) -> Finding | None:
    now = today(context)
    if context.story is not None and context.story.kind is Kind.NEWS:
        return None
    for written in written_dates(text, context):
        before = text[max(0, written.start - 40) : written.start]
        if written.day is None or written.day >= now or written.begins:
            continue
        if not _LOOKS_BACK.search(before):
            return Finding(
                rule="past-date",
                message=f"{written.text} is in the past",
                source=DESK,
            )
    return None
