"""Which stories become drafts in one cycle, and until when a draft is any use."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Kind, Moment
from aggregator.model.story import Story

_HOME = "Europe/London"
_NEVER = datetime.max.replace(tzinfo=UTC)


def choose(
    stories: Sequence[Story], rules: DraftRules, now: datetime
) -> tuple[Story, ...]:
    """At most `rules.per_cycle` stories, the most urgent first, kinds taking turns."""
    turns: dict[Kind, list[Story]] = {}
    for story in sorted(stories, key=lambda story: _urgency(story, now)):
        turns.setdefault(story.kind, []).append(story)
    chosen: list[Story] = []
    for turn in range(max((len(queue) for queue in turns.values()), default=0)):
        chosen.extend(queue[turn] for queue in turns.values() if turn < len(queue))
    return tuple(chosen[: max(rules.per_cycle, 0)])


def useful_until(story: Story) -> datetime | None:
    """When it would be news no more; `None` where nothing says so.

    An event is worth telling until it starts, one of several days until it ends; a
    job until it closes.
    """
    if story.kind is Kind.JOB or story.starts is None:
        return _end(story.closes, story) if story.closes else None
    if story.ends is not None and _day(story.ends, story) > _day(story.starts, story):
        return _end(story.ends, story)
    return _end(story.starts, story)


def _urgency(story: Story, now: datetime) -> tuple[datetime, float, str]:
    fresh = _begin(story.published, story) if story.published else story.first_seen
    return useful_until(story) or _NEVER, (now - fresh).total_seconds(), story.id


def _day(moment: Moment, story: Story) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(story.timezone or _HOME)).date()
    return moment


def _begin(moment: Moment, story: Story) -> datetime:
    if isinstance(moment, datetime):
        return moment
    zone = ZoneInfo(story.timezone or _HOME)
    return datetime.combine(moment, time.min, zone)


def _end(moment: Moment, story: Story) -> datetime:
    if isinstance(moment, datetime):
        return moment
    zone = ZoneInfo(story.timezone or _HOME)
    return datetime.combine(moment, time(23, 59, 59), zone)
