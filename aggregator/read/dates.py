"""Dates to moments, whichever way they are written; unknown stays unknown."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.facts import Moment
from aggregator.read.date_marks import year_of
from aggregator.read.machine_dates import read_machine_date
from aggregator.read.written_dates import Written, read_written_dates
from aggregator.read.zones import at, start_of

_CLOCK_DIRECTIVES = re.compile(r"%-?[HIMpXcTRsS]")
_YEAR_DIRECTIVES = re.compile(r"%-?[YyGcxDF]")
_DAY_ENDS = time(23, 59)
_YEAR = re.compile(r"\s*(\d{4})-\d\d-\d\d")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When something starts and ends, as far as it is known."""

    starts: Moment | None = None
    ends: Moment | None = None


def read_moment(
    text: str | None, zone: ZoneInfo, now: datetime, *, date_format: str | None = None
) -> Moment | None:
    """The one moment (of a span its start, of a mere "until" its end) of a text."""
    span = read_span(text, zone, now, date_format=date_format)
    return span.starts or span.ends


def read_span(
    text: str | None, zone: ZoneInfo, now: datetime, *, date_format: str | None = None
) -> Span:
    """The start and end that a text names.

    `date_format` is what `strptime` knows; where it does not fit, the text is read
    as if it had not been given.
    """
    if text is None or not text.strip() or _out_of_time(text):
        return Span()
    try:
        return _read(" ".join(text.split()), zone, now, date_format)
    except OverflowError:
        # The last day of the calendar, in a zone where it is later: no date of ours.
        return Span()


def _out_of_time(text: str) -> bool:
    """Whether it begins with a year that systems write for "never" or "always"."""
    year = _YEAR.match(text)
    return year is not None and not _FIRST_YEAR <= int(year[1]) <= _LAST_YEAR


def _read(text: str, zone: ZoneInfo, now: datetime, date_format: str | None) -> Span:
    if date_format and (found := _formatted(text, zone, now, date_format)):
        return Span(starts=found)
    if machine := read_machine_date(text, zone):
        return Span(starts=machine)
    written = read_written_dates(text, now.astimezone(zone).date())
    return _placed(written, zone) if written else Span()


def read_instant(text: str | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A moment for what needs one; of a day, its midnight."""
    moment = read_moment(text, zone, now)
    if moment is None or isinstance(moment, datetime):
        return moment
    return start_of(moment, zone)


def whole_days(span: Span) -> Span:
    """The span as facts keep it.

    Midnight to 23:59, or to the next midnight, is how systems without whole days
    write one. Starts and ends are both days or both times, and none ends before it
    starts.
    """
    starts, ends = span.starts, span.ends
    if starts is None or ends is None:
        return Span(starts=starts)
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        if starts.time() == time.min and ends > starts:
            if ends.time().replace(second=0, microsecond=0) == _DAY_ENDS:
                return _days(starts.date(), ends.date())
            if ends.time() == time.min:
                last = ends.date() - timedelta(days=1)
                return _days(starts.date(), last)
        return Span(starts=starts, ends=ends if ends > starts else None)
    if isinstance(starts, datetime) and _day(ends) <= starts.date():
        return Span(starts=starts)
    return _days(_day(starts), _day(ends))


def _days(first: date, last: date) -> Span:
    # One whole day has no end to speak of.
    return Span(starts=first, ends=last if last > first else None)


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _placed(written: Written, zone: ZoneInfo) -> Span:
    first, last = written.first, written.last
    if first is None:
        return Span(ends=_at(last, written.closes, zone))
    if written.opens is None:
        return Span(starts=first, ends=last)
    starts = at(datetime.combine(first, written.opens), zone)
    if written.closes is None:
        return Span(starts=starts, ends=last if last and last != first else None)
    ends = at(datetime.combine(last or first, written.closes), zone)
    if ends <= starts and last is None:
        # A dance until 1am ends on the next day.
        following = datetime.combine(first + timedelta(days=1), written.closes)
        ends = at(following, zone)
    return Span(starts=starts, ends=ends)


def _at(day: date | None, clock: time | None, zone: ZoneInfo) -> Moment | None:
    if day is None or clock is None:
        return day
    return at(datetime.combine(day, clock), zone)


def _formatted(
    text: str, zone: ZoneInfo, now: datetime, date_format: str
) -> Moment | None:
    has_year = bool(_YEAR_DIRECTIVES.search(date_format))
    try:
        # A leap year, so that 29 February is a date until its year is known.
        wall = (
            datetime.strptime(text, date_format)  # noqa: DTZ007 - the zone is next
            if has_year
            else datetime.strptime(f"2000 {text}", f"%Y {date_format}")  # noqa: DTZ007
        )
    except (ValueError, re.error):
        return None
    if not has_year:
        year = year_of(wall.month, wall.day, None, now.astimezone(zone).date())
        if year is None:
            return None
        wall = wall.replace(year=year)
    if not _CLOCK_DIRECTIVES.search(date_format):
        return wall.date()
    return at(wall, zone)
