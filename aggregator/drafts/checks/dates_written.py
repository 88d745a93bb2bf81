"""Dates found in a post: "Sat 5 Dec", "Saturday 5th December 2026"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import CheckContext

_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(
    r"\b(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?P<day>\d{1,2})"
    r"(?:st|nd|rd|th)?\s+(?P<month>" + "|".join(_MONTHS) + r")[a-z]*"
    r"(?:,?\s+(?P<year>20\d\d))?\b",
    re.IGNORECASE,
)
# Without a year a date is the one nearest to now; further back it is next year's.
_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date as the post writes it; `day` is `None` where it does not exist."""

    text: str
    day: date | None
    weekday: int | None
    start: int
    has_year: bool


def today(context: CheckContext) -> date:
    """Today where the story is."""
    zone = (context.story.timezone if context.story else None) or "Europe/London"
    return context.now.astimezone(ZoneInfo(zone)).date()


def written_dates(text: str, context: CheckContext) -> Iterator[WrittenDate]:
    """Each date in the text, in order."""
    now = today(context)
    for match in _DATE.finditer(text):
        month = _MONTHS.index(match["month"].lower()) + 1
        weekday = match["weekday"]
        found = _nearest(int(match["day"]), month, match["year"], now)
        yield WrittenDate(
            text=match[0],
            day=found,
            weekday=DAYS.index(weekday.lower()) if weekday else None,
            start=match.start(),
            has_year=match["year"] is not None,
        )


def story_days(context: CheckContext) -> frozenset[date]:
    """The days that the story itself names."""
    story = context.story
    if story is None:
        return frozenset()
    moments = (story.starts, story.ends, story.closes, *story.dates)
    zone = ZoneInfo(story.timezone or "Europe/London")
    return frozenset(
        moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
        for moment in moments
        if moment is not None
    )


def _nearest(day: int, month: int, year: str | None, now: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        found = date(now.year, month, day)
        return found if found >= now - _BACK else date(now.year + 1, month, day)
    except ValueError:
        return None
