"""Wall clocks to moments."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def at(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which a clock on the wall in that zone shows this.

    A time that happens twice (clocks go back) is its first occurrence; one that
    never happens (clocks go forward) is read with the offset before the change, so
    01:30 is 02:30 summer time (RFC 5545, 3.3.5).
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at the start of a day."""
    return at(datetime.combine(day, time.min), zone)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in that zone ever show this."""
    return at(wall, zone).replace(tzinfo=None, fold=0) == wall.replace(fold=0)
