"""What is told of a story after its first post: reminders, and what has changed."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.configuration import DraftRules
from aggregator.model.draft import ANNOUNCE
from aggregator.model.facts import Kind, Moment
from aggregator.model.story import Change, Life, Story
from aggregator.stories.life import at, changes, life, on

# What a reader would act on: another title or picture is no reason to post again.
_ACTED_ON = frozenset({"starts", "venue", "closes", "price", "status"})


def reminder_due(story: Story, rules: DraftRules, now: datetime) -> str | None:
    """The purpose of the reminder whose time it is, if it is any's.

    The nearest one only: whoever slept through the others is not given them at once.
    """
    current = at(story, now)
    if life(current, now) not in _told_of(rules):
        return None
    ahead, moment = _awaited(current, rules)
    if moment is None:
        return None
    begins = _begins(story, moment)
    due = [span for span in ahead if begins - span <= now < begins]
    return purpose_of(min(due)) if due else None


def is_reminded(story: Story, rules: DraftRules, now: datetime) -> bool:
    """Whether a reminder of it is right as things are: of what is sold out by rule."""
    return life(story, now) in _told_of(rules)


def purpose_of(before: timedelta) -> str:
    """The purpose of a reminder so long before: "reminder-1d"."""
    days, rest = divmod(before, timedelta(days=1))
    if not rest:
        return f"reminder-{days}d"
    return f"reminder-{int(before.total_seconds() // 60)}m"


def as_told(told: Story, story: Story, now: datetime) -> Story:
    """The story as it is now, at the date that was told while there is that date."""
    if told.starts is not None and told.starts in story.dates:
        if len(story.dates) > 1:
            gone = on(story, told.starts).status
            return replace(story, starts=told.starts, status=gone)
        return replace(story, starts=told.starts)
    return at(story, now)


def subject(purpose: str, story: Story, told: Story | None, now: datetime) -> Story:
    """The story at the date that a draft of this purpose is about."""
    if purpose.partition("-")[0] == ANNOUNCE or told is None:
        return at(story, now)
    return as_told(told, story, now)


def worth_telling(told: Story, story: Story, now: datetime) -> tuple[Change, ...]:
    """What has changed since it was told, as far as a reader would act on it.

    Nothing after the fact; and a fact that was not told, or that no source tells any
    more, is no change of it.
    """
    if life(story, now) is Life.OVER or is_past(told, now):
        return ()
    current = as_told(told, story, now)
    return tuple(
        change
        for change in changes(told, current)
        if change.field in _ACTED_ON
        and change.before is not None
        and change.after is not None
        and not _only_more_exact(change, told, current)
    )


def _only_more_exact(change: Change, told: Story, current: Story) -> bool:
    """Whether a whole day became a time on that day, or the other way round."""
    if change.field not in {"starts", "closes"}:
        return False
    was, is_now = getattr(told, change.field), getattr(current, change.field)
    if isinstance(was, datetime) == isinstance(is_now, datetime):
        return False
    return _day(told, was) == _day(current, is_now)


def _told_of(rules: DraftRules) -> frozenset[Life]:
    if rules.remind_sold_out:
        return frozenset({Life.UPCOMING, Life.SOLD_OUT})
    return frozenset({Life.UPCOMING})


def _awaited(
    story: Story, rules: DraftRules
) -> tuple[tuple[timedelta, ...], Moment | None]:
    if story.kind is Kind.EVENT:
        return rules.remind_events, story.starts
    if story.kind is Kind.JOB:
        return rules.remind_jobs, story.closes
    return (), None


def is_past(story: Story, now: datetime) -> bool:
    """Whether the date that a draft tells has come."""
    moment = story.closes if story.kind is Kind.JOB else story.starts
    return moment is not None and _ends(story, moment) <= now


def _begins(story: Story, moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    zone = _zone(story)
    # Until a closing day is over one may still apply.
    day = moment + timedelta(days=1) if story.kind is Kind.JOB else moment
    return datetime.combine(day, time(), zone)


def _ends(story: Story, moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time(), _zone(story))


def _day(story: Story, moment: Moment) -> Moment:
    if isinstance(moment, datetime):
        return moment.astimezone(_zone(story)).date()
    return moment


def _zone(story: Story) -> ZoneInfo:
    return ZoneInfo(story.timezone or "Europe/London")
