"""What happens in Ambleford: a small town that does not exist, on any given day.

Everything hangs on calendar weeks and days, so that a day later the same events are
still on the same dates, the past ones have gone, and new ones have come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.demo.texts import (
    ARTICLES,
    BUSINESSES,
    JOBS,
    POSTS,
    SATURDAYS,
    WEDNESDAYS,
    WEEKLY,
    Text,
)

ZONE = ZoneInfo("Europe/London")
WEEKS_AHEAD = 6
_CENTRAL = "Ambleford Central Library"
_SATURDAY, _WEDNESDAY, _FRIDAY = 5, 2, 4
# Of every three weeks one loses its Wednesday talk, so one is always off.
_CANCELLED_EVERY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One evening or morning out; `weekly` marks those of a series."""

    slug: str
    text: Text
    starts: datetime
    ends: datetime
    venue: str
    cancelled: bool = False
    weekly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something published on a day: news, a post, a business."""

    slug: str
    text: Text
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A vacancy; it may have closed."""

    reference: str
    text: Text
    published: datetime
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """All of it, in the order of its dates."""

    events: tuple[Event, ...]
    jobs: tuple[Job, ...]
    articles: tuple[Dated, ...]
    posts: tuple[Dated, ...]
    businesses: tuple[Dated, ...]

    @property
    def weekly(self) -> tuple[Event, ...]:
        """The events of the series."""
        return tuple(event for event in self.events if event.weekly)

    @property
    def single(self) -> tuple[Event, ...]:
        """The events that are one of a kind."""
        return tuple(event for event in self.events if not event.weekly)


def happenings(now: datetime) -> Town:
    """The town as its web editors have it on that day."""
    today = now.astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range(-1, WEEKS_AHEAD)]
    events = sorted(
        (
            event
            for week in weeks
            for event in _week(week)
            if event.ends.date() >= today
        ),
        key=lambda event: (event.starts, event.slug),
    )
    return Town(
        events=tuple(events),
        jobs=tuple(_job(monday + timedelta(weeks=number)) for number in range(-3, 1)),
        articles=_recent(now, "news", ARTICLES, days=7, every=1),
        posts=_recent(now, "blog", POSTS, days=21, every=3),
        businesses=_recent(now, "business", BUSINESSES, days=14, every=4),
    )


def _week(monday: date) -> Iterator[Event]:
    number = monday.toordinal() // 7
    for text, weekday, start, minutes, venue in WEEKLY:
        yield _event(
            text, monday + timedelta(days=weekday), start, minutes, venue, weekly=True
        )
    saturday = monday + timedelta(days=_SATURDAY)
    text = SATURDAYS[number % len(SATURDAYS)]
    yield _event(text, saturday, time(10, 30), 90, _CENTRAL)
    wednesday = monday + timedelta(days=_WEDNESDAY)
    talk = WEDNESDAYS[number % len(WEDNESDAYS)]
    off = number % _CANCELLED_EVERY == 0
    yield _event(talk, wednesday, time(19), 90, "Nettleby Library", cancelled=off)


def _event(
    text: Text,
    on: date,
    start: time,
    minutes: int,
    venue: str,
    *,
    cancelled: bool = False,
    weekly: bool = False,
) -> Event:
    starts = datetime.combine(on, start, ZONE)
    slug = f"{text.slug}-{venue.split(maxsplit=1)[0].lower()}-{on:%Y-%m-%d}"
    return Event(
        slug=slug,
        text=text,
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
        venue=venue,
        cancelled=cancelled,
        weekly=weekly,
    )


def _job(monday: date) -> Job:
    number = monday.toordinal() // 7
    return Job(
        reference=f"AMB-{number % 10_000:04}",
        text=JOBS[number % len(JOBS)],
        published=datetime.combine(monday, time(9), ZONE),
        closes=monday + timedelta(days=_FRIDAY, weeks=2),
    )


def _recent(
    now: datetime, kind: str, texts: tuple[Text, ...], *, days: int, every: int
) -> tuple[Dated, ...]:
    """What was published in the last days, the newest first."""
    today = now.astimezone(ZONE).date()
    found = []
    for back in range(days):
        day = today - timedelta(days=back)
        published = datetime.combine(day, time(8, 30), ZONE)
        if day.toordinal() % every or published > now:
            continue
        text = texts[day.toordinal() // every % len(texts)]
        slug = f"{text.slug}-{day:%Y-%m-%d}"
        found.append(Dated(slug=f"{kind}/{slug}", text=text, published=published))
    return tuple(found)
