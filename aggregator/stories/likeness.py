"""How alike two items are: titles, places, moments."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from aggregator.model.facts import Facts, Moment
from aggregator.stories.thresholds import EMPLOYER, VENUE
from aggregator.stories.wording import plain

_NUMBERS = re.compile(r"\d+")
# Words of which one side having one and the other another means two things.
_OPPOSED = (
    {"full", "part", "casual", "relief", "temporary", "permanent"},
    {"morning", "afternoon", "evening", "lunchtime"},
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
    {"beginners", "beginner", "intermediate", "advanced", "improvers"},
    {"adults", "adult", "children", "childrens", "teens", "teen", "toddlers", "babies"},
    {"senior", "junior", "assistant", "manager", "apprentice", "deputy", "head"},
)


def titles(one: str, other: str) -> float:
    """How alike two titles are, word order and additions forgiven."""
    left, right = plain(one), plain(other)
    if left == right:
        return 100.0
    short, long = sorted((left, right), key=len)
    alike = fuzz.token_sort_ratio(left, right)
    # One word is in many titles; only a longer phrase may be a part of the other.
    if len(short.split()) > 1 and len(short) * 4 >= len(long):
        alike = max(alike, fuzz.token_set_ratio(left, right))
    return alike


def opposed(one: str, other: str) -> bool:
    """Whether two titles say that they are about different things."""
    left, right = set(plain(one).split()), set(plain(other).split())
    for words in _OPPOSED:
        here, there = left & words, right & words
        if here and there and not here & there:
            return True
    numbers = set(_NUMBERS.findall(one)), set(_NUMBERS.findall(other))
    return bool(numbers[0]) and bool(numbers[1]) and numbers[0].isdisjoint(numbers[1])


def texts(one: str | None, other: str | None) -> float:
    """How alike two summaries are; 0 where one is missing."""
    if not one or not other:
        return 0.0
    return fuzz.token_set_ratio(plain(one)[:600], plain(other)[:600])


def same_venue(one: Facts, other: Facts) -> bool | None:
    """Whether two venues are one; `None` where one side does not say."""
    if not one.venue or not other.venue:
        return None
    left, right = plain(one.venue), plain(other.venue)
    return left == right or fuzz.token_set_ratio(left, right) >= VENUE


def same_employer(one: Facts, other: Facts) -> bool | None:
    """Whether two employers are one; `None` where one side does not say."""
    if not one.employer or not other.employer:
        return None
    return fuzz.token_set_ratio(plain(one.employer), plain(other.employer)) >= EMPLOYER


def local_day(moment: Moment, timezone: str | None) -> date:
    """The day on the wall of the place where it happens."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(timezone or "Europe/London")).date()
    return moment


def same_start(one: Facts, other: Facts) -> bool:
    """The same instant, to the minute."""
    return (
        isinstance(one.starts, datetime)
        and isinstance(other.starts, datetime)
        and abs((one.starts - other.starts).total_seconds()) < 60  # noqa: PLR2004
    )


def same_day(one: Facts, other: Facts) -> bool:
    """The same day, where at least one side knows no time of day."""
    if one.starts is None or other.starts is None:
        return False
    if isinstance(one.starts, datetime) and isinstance(other.starts, datetime):
        return False
    return local_day(one.starts, one.timezone) == local_day(
        other.starts, other.timezone
    )
