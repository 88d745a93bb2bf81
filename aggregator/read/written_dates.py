"""Dates as people in Britain write them, day first.

"Sat 5 Dec, 10.30am - 12 noon", "5/1/27", "Closing date: 19th December 2026 at 7pm",
"Saturdays 10.30am-12 noon, until 19 Dec". A year that is not written is taken only
where the weekday proves it or the day lies within the coming ten months; a weekday
that contradicts its date, and a rule that is not told in full (term time,
fortnightly), leave the date unknown.

Measured on the first 231 phrasings of tests/read/data/british_dates.txt, November 2026:
dateparser 1.5 reads 95 right and takes 26 wrong ones for facts, its search 106 and
120; this reads all of that table, so there is no dateparser here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from aggregator.read.clock_times import Hours, find_times
from aggregator.read.date_marks import Mark, dated, find_marks, in_order
from aggregator.read.date_wording import is_either, meant, plainly
from aggregator.read.repeats import (
    UntoldError,
    next_monthly,
    next_weekly,
    weekdays_of,
)

_JOINS = re.compile(
    r"\A(?:st|nd|rd|th)?[\s,|@]*(?:\d{1,2}[.:]?\d{0,2}\s*(?:am|pm)?[\s,]*)?"
    r"(?:[-\u2013\u2014]|to|until|till|through|ends?:?|finish(?:es)?:?)[\s,]*\Z"
)
_BETWEEN = re.compile(r"\bbetween\s+\Z")
_AND = re.compile(r"\A(?:st|nd|rd|th)?\s*and\s*\Z")
_UNTIL = re.compile(
    r"\b(?:until|till|up\s+to|runs?\s+to|ends?|ending):?\s*(?:on\s+)?\Z"
)
_NOT_FOLLOWED = re.compile(
    r"term[ -]?time|fortnight|alternate|every (?:other|second|third|2nd|3rd)|except"
    r"|excluding|(?:of|each|every) (?:the )?month|monthly"
    r"|\b(?:most|some|selected|certain)\s+(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*s\b"
    r"|\b(?:tbc|tba|to be confirmed)\b"
    r"|\bweek\s+(?:commencing|beginning|ending)\b|\bw/[cbe]\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Days and clock times as a text names them; `first` is `None` of a mere end."""

    first: date | None
    last: date | None = None
    opens: time | None = None
    closes: time | None = None


def read_written_dates(text: str, today: date) -> Written | None:
    """What a text says of when, or `None` where it does not say it for certain."""
    text = in_order(plainly(text))
    named = find_marks(text, today)
    hours = find_times(_without(text, named))
    marks = meant(text, named)
    if len(marks) < len(named) and len(set(hours)) > 1:
        hours = []  # which of them is of which day is not known
    try:
        monthly = next_monthly(text, today)
    except UntoldError:
        return None
    if monthly is not None:
        return None if marks else _on(monthly, hours)
    if _NOT_FOLLOWED.search(text) or is_either(text, marks):
        return None
    if len(marks) > 1 and all(one.listed for one in marks):
        return _of_list(text, marks, hours, today)
    if weekdays := weekdays_of(text, with_dates=bool(marks)):
        # Which hour is of which day is not known.
        several = len(weekdays) > 1 and len(set(hours)) > 1
        day = None if several else next_weekly(text, weekdays, marks, today)
        return _on(day, hours) if day else None
    return _of_days(text, marks, _first(hours), today) if marks else None


def why_unknown(text: str, today: date) -> str | None:
    """Why a date that can be read is none for certain; `None` of what cannot be."""
    if slip := weekday_slip(text, today):
        return f"it contradicts itself, for {slip}"
    text = in_order(plainly(text))
    if _NOT_FOLLOWED.search(text) or weekdays_of(text, with_dates=False):
        return "it does not say on which days in full"
    marks = find_marks(text, today)
    if any(one.year is None and dated(one, today) is None for one in marks):
        return "it does not say of which year"
    return None


def weekday_slip(text: str, today: date) -> str | None:
    """What is wrong with a date whose weekday is another's, in words, if so."""
    for one in find_marks(in_order(plainly(text)), today):
        if one.weekday is None or dated(one, today) is not None:
            continue
        try:
            day = date(one.year or today.year, one.month, one.day)
        except ValueError:
            continue
        if one.year is not None:
            return f"{day.day} {day:%B %Y} is a {day:%A}"
        named = f"{date(2026, 6, 1 + one.weekday):%A}"
        return f"{day.day} {day:%B} is no {named} in any year near this one"
    return None


def _without(text: str, marks: Sequence[Mark]) -> str:
    for one in reversed(marks):
        text = f"{text[: one.start]} | {text[one.end :]}"
    return text


def _first(hours: Sequence[Hours]) -> Hours:
    return hours[0] if hours else (None, None)


def _on(day: date, hours: Sequence[Hours]) -> Written:
    opens, closes = _first(hours)
    return Written(first=day, opens=opens, closes=closes)


def _of_list(
    text: str, marks: Sequence[Mark], hours: Sequence[Hours], today: date
) -> Written | None:
    """The next of several dates; two with "between" before them are a range."""
    if len(marks) == 2 and _BETWEEN.search(text[: marks[0].start]):  # noqa: PLR2004
        return _of_days(text, marks, _first(hours), today)
    days = [dated(one, today) for one in marks]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None
    first = next((day for day in sorted(known) if day >= today), max(known))
    # Hours that differ from date to date are those of the first.
    ours = len(set(hours)) == 1 or first == known[0]
    return _on(first, hours if ours else ())


def _of_days(
    text: str, marks: Sequence[Mark], hours: Hours, today: date
) -> Written | None:
    first, last = dated(marks[0], today), None
    if first is None:
        return None
    opens, closes = hours
    before = text[: marks[0].start]
    if len(marks) > 1:
        gap = text[marks[0].end : marks[1].start]
        if _JOINS.match(gap) or (_BETWEEN.search(before) and _AND.match(gap)):
            last = dated(marks[1], max(today, first))
            if last is None or last < first:
                return None
    elif _UNTIL.search(before):
        return Written(first=None, last=first, closes=closes or opens)
    return Written(first=first, last=last, opens=opens, closes=closes)
