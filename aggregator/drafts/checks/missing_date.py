"""An event whose date the post does not tell."""

import re
from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_written import written_dates
from aggregator.drafts.checks.lines import with_line
from aggregator.drafts.moments import Span, span
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind, Moment
from aggregator.model.story import Story

_OTHERWISE = re.compile(
    r"\b(?:today|tonight|tomorrow|this (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|every (?:mon|tues|wednes|thurs|fri|satur|sun)day|until|heddiw|yfory|tan"
    r"|\d{1,2}[/.]\d{1,2}|llun|maw|mer|iau|gwe|sad|sul)\b",
    re.IGNORECASE,
)
# Of a series only a person can say which date is meant.
_TWO = 2


def missing_date(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.kind is not Kind.EVENT or story.starts is None:
        return None
    if any(written_dates(text, context)) or _OTHERWISE.search(text):
        return None
    when = str(_span(story, story.starts, context)) if len(story.dates) < _TWO else None
    return Finding(
        rule="missing-date",
        message="The post does not say when it is",
        source=DESK,
        fix=with_line(text, f"{when}.") if when else None,
        remedy=f"add “{when}”" if when else None,
    )


def _span(story: Story, starts: Moment, context: CheckContext) -> Span:
    zone = ZoneInfo(story.timezone or "Europe/London")
    return span(starts, story.ends, zone, context.now, context.language)
