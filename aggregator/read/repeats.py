"""What happens again and again, by weekday: the next time, where the rule is told."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from aggregator.read.date_marks import WEEKDAYS, Mark, dated

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
_NAMED = rf"\b{_DAY}[a-z]*\b"
_MANY = r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"
_AND = r"\s*(?:,\s*(?:and\s+)?|and|&|\+)\s*"
_DATED = (
    r"(?!\s+\d{1,2}(?:st|nd|rd|th)?\s+"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
_REPEATS = re.compile(
    rf"\b(?:every|each|weekly\s+on)\s+{_NAMED}(?:{_AND}{_NAMED})*{_DATED}"
    rf"|{_MANY}(?:{_AND}{_NAMED})*{_DATED}|{_MANY}"
)
_FROM_TO = re.compile(
    rf"\b(?P<first>{_DAY})[a-z]*\s*(?:[-\u2013]|to|through)\s*(?P<last>{_DAY})[a-z]*\b"
)
_NTH = re.compile(
    r"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+"
    rf"(?P<weekday>{_DAY})[a-z]*\s+(?:of|in)\s+(?:the|each|every|a)\s+month\b"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\b")
_UNTIL = re.compile(r"\b(?:until|till|to|ends?|ending)\b\s*\W*\Z")
_FROM = re.compile(r"\b(?:from|starting|starts?|beginning)\b\s*\W*\Z")


class UntoldError(Exception):
    """It recurs by a rule that the text does not tell in full."""


def weekdays_of(text: str, *, with_dates: bool) -> frozenset[int]:
    """The weekdays on which something happens each week; none if it does not.

    A row of weekdays beside dates ("Mon 30 Nov - Fri 4 Dec") is no rule.
    """
    found = {
        WEEKDAYS.index(name[:3])
        for group in _REPEATS.finditer(text)
        for name in re.findall(_DAY, group[0])
    }
    if not found and not with_dates and (row := _FROM_TO.search(text)):
        first, last = WEEKDAYS.index(row["first"]), WEEKDAYS.index(row["last"])
        return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset(found)


def next_weekly(
    text: str, weekdays: frozenset[int], marks: Sequence[Mark], today: date
) -> date | None:
    """The next time of something weekly, never after the day it stops."""
    earliest, latest = today, None
    for one in marks:
        day = dated(one, today)
        before = text[: one.start]
        if day is None:
            return None
        if _UNTIL.search(before) or (len(marks) > 1 and one is marks[-1]):
            latest = day
        elif _FROM.search(before) or one is marks[0]:
            earliest = max(today, day)
    week = [earliest + timedelta(days=n) for n in range(7)]
    first = next(day for day in week if day.weekday() in weekdays)
    if latest is not None and first > latest:
        # It is over: its last time is the one to know.
        past = [latest - timedelta(days=n) for n in range(7)]
        first = next(day for day in past if day.weekday() in weekdays)
    return first


def next_monthly(text: str, today: date) -> date | None:
    """The next "first Monday of the month"; `None` where no such rule is told.

    Raises:
        UntoldError: there is more than one rule.
    """
    rule = _NTH.search(text)
    if rule is None:
        return None
    if len(_ORDINAL.findall(text)) > 1:
        raise UntoldError
    nth = _ORDINALS.get(rule["nth"]) or int(rule["nth"][0])
    weekday = WEEKDAYS.index(rule["weekday"])
    for months in (0, 1):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        days = [
            day
            for day in calendar.Calendar().itermonthdates(year, month + 1)
            if day.month == month + 1 and day.weekday() == weekday
        ]
        found = days[nth - 1] if nth > 0 else days[-1]
        if found >= today:
            return found
    return None
