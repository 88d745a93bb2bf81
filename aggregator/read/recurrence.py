"""Recurring calendar events opened into their instances, within bounds.

A rule is judged before it is followed: `FREQ=SECONDLY` never ends, and a rule that
can match nothing (30 February) is searched for until the year 9999.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events
from icalendar.prop import vBroken

from aggregator.read.calendar_values import value_of

BEHIND, AHEAD = timedelta(days=1), timedelta(days=180)
MOST_INSTANCES = 400
# What is on more often than four times a day is no event: its next times will do.
_OFTEN, _MOST_OF_OFTEN = 4 * 180, 48
# Steps that a rule may need from its start to the end of the window.
_MOST_STEPS = 100_000
_STEP_DAYS = {"HOURLY": 1 / 24, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_TIMES_A_DAY = 24
# Making an instance costs as much as looking at so many days.
_STEPS_AN_INSTANCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The instances of one series; `refused` says why there are none."""

    instances: tuple[icalendar.Component, ...] = ()
    refused: str | None = None
    cut: bool = False


def open_series(events: Sequence[icalendar.Component], now: datetime) -> Opened:
    """The instances of one UID between yesterday and half a year ahead."""
    for event in events:
        if _is_broken(event):
            return Opened(refused="its rule cannot be read")
        for rule in _rules(event):
            if reason := refusal(rule, _day(event), now):
                return Opened(refused=reason)
    calendar = icalendar.Calendar()
    for event in events:
        if value_of(event, "DTSTART") is not None:
            calendar.add_component(event)
    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=False)
        found = query.between(now - BEHIND, now + AHEAD)
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return Opened(refused="its rule cannot be followed")
    found.sort(key=lambda one: str(value_of(one, "DTSTART")))
    most = MOST_INSTANCES if len(found) <= _OFTEN else _MOST_OF_OFTEN
    return Opened(instances=tuple(found[:most]), cut=len(found) > most)


def steps_of(events: Sequence[icalendar.Component], now: datetime) -> float:
    """About how many days or weeks their rules step through to reach the window.

    What is on several times a day counts for the instances that it makes.
    """
    steps = 0.0
    for event in events:
        starts = _day(event)
        for rule in _rules(event):
            freq = str(next(iter(_listed(rule, "FREQ")), "")).upper()
            if starts is not None and freq in _STEP_DAYS:
                days = ((now + AHEAD).date() - starts).days
                steps += max(0, days) / _STEP_DAYS[freq]
                steps += _times_a_day(rule, freq) * AHEAD.days * _STEPS_AN_INSTANCE
    return steps


def refusal(rule: dict[str, Any], starts: date | None, now: datetime) -> str | None:
    """Why a rule is not followed, or `None` if it may be."""
    freq = str(next(iter(_listed(rule, "FREQ")), "")).upper()
    if freq not in _STEP_DAYS:
        return f"it recurs {freq.lower() or 'in no known way'}"
    times = _listed_times(rule)
    if times > _MOST_TIMES_A_DAY or (freq == "HOURLY" and times > 1):
        return "it recurs many times a day"
    interval = max(1, _number(rule, "INTERVAL", 1))
    if starts is not None:
        days = ((now + AHEAD).date() - starts).days
        if days / (_STEP_DAYS[freq] * interval) > _MOST_STEPS:
            return "it has recurred too often since it started"
    if starts is not None and any(_as_day(end) < starts for end in _ends(rule)):
        return "its rule ends before it starts"
    if not _can_match(rule, freq, interval, starts):
        return "no day ever matches its rule"
    return None


def _listed_times(rule: dict[str, Any]) -> int:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(_listed(rule, name)))
    return times


def _times_a_day(rule: dict[str, Any], freq: str) -> int:
    """Beyond the one that a step leads to."""
    times = _listed_times(rule) * (_MOST_TIMES_A_DAY if freq == "HOURLY" else 1)
    return times - 1


def _can_match(
    rule: dict[str, Any], freq: str, interval: int, starts: date | None
) -> bool:
    months = [int(month) for month in _listed(rule, "BYMONTH")] or list(range(1, 13))
    days = [abs(int(day)) for day in _listed(rule, "BYMONTHDAY")]
    lengths = [
        _MONTH_DAYS[month - 1] for month in months if 0 < month <= len(_MONTH_DAYS)
    ]
    if not lengths or (days and min(days) > max(lengths)):
        return False
    # Filters that a step of days or hours never meets are searched for for ever.
    if freq in {"HOURLY", "DAILY", "WEEKLY"}:
        odd = ("BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
        if any(_listed(rule, name) for name in odd):
            return False
    if freq == "DAILY" and interval > 1 and starts is not None:
        wanted = {str(day)[-2:].upper() for day in _listed(rule, "BYDAY")}
        reached = {_WEEK[(starts.weekday() + n * interval) % 7] for n in range(7)}
        return not wanted or bool(wanted & reached)
    return freq != "HOURLY" or not days


def _is_broken(event: icalendar.Component) -> bool:
    """Whether something of when it recurs is there and cannot be read."""
    found = (event.get(name) for name in ("RRULE", "RDATE", "EXDATE"))
    listed = (one if isinstance(one, list) else [one] for one in found)
    return any(isinstance(one, vBroken) for ones in listed for one in ones)


def _rules(event: icalendar.Component) -> list[dict[str, Any]]:
    found = event.get("RRULE")
    rules = found if isinstance(found, list) else [found]
    return [dict(rule) for rule in rules if isinstance(rule, dict)]


def _day(event: icalendar.Component) -> date | None:
    found = value_of(event, "DTSTART")
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _ends(rule: dict[str, Any]) -> list[date]:
    return [end for end in _listed(rule, "UNTIL") if isinstance(end, date)]


def _as_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _listed(rule: dict[str, Any], name: str) -> list[Any]:
    value = rule.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _number(rule: dict[str, Any], name: str, absent: int) -> int:
    values = _listed(rule, name)
    return int(values[0]) if values else absent
