"""A story whose sources do not agree on when it is."""

from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.moments import span
from aggregator.model.dispute import disputed_moments
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind, Moment, Status
from aggregator.model.story import Story

_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def disputed_time(_text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.status in _OFF:
        return None
    told = disputed_moments(story)
    if not told:
        return None
    fact = "it closes" if story.kind is Kind.JOB else "it starts"
    said = "; ".join(
        f"{source} says {_written(moment, story, context)}" for source, moment in told
    )
    return Finding(
        rule="disputed-time",
        message=f"The sources do not agree when {fact}: {said}. Ask before you post it",
        source=DESK,
    )


def _written(moment: Moment, story: Story, context: CheckContext) -> str:
    zone = ZoneInfo(story.timezone or "Europe/London")
    return str(span(moment, None, zone, context.now, "en"))
