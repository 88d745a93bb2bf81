"""When a thing is, as its words say: "every Tuesday, 10.30am", "on 14 February"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from aggregator.model.item import Item
from aggregator.model.value import Value
from aggregator.stories.moments import clock_of, day_of
from aggregator.stories.welsh_days import in_english, may_name_day

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHOLE = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DAY = rf"{_WHOLE}|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = _MONTH.split("|")
_WRITTEN = re.compile(
    r"\b(?P<day1>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month1>{_MONTH})[a-z]*\b(?:,?\s+(?P<year1>20\d\d))?"
    rf"|\b(?P<month2>{_MONTH})[a-z]*\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<year2>20\d\d))?"
)
_EVERY = re.compile(rf"\b(?:every|each)\s+({_DAY})\b|\b({_WHOLE})s\b")
_ONE_DAY = re.compile(rf"\b({_DAY})\b")
# "10.30am", "2-4pm"; "7.30" may be in the morning or in the evening.
_CLOCK = re.compile(
    r"(?<![\d.:£/])(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?"
    r"(?P<to>\s*(?:-|\u2013|to|until)\s*\d{1,2}(?:[.:][0-5]\d)?)?"
    r"\s*(?P<half>[ap]\.?m\b)?(?![\d:/]|\.\d)"
)
_NOON, _MINUTES, _DAY_LONG, _WEEK = 12, 60, 24, 7
# Who announces a thing without its year does so within so many days of it.
_AHEAD = timedelta(days=120)


class Spoken(Value, frozen=True, kw_only=True):
    """What a text says about when: days, or days of the week, and times of day.

    `minutes` are those after midnight at which something may begin.
    """

    days: frozenset[date]
    weekdays: frozenset[int]
    minutes: frozenset[int]


def spoken(item: Item) -> Spoken | None:
    """When an item's title and summary say that it is, `None` where they do not."""
    text = f"{item.title} . {item.summary or ''}".lower()
    # Most texts name no day, and need not be searched.
    if not any(map(text.__contains__, _NAMES)) and not may_name_day(text):
        return None
    since = item.published
    return _read(text, day_of(since, item) if since is not None else None)


def tells_time(said: Spoken, event: Item) -> bool | None:
    """Whether that is when the event is: `None` if only its day is told."""
    if event.starts is None:
        return False
    day, clock = day_of(event.starts, event), clock_of(event.starts, event)
    if day not in said.days and day.weekday() not in said.weekdays:
        return False
    if clock is None or not said.minutes:
        return None
    return clock.hour * _MINUTES + clock.minute in said.minutes


@lru_cache(maxsize=5_000)
def _read(text: str, since: date | None) -> Spoken | None:
    text = in_english(text.replace("\u2019", "'"))
    weekdays = frozenset(_number(a or b) for a, b in _EVERY.findall(text))
    days = frozenset(filter(None, (_date(found, since) for found in _dated(text))))
    if not weekdays and not days and since is not None:
        days = frozenset(
            since + timedelta(days=(_number(name) - since.weekday()) % _WEEK)
            for name in _ONE_DAY.findall(text)
        )
    if not weekdays and not days:
        return None
    return Spoken(days=days, weekdays=weekdays, minutes=frozenset(_clocks(text)))


def _dated(text: str) -> Iterator[tuple[int, int, int | None]]:
    """The day, the month and the year, if it is told, of each date of a text."""
    for found in _WRITTEN.finditer(text):
        day, month = found["day1"] or found["day2"], found["month1"] or found["month2"]
        year = found["year1"] or found["year2"]
        yield int(day), _MONTHS.index(month) + 1, int(year) if year else None


def _date(found: tuple[int, int, int | None], since: date | None) -> date | None:
    day, month, year = found
    try:
        if year is not None or since is None:
            return date(year, month, day) if year is not None else None
        here = date(since.year, month, day)
        meant = here if here >= since else date(since.year + 1, month, day)
    except ValueError:
        return None
    return meant if meant - since <= _AHEAD else None


def _number(name: str) -> int:
    return _NAMES.index(name[:3])


def _clocks(text: str) -> Iterator[int]:
    for found in _CLOCK.finditer(text):
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if hour >= _DAY_LONG or not (found["minute"] or found["half"]):
            continue
        half = (found["half"] or "")[:1]
        if hour > _NOON or (not half and hour == 0):
            yield hour * _MINUTES + minute
            continue
        hour %= _NOON
        # "11-1pm" begins in the morning.
        if half != "p" or found["to"]:
            yield hour * _MINUTES + minute
        if half != "a":
            yield (hour + _NOON) * _MINUTES + minute
