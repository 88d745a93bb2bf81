"""Dates found in a post: "Sat 5 Dec", "Saturday 5th December 2026", "4-6 Rhagfyr"."""

# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.checks.day_words import DAY, MONTH, month_of, weekday_of

_DAY = rf"(?:{DAY})\.?,?\s+"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th|ed|af|fed|ain|eg)?"
_DATE = re.compile(
    rf"(?<![\w.:£])(?P<number>{_NUMBER})\s+(?:of?\s+)?(?P<month>{MONTH})"
    r"(?:,?\s+(?P<year>20\d\d))?(?!\w)"
)
# What stands before the number of its day: a weekday, and an earlier day of several.
_BEFORE = re.compile(
    rf"(?:(?<![\w.:£])(?P<first>(?P<day0>\b{_DAY})?(?P<number0>{_NUMBER}))"
    rf"\s*(?P<until>[-–—]|\b(?:to|tan|i|and|a)\b|&)\s*)?(?P<day>\b{_DAY})?$"
)
# "Wednesday, 23rd to Wednesday, " and a little more.
_LONGEST_BEFORE = 40
_TOGETHER = frozenset({"and", "&", "a"})
# Without a year a date is the one nearest to now; further back it is next year's.
_BACK = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date as the post writes it; `day` is `None` where it does not exist.

    `begins` is whether it is the first day of several: "Fri 4" of "Fri 4 to Sun 6 Dec".
    """

    text: str
    day: date | None
    weekday: int | None
    day_word: str | None
    start: int
    has_year: bool
    begins: bool = False


def today(context: CheckContext) -> date:
    """Today where the story is."""
    zone = (context.story.timezone if context.story else None) or "Europe/London"
    return context.now.astimezone(ZoneInfo(zone)).date()


def written_dates(text: str, context: CheckContext) -> tuple[WrittenDate, ...]:
    """Each date in the text, in order."""
    return _found(text, today(context))


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


# Five checks ask the same of the same text, one after the other.
@lru_cache(maxsize=64)
def _found(text: str, now: date) -> tuple[WrittenDate, ...]:
    return tuple(_dates(text, now))


def _dates(text: str, now: date) -> Iterator[WrittenDate]:
    for match in _DATE.finditer(text):
        month = month_of(match["month"])
        found = _nearest(_number(match["number"]), month, match["year"], now)
        at = max(0, match.start() - _LONGEST_BEFORE)
        before = _BEFORE.search(text[at : match.start()])
        assert before is not None  # each of its parts may be missing
        word = before["day"]
        start = at + before.start("day") if word else match.start()
        last = WrittenDate(
            text=text[start : match.end()],
            day=found,
            weekday=weekday_of(word) if word else None,
            day_word=_plain(word),
            start=start,
            has_year=match["year"] is not None,
        )
        if before["number0"] and found is not None:
            first = _first_of(before, last, found)
            if first is not None:
                yield replace(first, start=first.start + at)
        yield last


def _first_of(
    match: re.Match[str], last: WrittenDate, until: date
) -> WrittenDate | None:
    number, word = _number(match["number0"]), match["day0"]
    if not 0 < number < until.day:
        return None
    return replace(
        last,
        text=match["first"],
        day=until.replace(day=number),
        weekday=weekday_of(word) if word else None,
        day_word=_plain(word),
        start=match.start("first"),
        begins=match["until"] not in _TOGETHER,
    )


def _plain(word: str | None) -> str | None:
    return word.rstrip(" ,.\t\n") if word else None


def _number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _nearest(day: int, month: int, year: str | None, now: date) -> date | None:
    try:
        if year:
            return date(int(year), month, day)
        found = date(now.year, month, day)
        return found if found >= now - _BACK else date(now.year + 1, month, day)
    except ValueError:
        return None
