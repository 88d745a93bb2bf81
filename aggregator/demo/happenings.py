"""What happens in Ambleford: a small town that does not exist, on any given day.

Everything hangs on calendar weeks and days, so that a day later the same events are
still on the same dates, the past ones have gone, and new ones have come. Within one
day nothing changes. An address outlives its listing: what was once told is found.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from aggregator.demo.job_texts import POSTS as JOB_POSTS
from aggregator.demo.notice_texts import ARTICLES, BUSINESSES, POSTS
from aggregator.demo.programme import ZONE, pauses, week
from aggregator.demo.texts import Text
from aggregator.demo.values import Dated, Event, Job, Town

WEEKS_AHEAD = 6
_FRIDAY = 4
# The Monday from which vacancies are numbered, and the first day of the archive.
_FIRST = date(2020, 1, 6)
_ENDS_IN_A_DATE = re.compile(r"-(\d{4}-\d\d-\d\d)$", re.ASCII)
# (path, words, how many days are listed, published every so many days)
_COLUMNS: dict[str, tuple[tuple[Text, ...], int, int]] = {
    "news": (ARTICLES, 7, 1),
    "blog": (POSTS, 21, 3),
    "businesses": (BUSINESSES, 14, 3),
}


def happenings(now: datetime) -> Town:
    """The town as its web editors have it on that day."""
    today = _day(now)
    mondays = [_monday(today) + timedelta(weeks=n) for n in range(-1, WEEKS_AHEAD)]
    found = (event for monday in mondays for event in week(monday, today))
    events = sorted(
        (event for event in found if event.ends.date() >= today),
        key=lambda event: (event.starts, event.slug),
    )
    return Town(
        events=tuple(events),
        jobs=tuple(_job(mondays[1] - timedelta(weeks=n), today) for n in range(4)),
        articles=_listed("news", today),
        posts=_listed("blog", today),
        businesses=_listed("businesses", today),
        pauses=_pauses(mondays),
    )


def event_at(slug: str, now: datetime) -> Event | None:
    """The event with that address, past ones included."""
    today = _day(now)
    on = _date_in(slug, today + timedelta(weeks=WEEKS_AHEAD))
    if on is None:
        return None
    events = week(_monday(on), today)
    return next((event for event in events if event.slug == slug), None)


def job_at(reference: str, now: datetime) -> Job | None:
    """The vacancy with that reference, closed ones included."""
    number = re.fullmatch(r"AMB-(\d{4})", reference, re.ASCII)
    if number is None:
        return None
    today = _day(now)
    monday = _FIRST + timedelta(weeks=int(number[1]))
    return _job(monday, today) if monday <= today else None


def dated_at(column: str, slug: str, now: datetime) -> Dated | None:
    """The article, post or business with that address, older ones included."""
    on = _date_in(slug, _day(now) - timedelta(days=1))
    if on is None or column not in _COLUMNS:
        return None
    found = _published(column, on)
    return found if found is not None and found.slug == f"{column}/{slug}" else None


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _date_in(slug: str, last: date) -> date | None:
    written = _ENDS_IN_A_DATE.search(slug)
    try:
        on = date.fromisoformat(written[1]) if written else None
    except ValueError:
        return None
    return on if on is not None and _FIRST <= on <= last else None


def _pauses(mondays: Sequence[date]) -> dict[str, tuple[datetime, ...]]:
    found: dict[str, tuple[datetime, ...]] = {}
    for monday in mondays:
        for event in pauses(monday):
            found[event.series] = (*found.get(event.series, ()), event.starts)
    return found


def _job(monday: date, today: date) -> Job:
    number = (monday - _FIRST).days // 7
    closes = monday + timedelta(days=_FRIDAY, weeks=2)
    return Job(
        reference=f"AMB-{number:04}",
        post=JOB_POSTS[number % len(JOB_POSTS)],
        # The day before, so that none is dated later than it is read.
        published=datetime.combine(monday - timedelta(days=3), time(9), ZONE),
        closes=closes,
        closed=closes < today,
    )


def _listed(column: str, today: date) -> tuple[Dated, ...]:
    """What was published up to yesterday, the newest first, each once."""
    found: dict[str, Dated] = {}
    for back in range(1, _COLUMNS[column][1] + 1):
        dated = _published(column, today - timedelta(days=back))
        if dated is not None:
            found.setdefault(dated.text.slug, dated)
    return tuple(found.values())


def _published(column: str, day: date) -> Dated | None:
    texts, _, every = _COLUMNS[column]
    if day.toordinal() % every:
        return None
    fitting = [text for text in texts if not text.months or day.month in text.months]
    text = fitting[day.toordinal() // every % len(fitting)]
    return Dated(
        slug=f"{column}/{text.slug}-{day:%Y-%m-%d}",
        text=text,
        published=datetime.combine(day, time(8, 30), ZONE),
    )
