"""Where a story is in its life, what changed in it, and whether it may be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.story import Change, Life, Story
from aggregator.stories.address import comparable
from aggregator.stories.moments import end_of_day, instant
from aggregator.stories.places import Place, same_place
from aggregator.stories.words import fold

_STOPPED = {Status.CANCELLED: Life.CANCELLED, Status.POSTPONED: Life.POSTPONED}
_PLAIN = ("starts", "ends", "closes", "status", "price", "salary", "employer")


def life(story: Story, now: datetime) -> Life:
    """Where a story is in its life at `now`: what is over is over first of all."""
    if _is_over(story, now):
        return Life.OVER
    return _STOPPED.get(story.status, Life.UPCOMING)


def is_current(story: Story, rules: DraftRules, now: datetime) -> bool:
    """Whether it may be announced now: neither over nor stopped, near and fresh."""
    if life(story, now) is not Life.UPCOMING:
        return False
    if story.kind is Kind.EVENT and story.starts is not None:
        starts = at(story, now).starts
        assert starts is not None
        return instant(starts, story) <= now + rules.events_ahead
    if story.kind is Kind.JOB:
        return story.closes is not None or now - _told(story) <= rules.jobs_for
    return now - _told(story) <= rules.news_for


def next_date(story: Story, now: datetime) -> Moment | None:
    """The first date that is not over; the last one when all are."""
    dates = story.dates or ((story.starts,) if story.starts is not None else ())
    for starts in dates:
        if _end(starts, _ends_of(story, starts), story) > now:
            return starts
    return dates[-1] if dates else None


def at(story: Story, now: datetime) -> Story:
    """The story with its start and end moved to its next date."""
    starts = next_date(story, now)
    if starts is None or starts == story.starts:
        return story
    return replace(story, starts=starts, ends=_ends_of(story, starts))


def changes(before: Story, after: Story) -> tuple[Change, ...]:
    """The facts that are not what they were, so that words told of them are wrong.

    A title in other letters, a venue worded otherwise and a series that goes on to
    its next date are no changes. Nor is what was not known before, unless it says
    when or where.
    """
    found = [
        Change(field=name, before=_text(old), after=_text(new))
        for name in _PLAIN
        if (old := getattr(before, name)) != (new := getattr(after, name))
        and not _harmless(name, before, after)
    ]
    for name, differ in _WORDED.items():
        if differ(before, after):
            old, new = getattr(before, name), getattr(after, name)
            found.append(Change(field=name, before=_text(old), after=_text(new)))
    return tuple(found)


def _harmless(name: str, before: Story, after: Story) -> bool:
    if name == "starts":
        return _still_on(before, after)
    if name == "ends":
        return after.ends is None or (
            _still_on(before, after) and before.starts != after.starts
        )
    if name in {"price", "salary", "employer"}:
        old, new = getattr(before, name), getattr(after, name)
        return old is None or new is None or fold(old) == fold(new)
    return False


def _still_on(before: Story, after: Story) -> bool:
    """Whether the date told is still one of the dates."""
    return before.starts is not None and before.starts in after.dates


def _title_differs(before: Story, after: Story) -> bool:
    return fold(before.title) != fold(after.title)


def _venue_differs(before: Story, after: Story) -> bool:
    if before.venue == after.venue or after.venue is None:
        return False
    if before.venue is None:
        return True
    here, there = _where(before), _where(after)
    return same_place(here, there) is not Place.SAME


def _url_differs(before: Story, after: Story) -> bool:
    if after.url is None:
        return False
    return before.url is None or comparable(before.url) != comparable(after.url)


_WORDED: dict[str, Callable[[Story, Story], bool]] = {
    "title": _title_differs,
    "venue": _venue_differs,
    "url": _url_differs,
}


def _where(story: Story) -> Facts:
    return Facts(
        kind=story.kind, title=story.title, venue=story.venue, address=story.address
    )


def _is_over(story: Story, now: datetime) -> bool:
    if story.kind is Kind.JOB:
        return story.closes is not None and _end(story.closes, None, story) <= now
    if story.kind is Kind.EVENT:
        starts = next_date(story, now)
        if starts is not None:
            return _end(starts, _ends_of(story, starts), story) <= now
    return False


def _end(starts: Moment, ends: Moment | None, story: Story) -> datetime:
    """When an instance is over: at its end, else at its start or its day's end."""
    last = ends if ends is not None else starts
    if isinstance(last, datetime):
        return max(instant(last, story), instant(starts, story))
    return end_of_day(last, story)


def _ends_of(story: Story, starts: Moment) -> Moment | None:
    if starts == story.starts and story.ends is not None:
        return story.ends
    for item in story.items:
        if item.starts == starts and item.ends is not None:
            return item.ends
    return None


def _told(story: Story) -> datetime:
    """Since when it is known; a feed that dates itself anew makes nothing fresh."""
    if story.published is None:
        return story.first_seen
    return min(story.published, story.first_seen)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
