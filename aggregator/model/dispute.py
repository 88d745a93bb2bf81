"""When a thing is, where its sources do not agree on it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.model.facts import Kind, Moment, Status
from aggregator.model.item import Item
from aggregator.model.story import Story

_FACT = {Kind.EVENT: "starts", Kind.JOB: "closes"}
_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})
# Of a series the sources may well list different dates.
_SERIES = 2


def disputed_moments(story: Story) -> tuple[tuple[str, Moment], ...]:
    """Each source with the start, or the closing date, that it tells; else nothing.

    The one that the story has comes first. A day without its time contradicts nobody
    who names that day, nor does the same moment written with another offset. Whoever
    says that it is off is not asked when it is.
    """
    fact = _FACT.get(story.kind)
    if fact is None or len(story.dates) >= _SERIES:
        return ()
    told = _told(story.items, fact)
    zone = ZoneInfo(story.timezone or "Europe/London")
    moments = [moment for _, moment in told]
    if all(_agree(one, other, zone) for one in moments for other in moments):
        return ()
    believed = getattr(story, fact)
    return tuple(sorted(told, key=lambda one: not _agree(one[1], believed, zone)))


def _told(items: tuple[Item, ...], fact: str) -> list[tuple[str, Moment]]:
    """The last word of each source, in the order of the items."""
    last: dict[str, Moment] = {}
    for item in items:
        moment = getattr(item, fact)
        if moment is not None and item.status not in _OFF:
            last.pop(item.source, None)
            last[item.source] = moment
    return list(last.items())


def _agree(one: Moment, other: Moment | None, zone: ZoneInfo) -> bool:
    if other is None:
        return False
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    return _day(one, zone) == _day(other, zone)


def _day(moment: Moment, zone: ZoneInfo) -> Moment:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
