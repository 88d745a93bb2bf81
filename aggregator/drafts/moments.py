"""Dates and times as a person would write them, in English and in Welsh.

The form is GOV.UK's: "10:30am", "12 noon", "Sat 5 Dec" (style guide, "Dates" and
"Times", read 2026-11). A draft waits in a queue, so absolute dates are the rule.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aggregator.model.facts import Moment

WELSH = "cy"
# "Sat 10 Jul" half a year before could be any July.
_FAR = timedelta(days=180)
_WEEK = 7
_NOON = 12
# A concert that ends at one in the morning is still that evening's.
_SMALL_HOURS = 5


@dataclass(frozen=True, slots=True)
class _Words:
    days: tuple[str, ...]
    full_days: tuple[str, ...]
    months: tuple[str, ...]
    morning: str
    afternoon: str
    noon: str
    to: str
    until: str
    at: str
    today: str
    tomorrow: str
    this: str


_ENGLISH = _Words(
    days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    full_days=(
        *("Monday", "Tuesday", "Wednesday", "Thursday"),
        *("Friday", "Saturday", "Sunday"),
    ),
    months=(
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    morning="am",
    afternoon="pm",
    noon="12 noon",
    to="to",
    until="Until",
    at="at",
    today="today",
    tomorrow="tomorrow",
    this="this {}",
)
_CYMRAEG = _Words(
    days=("Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"),
    full_days=("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"),
    months=(
        *("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh"),
        *("Gorff", "Awst", "Medi", "Hyd", "Tach", "Rhag"),
    ),
    morning="yb",
    afternoon="yp",
    noon="12 canol dydd",
    to="i",
    until="Tan",
    at="am",
    today="heddiw",
    tomorrow="yfory",
    this="dydd {} yma",
)
_LANGUAGES = MappingProxyType({"en": _ENGLISH, WELSH: _CYMRAEG})


@dataclass(frozen=True, slots=True)
class Span:
    """When something is, ready to be written; printed, it is the absolute form."""

    starts: Moment
    ends: Moment | None
    today: date
    language: str = "en"

    def __str__(self) -> str:
        return written(self)


def span(
    starts: Moment, ends: Moment | None, zone: ZoneInfo, now: datetime, language: str
) -> Span:
    """The span in the story's own time zone."""
    today = now.astimezone(zone).date()
    last = None if ends is None else _local(ends, zone)
    return Span(_local(starts, zone), last, today, language)


def written(span: Span) -> str:
    """Such as "Sat 5 Dec, 10:30am-12 noon" or "Until Sun 6 Dec"."""
    words = _words(span.language)
    first, last = days_of(span)
    if first == last:
        return f"{_day(first, span, words)}{_hours(span, words, ', ')}"
    if first < span.today <= last:
        return f"{words.until} {_day(last, span, words)}"
    if (first.month, first.year) == (last.month, last.year):
        start = f"{words.days[first.weekday()]} {first.day}"
    else:
        start = _day(first, span, words)
    return f"{start} {words.to} {_day(last, span, words)}"


def relative(span: Span) -> str:
    """Such as "tomorrow at 10am" or "this Saturday", while that is true today."""
    words = _words(span.language)
    first, last = days_of(span)
    away = (first - span.today).days
    if first != last or not 0 <= away < _WEEK:
        return written(span)
    if away > 1:
        near = words.this.format(words.full_days[first.weekday()])
    else:
        near = words.tomorrow if away else words.today
    return f"{near}{_hours(span, words, f' {words.at} ')}"


def day(span: Span) -> str:
    """The first day alone: "Sat 5 Dec"."""
    return _day(days_of(span)[0], span, _words(span.language))


def hours(span: Span) -> str:
    """The time of day alone: "10:30am", or nothing where it is not known."""
    return _hours(span, _words(span.language), "")


def days_of(span: Span) -> tuple[date, date]:
    """The first and the last day; an end in the small hours is of the day before."""
    first, last = _date(span.starts), _date(span.ends or span.starts)
    if isinstance(span.ends, datetime) and last > first:
        ends_by_night = span.ends.hour < _SMALL_HOURS
        if ends_by_night and (last - first).days >= 1:
            last -= timedelta(days=1)
    return first, max(first, last)


def has_time(span: Span) -> bool:
    """Whether the hour is known; midnight is how sources say that it is not."""
    return isinstance(span.starts, datetime) and bool(
        span.starts.hour or span.starts.minute
    )


def _words(language: str) -> _Words:
    return _LANGUAGES.get(language[:2], _ENGLISH)


def _local(moment: Moment, zone: ZoneInfo) -> Moment:
    return moment.astimezone(zone) if isinstance(moment, datetime) else moment


def _date(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _day(moment: date, span: Span, words: _Words) -> str:
    text = (
        f"{words.days[moment.weekday()]} {moment.day} {words.months[moment.month - 1]}"
    )
    far = abs(moment - span.today) > _FAR
    return f"{text} {moment.year}" if far else text


def _hours(span: Span, words: _Words, before: str) -> str:
    if not has_time(span):
        return ""
    assert isinstance(span.starts, datetime)
    text = before + _clock(span.starts, words)
    if isinstance(span.ends, datetime) and span.ends > span.starts:
        text += f"-{_clock(span.ends, words)}"
    return text


def _clock(moment: datetime, words: _Words) -> str:
    if (moment.hour, moment.minute) == (_NOON, 0):
        return words.noon
    hour = moment.hour % _NOON or _NOON
    half = words.morning if moment.hour < _NOON else words.afternoon
    minute = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minute}{half}"
