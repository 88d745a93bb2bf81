"""Where a story is in its life at a given moment, and what has changed in it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.story import Change, Life, Story
from aggregator.stories.address import comparable
from aggregator.stories.folding import fold
from aggregator.stories.moments import instant
from aggregator.stories.places import Place, same_place

# An event whose end nobody states; most in libraries take an hour or two.
USUAL_LENGTH = timedelta(hours=2)
# News and businesses older than this are in no queue any more.
NEWS_LASTS = timedelta(days=14)
_TELLING = (
    *("title", "url", "starts", "ends", "venue", "closes", "employer", "salary"),
    *("price", "status"),
)


def life(story: Story, now: datetime) -> Life:
    """Its stage; an event that is under way is upcoming until it ends."""
    if story.status is Status.CANCELLED:
        return Life.CANCELLED
    if story.status is Status.POSTPONED:
        return Life.POSTPONED
    if over_at(story) <= now:
        return Life.OVER
    # It takes place all the same, so it is over when it is over.
    return Life.SOLD_OUT if story.status is Status.SOLD_OUT else Life.UPCOMING


def over_at(story: Story) -> datetime:
    """The moment after which there is nothing left to tell."""
    if story.kind is Kind.EVENT and story.dates:
        last = max(_end(story, date) for date in story.dates)
        return max(last, _end(story, story.ends)) if story.ends else last
    if story.closes is not None:
        return _day_end(story, story.closes)
    return _published(story) + NEWS_LASTS


def at(story: Story, now: datetime) -> Story:
    """The story at its next date: what an announcement made now would be about.

    Of a series, the next date that is not sold out, as long as there is one.
    """
    following = [date for date in story.dates if _begin(story, date) > now]
    if len(story.dates) < 2 or not following:  # noqa: PLR2004 - one is no series
        return story
    each = (on(story, date) for date in following)
    free = (one for one in each if one.status is not Status.SOLD_OUT)
    return next(free, None) or on(story, following[0])


def on(story: Story, date: Moment) -> Story:
    """A series at one of its dates, with its own page, end and whether it is sold out.

    Anybody is believed who says that a date is sold out, unless its own site is one
    of those that speak of it.
    """
    shown = [item for item in story.items if item.starts == date]
    ends = next((item.ends for item in shown if item.ends is not None), None)
    # Each date may have a page of its own.
    url = next((item.url for item in shown if item.url is not None), story.url)
    own = [item for item in shown if item.own] or shown
    gone = any(item.status is Status.SOLD_OUT for item in own)
    status = Status.SOLD_OUT if gone else story.status
    return replace(story, starts=date, ends=ends, url=url, status=status)


def is_current(story: Story, rules: DraftRules, now: datetime) -> bool:
    """Whether announcing it now is right: not over, not too far ahead, not stale."""
    if life(at(story, now), now) is not Life.UPCOMING:
        return False
    if story.kind is Kind.EVENT:
        following = [_begin(story, date) for date in story.dates]
        return any(now < begin <= now + rules.events_ahead for begin in following)
    since = _told(story)
    if story.kind is Kind.JOB:
        return story.closes is not None or since > now - rules.jobs_for
    return now - rules.news_for < since


def changes(before: Story, after: Story) -> tuple[Change, ...]:
    """The facts a reader would act on that are not what they were."""
    found = []
    for name in _TELLING:
        was, is_now = getattr(before, name), getattr(after, name)
        if _same(was, is_now) or _same_meaning(name, before, after):
            continue
        found.append(Change(field=name, before=_text(was), after=_text(is_now)))
    return tuple(found)


def _told(story: Story) -> datetime:
    """Since when it is known; a feed that dates itself anew makes nothing fresh."""
    return min(_published(story), story.first_seen)


def _published(story: Story) -> datetime:
    if story.published is None:
        return story.first_seen
    return instant(story.published, story)


def _same_meaning(name: str, before: Story, after: Story) -> bool:
    """Whether a fact is only worded otherwise, as another of the sources words it."""
    if name == "venue" and before.venue and after.venue:
        return same_place(_where(before), _where(after)) is Place.SAME
    if name == "url" and before.url and after.url:
        return comparable(before.url) == comparable(after.url)
    return False


def _where(story: Story) -> Facts:
    return Facts(
        kind=story.kind, title=story.title, venue=story.venue, address=story.address
    )


def _same(was: object, is_now: object) -> bool:
    if isinstance(was, str) and isinstance(is_now, str):
        return fold(was) == fold(is_now)
    return was == is_now


def _text(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, Moment) else str(value)


def _zone(story: Story) -> ZoneInfo:
    return ZoneInfo(story.timezone or "Europe/London")


def _begin(story: Story, moment: Moment) -> datetime:
    """A whole day may be announced until it ends."""
    return moment if isinstance(moment, datetime) else _day_end(story, moment)


def _end(story: Story, moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment if moment == story.ends else moment + USUAL_LENGTH
    return _day_end(story, moment)


def _day_end(story: Story, moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time(), _zone(story))
