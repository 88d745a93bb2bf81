"""Which story an item joins, and why; decides, never writes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from zoneinfo import ZoneInfo

from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories import likeness, thresholds
from aggregator.stories.address import comparable
from aggregator.stories.wording import plain, telling

NEW = "nothing like it was known"
_PAIRED = 5
_DAYS_A_WEEK = 7


def keys(item: Item) -> frozenset[str]:
    """What to look a story up by: items of one story nearly always share one."""
    words = telling(plain(item.title))
    found = {f"{item.kind} title {plain(item.title)}"}
    if item.url and (address := comparable(item.url)) and "/" in address:
        found.add(f"address {address}")
    if item.identifier:
        found.add(f"identifier {item.identifier}")
    if item.series:
        found.add(f"series {item.source} {item.series}")
    if item.starts is not None:
        day = likeness.local_day(item.starts, item.timezone)
        found.update(f"day {day} {word}" for word in words)
    else:
        pairs = combinations(sorted(words[:_PAIRED]), 2)
        found.update(f"{item.kind} {one} {other}" for one, other in pairs)
    return frozenset(found)


def place(item: Item, candidates: Sequence[Story]) -> Placement:
    """The first of the best reasons for a story, or a new one."""
    best: tuple[float, str, str] | None = None
    for story in candidates:
        for member in story.items:
            found = reason(item, member)
            if found and (best is None or found[0] > best[0]):
                best = (found[0], story.id, found[1])
    if best is None:
        return Placement(story=None, reason=NEW)
    return Placement(story=best[1], reason=best[2])


def reason(item: Item, other: Item) -> tuple[float, str] | None:
    """How sure it is that two items speak of one thing, and why; `None` if not."""
    if item.kind is not other.kind:
        return None
    if item.series and item.series == other.series and item.source == other.source:
        return 100.0, "another date of the same series"
    alike = likeness.titles(item.title, other.title)
    if likeness.opposed(item.title, other.title):
        return None
    if item.identifier and item.identifier == other.identifier and alike >= 40:  # noqa: PLR2004
        return 99.0, f"the same identifier, titles {alike:.0f}% alike"
    if _same_page(item, other) and alike >= thresholds.TITLE_SAME_ADDRESS:
        return 98.0, f"the same address, titles {alike:.0f}% alike"
    return _BY_KIND[item.kind](item, other, alike)


def _same_page(item: Item, other: Item) -> bool:
    if not item.url or not other.url:
        return False
    address = comparable(item.url)
    if address is None or address != comparable(other.url) or "/" not in address:
        return False
    if item.source == other.source:
        # Two entries of one document at one address are two things, unless they are
        # two dates of one.
        return _another_date(item, other, 0.0) is not None
    return not (item.starts and other.starts) or _near(item, other)


def _near(item: Item, other: Item) -> bool:
    return likeness.same_start(item, other) or likeness.same_day(item, other)


def _event(item: Item, other: Item, alike: float) -> tuple[float, str] | None:
    venue = likeness.same_venue(item, other)
    if venue is False or item.starts is None or other.starts is None:
        return None
    where = "start and venue" if venue else "start"
    if likeness.same_start(item, other):
        least = (
            thresholds.TITLE_SAME_START_AND_VENUE
            if venue
            else thresholds.TITLE_SAME_START
        )
        if alike >= least:
            return alike, f"the same {where}, titles {alike:.0f}% alike"
        return None
    if likeness.same_day(item, other) and alike >= thresholds.TITLE_SAME_DAY:
        return alike - 5, f"the same day, titles {alike:.0f}% alike"
    return _another_date(item, other, alike)


def _another_date(item: Item, other: Item, alike: float) -> tuple[float, str] | None:
    """Two dates of a weekly event: the same words, place and time of day."""
    if not isinstance(item.starts, datetime) or not isinstance(other.starts, datetime):
        return None
    if plain(item.title) != plain(other.title) and alike < thresholds.TITLE_RECURRING:
        return None
    if plain(item.venue or "") != plain(other.venue or ""):
        return None
    zone = ZoneInfo(item.timezone or "Europe/London")
    here, there = item.starts.astimezone(zone), other.starts.astimezone(zone)
    days = abs((here.date() - there.date()).days)
    if here.time() != there.time() or not 0 < days <= thresholds.SERIES_DAYS:
        return None
    if days % _DAYS_A_WEEK:
        return None
    return 90.0, "the same title, venue and time of day in another week"


def _job(item: Item, other: Item, alike: float) -> tuple[float, str] | None:
    if alike < thresholds.TITLE_JOB or likeness.same_employer(item, other) is False:
        return None
    if likeness.same_venue(item, other) is False:
        return None
    if item.source == other.source and item.url != other.url:
        return None
    if item.closes and other.closes:
        here = likeness.local_day(item.closes, item.timezone)
        if here != likeness.local_day(other.closes, other.timezone):
            return None
        return alike, f"the same closing date, titles {alike:.0f}% alike"
    return alike - 5, f"titles {alike:.0f}% alike"


def _news(item: Item, other: Item, alike: float) -> tuple[float, str] | None:
    if item.published and other.published:
        apart = abs((item.published - other.published).days)
        if apart > thresholds.NEWS_APART_DAYS:
            return None
    if alike >= thresholds.TITLE_NEWS:
        return alike, f"titles {alike:.0f}% alike"
    text = likeness.texts(item.summary, other.summary)
    if alike >= thresholds.TITLE_NEWS_WITH_TEXT and text >= thresholds.TEXT_NEWS:
        return text - 5, f"texts {text:.0f}% and titles {alike:.0f}% alike"
    return None


def _business(item: Item, other: Item, alike: float) -> tuple[float, str] | None:
    if alike < thresholds.TITLE_BUSINESS or likeness.same_venue(item, other) is False:
        return None
    return alike, f"names {alike:.0f}% alike"


def _share(_item: Item, _other: Item, _alike: float) -> tuple[float, str] | None:
    return None


_BY_KIND: Mapping[Kind, Callable[[Item, Item, float], tuple[float, str] | None]] = (
    MappingProxyType(
        {
            Kind.EVENT: _event,
            Kind.JOB: _job,
            Kind.NEWS: _news,
            Kind.BUSINESS: _business,
            Kind.SHARE: _share,
        }
    )
)
