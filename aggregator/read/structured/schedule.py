"""schema.org's Schedule (https://schema.org/Schedule) opened into its times.

It is written as the rule of a calendar and opened by the same reader, so that the
same bounds hold for it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import icalendar

from aggregator.read.calendar_values import value_of
from aggregator.read.clean import plain
from aggregator.read.dates import Span, read_moment
from aggregator.read.material import Material
from aggregator.read.recurrence import BEHIND, Opened, open_series
from aggregator.read.structured.thing import Thing, short_name
from aggregator.read.zone_names import zone_named
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
_ORDINAL = re.compile(r"\A([+-]?[1-5])([a-z]{2})\Z")
_LENGTH = re.compile(r"\APT(?:(\d{1,2})H)?(?:(\d{1,4})M)?(?:\d+S)?\Z")
_CLOCK = re.compile(r"\A(?:\d{4}-\d\d-\d\dT)?(\d\d):(\d\d)")
_MOST = 400


class _UnreadableError(Exception):
    """A schedule says how it recurs in words that we do not know."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The first day of a schedule, its hours, and the zone they are meant in."""

    day: date
    opens: time | None
    lasts: timedelta | None
    zone: ZoneInfo
    shown: ZoneInfo

    def at(self, day: date) -> Span:
        """The span of one of its days."""
        if self.opens is None:
            return Span(starts=day)
        wall = datetime.combine(day, self.opens)
        starts = at(wall, self.zone).astimezone(self.shown)
        if self.lasts is None:
            return Span(starts=starts)
        return Span(
            starts=starts, ends=at(wall + self.lasts, self.zone).astimezone(self.shown)
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
    fault = None
    try:
        rule = _rule(schedule, material)
    except _UnreadableError:
        rule, fault = None, "its schedule cannot be followed"
    if first is None and rule is not None and _needs_no_start(rule):
        # A rule that counts from no day has its next times all the same.
        first = material.now.astimezone(material.zone).date()
    if first is None:
        return []
    frame = _frame(first, schedule, event, material)
    if rule is not None:
        last = rule.get("UNTIL")
        if isinstance(last, date) and first <= last < (material.now - BEHIND).date():
            # What is over is an event of the day on which it ended.
            return [frame.at(last)]
        series = _series(_near(first, rule, material), rule)
        opened = open_series([series], material.now)
        fault = opened.refused
        if fault is None:
            excepted = islice(schedule.texts("exceptDate"), _MOST)
            left_out = {_day(one, material) for one in excepted}
            return _times(frame, rule, opened, left_out)
    if fault is not None:
        named = plain(event.text("name"), longest=80)
        material.problem(f"Of “{named}” only the first date was read: {fault}.")
    return [frame.at(first)]


def _times(
    frame: _Frame,
    rule: dict[str, object],
    opened: Opened,
    left_out: Collection[date | None],
) -> list[Span]:
    days = (value_of(one, "DTSTART") for one in opened.instances)
    found = [
        frame.at(day)
        for day in days
        if isinstance(day, date) and day not in left_out and _fits(day, rule)
    ]
    return found or [frame.at(frame.day)]


def _frame(first: date, schedule: Thing, event: Thing, material: Material) -> _Frame:
    opens, shuts = (_clock(schedule.text(one)) for one in ("startTime", "endTime"))
    lasts = _length(schedule.text("duration") or event.text("duration"))
    if opens is not None and shuts is not None:
        day = datetime.combine(first, opens)
        lasts = datetime.combine(first, shuts) - day
        if lasts <= timedelta(0):
            lasts += timedelta(days=1)
    zone = zone_named(schedule.text("scheduleTimezone")) or material.zone
    return _Frame(first, opens, lasts, zone, material.zone)


def _length(written: str | None) -> timedelta | None:
    found = _LENGTH.match(written or "")
    if found is None:
        return None
    length = timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))
    return length or None


def _needs_no_start(rule: dict[str, object]) -> bool:
    told = rule["FREQ"] == "DAILY" or "BYDAY" in rule or "BYMONTHDAY" in rule
    return told and rule["INTERVAL"] == 1 and "COUNT" not in rule


def _near(first: date, rule: dict[str, object], material: Material) -> date:
    """A later first day of the same rule, so that nobody steps through the years."""
    days = {"DAILY": 1, "WEEKLY": 7}.get(str(rule["FREQ"]))
    if days is None or "COUNT" in rule:
        return first
    step = days * int(str(rule["INTERVAL"]))
    past = (material.now.date() - BEHIND - timedelta(days=7) - first).days
    return first + timedelta(days=max(0, past // step) * step)


def _series(first: date, rule: dict[str, object]) -> icalendar.Event:
    # Days alone: the hours are those of the clock on the wall, whenever it is.
    series = icalendar.Event()
    series.add("UID", "schedule")
    series.add("DTSTART", first)
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
        rule["BYDAY"] = [day if day[:-2] else f"{week or ''}{day}" for day in days]
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
    name = short_name(written).lower()
    # "2MO", as iCalendar writes it, is the second Monday.
    nth = _ORDINAL.match(name)
    day = _DAYS.get(nth[2] if nth else name)
    if day is None:
        raise _UnreadableError
    return f"{nth[1]}{day}" if nth else day


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
        if week.strip("+").isdigit() and int(week) != (day.day + 6) // 7:
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
