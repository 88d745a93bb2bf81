"""Dates written for machines: ISO 8601, RFC 822 and what feeds make of them."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import mktime_tz, parsedate_tz
from zoneinfo import ZoneInfo

from aggregator.model.facts import Moment
from aggregator.read.zones import at

_ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})\Z")
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{8})[Tt ]\s?(\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\[[\w/+-]+\])?\Z"
)
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{2,4},?\s+"
    r"(\d{1,2}:\d{2}(?::\d{2})?)"
    # "pm" is no time zone.
    r"(?:\s+(?!(?:[ap]\.?m|hrs?|hours?)\b)(\S+))?(?:\s+\(.*\))?\Z",
    re.IGNORECASE,
)
# What nearly every feed writes, read without looking further.
_PLAIN_RFC_822 = re.compile(
    r"[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) "
    r"(?:([+-])(\d{2})(\d{2})|GMT|UTC|UT|Z)\Z"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
        ],
        start=1,
    )
}
# RFC 822 knows American zones only; British systems write these.
_OFFSETS = {"BST": "+0100", "IST": "+0100", "CET": "+0100", "CEST": "+0200"}
# An hour and its minutes; and no zone is further from Greenwich.
_HOUR, _FURTHEST = 5, 14
_FIRST_YEAR, _LAST_YEAR = 1970, 2100


def read_machine_date(text: str, zone: ZoneInfo) -> Moment | None:
    """A moment in `zone`, or a day where no time is given; `None` if neither."""
    text = text.strip()
    if found := _PLAIN_RFC_822.match(text):
        return _plain_rfc_822(found, zone)
    if found := _ISO_DAY.match(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _ISO_TIME.match(text):
        return _iso(found, zone)
    if found := _RFC_822.match(text):
        return _rfc_822(text, found, zone)
    return None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _iso(found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    day, clock, offset = found.groups()
    if offset and _is_an_hour(found[0], clock, offset):
        return None
    if offset in {"Z", "z", "UTC", "GMT"}:
        offset = "+00:00"
    clock = clock.replace(",", ".")
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}".replace(" ", ""))
        if offset:
            sign, digits = offset[0], offset[1:].replace(":", "").ljust(4, "0")
            moment = datetime.strptime(
                f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}"
                f"{sign}{digits}",
                "%Y-%m-%dT%H:%M:%S.%f%z",
            )
        return _in_range(moment, zone)
    except (ValueError, OverflowError):
        return None


def _is_an_hour(text: str, clock: str, offset: str) -> bool:
    """Whether the "-16:00" of "2026-12-05 14:00-16:00" is no zone, but an hour."""
    until = offset.startswith("-") and "T" not in text.upper() and len(clock) <= _HOUR
    return until or int(offset[1:3] if offset[1:3].isdigit() else 0) > _FURTHEST


def _plain_rfc_822(found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    try:
        moment = datetime(
            int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        if sign is not None:
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            moment = moment + offset if sign == "-" else moment - offset
        return _in_range(moment, zone)
    except (ValueError, OverflowError):
        return None


def _rfc_822(text: str, found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    named = found[2]
    if named and named.upper() in _OFFSETS:
        text = text.replace(named, _OFFSETS[named.upper()])
    parts = parsedate_tz(text)
    if parts is None:
        return None
    try:
        if parts[9] is None or not named:
            return _in_range(datetime(*parts[:6]), zone)  # noqa: DTZ001 - zone next
        return _in_range(datetime.fromtimestamp(mktime_tz(parts), UTC), zone)
    except (ValueError, OverflowError, OSError):
        return None


def _in_range(moment: datetime, zone: ZoneInfo) -> datetime | None:
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    # Nobody means fractions of a second.
    moment = moment.replace(microsecond=0) if moment.microsecond else moment
    if moment.tzinfo is None:
        return at(moment, zone)
    return moment.astimezone(zone)
