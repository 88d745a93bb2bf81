"""Dates as people in Britain write them, day first.

"Sat 5 Dec, 10.30am - 12 noon", "5/1/27", "Closing date: 19th December 2026 at 7pm",
"Saturdays 10.30am-12 noon, until 19 Dec". A year that is not written is taken only
where the weekday proves it or the day lies within the coming ten months; a weekday
that contradicts its date, and a rule we cannot follow (term time, fortnightly, first
Monday), leave the date unknown.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from aggregator.read.clock_times import find_times

# Somebody who leaves the year out in February does not mean next December.
COMING_DAYS = 304
_CENTURY, _SHORT_YEARS = 2000, 99

_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"\b(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?"
    r"|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?,?\s+"
    r"(?:the\s+)?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,?\s*['\u2019]?(?P<year>(?:19|20)\d{2}|(?<=['\u2019])\d{2})(?![\d:.]\d))?"
_DATES = (
    # 5 Dec, 5th of December 2026; "5" alone where a range lends it the month
    re.compile(
        rf"(?:{_WEEKDAY})?(?<![\d/.:£])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*"
        rf"(?:of\s+)?[-\s]?{_MONTH}{_YEAR}",
        re.IGNORECASE,
    ),
    # December 5, 2026
    re.compile(
        rf"(?:{_WEEKDAY})?\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d)"
        rf"\b{_YEAR}",
        re.IGNORECASE,
    ),
    # 5/12/2026, 5-12-26, 5.12.2026
    re.compile(
        rf"(?:{_WEEKDAY})?(?<![\d/.:£-])(?P<day>\d{{1,2}})(?P<sep>[/.-])"
        r"(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![\d/])",
        re.IGNORECASE,
    ),
    # 2026-12-05
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    # 5/12 with no year
    re.compile(
        rf"(?:{_WEEKDAY})?(?<![\d/.:£])(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\d/])",
        re.IGNORECASE,
    ),
)
# "5 - 7 December": the first day borrows month and year of the second.
_BARE_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?<![\d/.:£])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*"
    r"(?:[-\u2013\u2014&]|to|until|till|and)\s*\Z",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\A[\s,]*(?:\d{1,2}[.:]?\d{0,2}\s*(?:am|pm)?[\s,]*)?"
    r"(?:[-\u2013\u2014]|to|until|till|through|ends?:?|finish(?:es)?:?)[\s,]*\Z",
    re.IGNORECASE,
)
_REPEATS = re.compile(
    r"\b(?:every|each|weekly\s+on)\s+(?P<one>mon|tue|wed|thu|fri|sat|sun)[a-z]*\b"
    r"|\b(?P<many>mon|tues|wednes|thurs|fri|satur|sun)days\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|to|ends?|ending)\b\s*\W*\Z", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|starting|starts?|beginning)\b\s*\W*\Z", re.IGNORECASE)
_NOT_FOLLOWED = re.compile(
    r"term[ -]?time|fortnight|alternate|every (?:other|second|third)|except|excluding"
    r"|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?:mon|tue|wed|thu|fri"
    r"|sat|sun)[a-z]*\s*(?:of|in|each|every)|(?:of|each|every) (?:the )?month|monthly"
    r"|\b(?:tbc|tba|to be confirmed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Days and clock times as a text names them."""

    first: date
    last: date | None = None
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    weekday: int | None
    day: int
    month: int
    year: int | None


def read_written_dates(text: str, today: date) -> Written | None:
    """What a text says of when, or `None` where it does not say it for certain."""
    text = text.casefold()[:500]
    if _NOT_FOLLOWED.search(text):
        return None
    found = _find(text)
    rest = text
    for one in reversed(found):
        rest = f"{rest[: one.start]} | {rest[one.end :]}"
    opens, closes = find_times(rest)
    if repeats := _REPEATS.search(text):
        day = _next_repeat(text, repeats, found, today)
        return Written(first=day, opens=opens, closes=closes) if day else None
    if not found:
        return None
    first = _dated(found[0], today)
    if first is None:
        return None
    last = None
    if len(found) > 1 and _JOINS.match(text[found[0].end : found[1].start]):
        last = _dated(found[1], max(today, first))
        if last is None or last < first:
            return None
    return Written(first=first, last=last, opens=opens, closes=closes)


def year_of(month: int, day: int, weekday: int | None, today: date) -> int | None:
    """The year in which an undated day falls, where that can be known."""
    near = []
    for year in (today.year, today.year + 1, today.year - 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if weekday is None:
            if timedelta(0) <= candidate - today <= timedelta(days=COMING_DAYS):
                return year
        elif candidate.weekday() == weekday and abs(candidate - today) <= timedelta(
            days=COMING_DAYS
        ):
            near.append(candidate)
    # Weekdays of one day differ in neighbouring years, so at most one is left,
    # save around 29 February.
    return min(near, key=lambda one: abs(one - today)).year if near else None


def _find(text: str) -> list[_Found]:
    """Every date in the order written, the fuller reading where two overlap."""
    taken: list[_Found] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(
                match.start() < one.end and match.end() > one.start for one in taken
            ):
                continue
            if one := _found(match):
                taken.append(one)
    taken.sort(key=lambda one: one.start)
    if taken and (bare := _BARE_FIRST.search(text[: taken[0].start])):
        after = taken[0]
        taken[0] = _Found(
            start=after.start,
            end=after.end,
            weekday=after.weekday,
            day=after.day,
            month=after.month,
            year=after.year,
        )
        taken.insert(0, _borrowed(bare, after))
    # The year of "30 Nov - 2 Dec 2026" is written once, at the end.
    if len(taken) > 1 and taken[0].year is None and taken[1].year is not None:
        taken[0] = _with_year(taken[0], taken[1])
    return taken


def _found(match: re.Match[str]) -> _Found | None:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    year = parts.get("year")
    weekday = parts.get("weekday")
    return _Found(
        start=match.start(),
        end=match.end(),
        weekday=_WEEKDAYS.index(weekday[:3]) if weekday else None,
        day=int(parts["day"]),
        month=number,
        year=_full_year(year) if year else None,
    )


def _full_year(written: str) -> int:
    year = int(written)
    return year if year > _SHORT_YEARS else year + _CENTURY


def _borrowed(bare: re.Match[str], after: _Found) -> _Found:
    weekday = bare["weekday"]
    return _Found(
        start=bare.start(),
        end=bare.start("day") + len(bare["day"]),
        weekday=_WEEKDAYS.index(weekday[:3]) if weekday else None,
        day=int(bare["day"]),
        month=after.month,
        year=after.year,
    )


def _with_year(one: _Found, after: _Found) -> _Found:
    earlier = (one.month, one.day) <= (after.month, after.day)
    year = after.year if earlier or after.year is None else after.year - 1
    return _Found(
        start=one.start,
        end=one.end,
        weekday=one.weekday,
        day=one.day,
        month=one.month,
        year=year,
    )


def _dated(one: _Found, today: date) -> date | None:
    year = one.year or year_of(one.month, one.day, one.weekday, today)
    if year is None:
        return None
    try:
        day = date(year, one.month, one.day)
    except ValueError:
        return None
    return None if one.weekday not in {None, day.weekday()} else day


def _next_repeat(
    text: str,
    repeats: re.Match[str],
    found: list[_Found],
    today: date,
) -> date | None:
    """The next time of something weekly, never after the day it stops."""
    if len({one or many for one, many in _REPEATS.findall(text)}) > 1:
        return None
    weekday = _WEEKDAYS.index((repeats["one"] or repeats["many"])[:3])
    earliest, latest = today, None
    for one in found:
        day = _dated(one, today)
        before = text[: one.start]
        if day is None:
            return None
        if _UNTIL.search(before) or (len(found) > 1 and one is found[-1]):
            latest = day
        elif _FROM.search(before) or one is found[0]:
            earliest = max(today, day)
    first = earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
    if latest is not None and first > latest:
        # It is over: its last time is the one to know.
        first = latest - timedelta(days=(latest.weekday() - weekday) % 7)
    return first
