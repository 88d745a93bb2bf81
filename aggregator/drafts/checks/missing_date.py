"""An event whose date the post does not tell."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import written_dates
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind

_OTHERWISE = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|every (?:mon|tues|wednes|thurs|fri|satur|sun)day|until|heddiw|yfory|tan"
    r"|\d{1,2}[/.]\d{1,2}|llun|maw|mer|iau|gwe|sad|sul)\b",
    re.IGNORECASE,
)


def missing_date(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.kind is not Kind.EVENT or story.starts is None:
        return None
    if any(written_dates(text, context)) or _OTHERWISE.search(text):
        return None
    return Finding(
        rule="missing-date",
        message="The post does not say when it is",
        source=DESK,
    )
