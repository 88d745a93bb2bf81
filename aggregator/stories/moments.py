"""Moments compared: instants, local days, times of day."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from aggregator.model.facts import Facts, Moment

# Items from files may not name their zone; the councils this is for have this one.
DEFAULT_ZONE = "Europe/London"


@lru_cache(maxsize=64)
def zone_of(name: str | None) -> ZoneInfo:
    """The zone of that IANA name, the default where it is absent or unknown."""
    try:
        return ZoneInfo(name or DEFAULT_ZONE)
    except (ValueError, OSError, LookupError):
        return ZoneInfo(DEFAULT_ZONE)


def local(moment: datetime, facts: Facts) -> datetime:
    """The moment as the clocks of the place show it."""
    return moment.astimezone(zone_of(facts.timezone))


def day_of(moment: Moment, facts: Facts) -> date:
    """The local day of a moment."""
    if isinstance(moment, datetime):
        return local(moment, facts).date()
    return moment


def clock_of(moment: Moment, facts: Facts) -> time | None:
    """The local time of day, `None` for a whole day."""
    return local(moment, facts).time() if isinstance(moment, datetime) else None


def instant(moment: Moment, facts: Facts) -> datetime:
    """When a moment begins: a whole day at its local midnight."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time(), zone_of(facts.timezone)).astimezone(UTC)


def end_of_day(moment: date, facts: Facts) -> datetime:
    """The first instant after a local day."""
    after = moment + timedelta(days=1)
    return datetime.combine(after, time(), zone_of(facts.timezone)).astimezone(UTC)
