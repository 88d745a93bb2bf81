"""schema.org's Schedule (https://schema.org/Schedule) opened into its times.

It is written as the rule of a calendar and opened by the same reader, so that the
same bounds hold for it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import icalendar

from aggregator.read.calendar_values import value_of
from aggregator.read.dates import Span, read_moment
from aggregator.read.material import Material
from aggregator.read.recurrence import open_series
from aggregator.read.structured.thing import Thing, short_name
from aggregator.read.zones import at

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {
    **dict(zip(_NAMES, _WEEKDAYS, strict=True)),
    **{day.lower(): day for day in _WEEKDAYS},
}
_WORDS = {
    "daily": ("DAILY", 1),
    "weekly": ("WEEKLY", 1),
    "biweekly": ("WEEKLY", 2),
    "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1),
    "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1),
}
_UNITS = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_DURATION = re.compile(r"\AP(\d{1,3})([DWMY])\Z")
_CLOCK = re.compile(r"\A(?:\d{4}-\d\d-\d\dT)?(\d\d):(\d\d)")
_MOST = 400


class _UnreadableError(Exception):
    """A schedule says how it recurs in words that we do not know."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The first day of a schedule and its hours."""

    day: date
    opens: time | None
    shuts: time | None

    def at(self, day: date, material: Material) -> Span:
        """The span of one of its days."""
        if self.opens is None:
            return Span(starts=day)
        starts = at(datetime.combine(day, self.opens), material.zone)
        if self.shuts is None:
            return Span(starts=starts)
        last = day if self.shuts > self.opens else day + timedelta(days=1)
        return Span(
            starts=starts, ends=at(datetime.combine(last, self.shuts), material.zone)
        )


def spans_of(event: Thing, material: Material) -> tuple[Span, ...]:
    """The times of an event's schedules, in their order; none if it has none."""
    found: dict[object, Span] = {}
    for schedule in event.things("eventSchedule"):
        for span in _spans(schedule, event, material):
            found.setdefault(span.starts, span)
    return tuple(sorted(found.values(), key=lambda one: str(one.starts)))[:_MOST]


def _spans(schedule: Thing, event: Thing, material: Material) -> list[Span]:
    first = _day(schedule.text("startDate") or event.text("startDate"), material)
    if first is None:
        return []
    frame = _Frame(
        first, _clock(schedule.text("startTime")), _clock(schedule.text("endTime"))
    )
    try:
        rule = _rule(schedule, material)
    except _UnreadableError:
        return [_only_first(frame, event, material, "its schedule cannot be followed")]
    if rule is None:
        return [frame.at(first, material)]
    opened = open_series([_series(frame, rule)], material.now)
    if opened.refused:
        return [_only_first(frame, event, material, opened.refused)]
    left_out = {_day(one, material) for one in schedule.texts("exceptDate")}
    days = (value_of(one, "DTSTART") for one in opened.instances)
    return [
        frame.at(day, material)
        for day in days
        if isinstance(day, date) and day not in left_out and _fits(day, rule)
    ]


def _only_first(frame: _Frame, event: Thing, material: Material, why: str) -> Span:
    material.problem(f"Of “{event.text('name')}” only the first date was read: {why}.")
    return frame.at(frame.day, material)


def _series(frame: _Frame, rule: dict[str, object]) -> icalendar.Event:
    # Days alone: the hours are those of the clock on the wall, whenever it is.
    series = icalendar.Event()
    series.add("UID", "schedule")
    series.add("DTSTART", frame.day)
    series.add("RRULE", rule)
    return series


def _rule(schedule: Thing, material: Material) -> dict[str, object] | None:
    """How it recurs, as iCalendar says it; `None` of what happens once."""
    days = [_weekday(one) for one in schedule.texts("byDay")]
    frequency = _frequency(schedule.text("repeatFrequency"), recurs=bool(days))
    if frequency is None:
        return None
    rule: dict[str, object] = {"FREQ": frequency[0], "INTERVAL": frequency[1]}
    week = schedule.text("byMonthWeek")
    if days:
        rule["BYDAY"] = [f"{week or ''}{day}" for day in days]
    for name, part in (("byMonthDay", "BYMONTHDAY"), ("byMonth", "BYMONTH")):
        if numbers := [_number(one) for one in schedule.texts(name)]:
            rule[part] = numbers
    if (count := schedule.text("repeatCount")) is not None:
        rule["COUNT"] = _number(count)
    if last := _day(schedule.text("endDate"), material):
        rule["UNTIL"] = last
        # A rule has one end or the other; the day is the harder fact.
        rule.pop("COUNT", None)
    return rule


def _frequency(written: str | None, *, recurs: bool) -> tuple[str, int] | None:
    if not written:
        return ("WEEKLY", 1) if recurs else None
    word = short_name(written)
    if found := _DURATION.match(word.upper()):
        number = int(found[1])
        return (_UNITS[found[2]], number) if number else None
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    raise _UnreadableError


def _weekday(written: str) -> str:
    day = _DAYS.get(short_name(written).lower())
    if day is None:
        raise _UnreadableError
    return day


def _number(written: str) -> int:
    if not re.fullmatch(r"-?\d{1,3}", written.strip()):
        raise _UnreadableError
    return int(written)


def _fits(day: date, rule: dict[str, object]) -> bool:
    """Whether a day is the rule's own: the first may only be where it begins."""
    weekdays, numbers = rule.get("BYDAY"), rule.get("BYMONTHDAY")
    if isinstance(weekdays, list):
        named = {str(one)[-2:]: str(one)[:-2] for one in weekdays}
        week = named.get(_WEEKDAYS[day.weekday()])
        if week is None:
            return False
        if week and int(week) > 0 and int(week) != (day.day + 6) // 7:
            return False
    return not isinstance(numbers, list) or min(numbers) < 0 or day.day in numbers


def _day(written: str | None, material: Material) -> date | None:
    moment = read_moment(written, material.zone, material.now)
    return moment.date() if isinstance(moment, datetime) else moment


def _clock(written: str | None) -> time | None:
    found = _CLOCK.match((written or "").strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        return None
