"""The items of a story as one set of facts: who is believed for what."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from aggregator.model.facts import Kind, Moment, Status
from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.stories.address import is_list
from aggregator.stories.moments import day_of, instant
from aggregator.stories.words import words_of

# What stops an event outweighs what does not: whoever has not heard of it still
# says "scheduled".
_GRAVITY = (Status.CANCELLED, Status.POSTPONED, Status.MOVED_ONLINE)
_WEIGHED = ("summary", "starts", "ends", "venue", "address", "image", "price", "closes")
# Taken from the best item that has them.
_FILLED = (
    *("summary", "timezone", "venue", "address", "closes", "employer", "salary"),
    *("price", "language", "author"),
)


def merge(
    story_id: str,
    items: Sequence[Item],
    first_seen: datetime,
    trusted: Sequence[str] = (),
) -> Story:
    """What is known of a story from its items, the newest word last.

    Args:
        story_id: what the story is called.
        items: at least one; an item that changed comes after those that did not.
        first_seen: when any item of it was first read.
        trusted: source ids whose account is preferred, the best first.
    """
    words = _last_words(items)
    status = _status(words)
    live = [item for item in words if item.status not in _stopping(status)] or words
    ranked = sorted(live, key=lambda item: _rank(item, trusted))
    best = ranked[0]
    dates = _dates(live)
    facts: dict[str, Any] = {name: _first(ranked, name) for name in _FILLED}
    starts = dates[0] if dates else None
    image = next((item for item in ranked if item.image is not None), None)
    return Story(
        id=story_id,
        items=tuple(items),
        dates=dates,
        first_seen=first_seen,
        kind=best.kind,
        title=best.title,
        url=_url(ranked),
        published=min(filter(None, map(attrgetter("published"), items)), default=None),
        starts=starts,
        ends=_ends(ranked, starts),
        status=status,
        image=image.image if image else None,
        image_alt=image.image_alt if image else None,
        tags=tuple(dict.fromkeys(tag for item in ranked for tag in item.tags)),
        **facts,
    )


def _last_words(items: Sequence[Item]) -> list[Item]:
    """What each source last said of each thing, where its ids did not hold."""
    latest: dict[tuple[object, ...], Item] = {}
    for item in items:
        day = day_of(item.starts, item) if item.starts is not None else None
        same_listing = item.url or item.identifier or item.title
        key: tuple[object, ...] = (item.source, same_listing, day)
        latest.pop(key, None)
        latest[key] = item
    return list(latest.values())


def _status(items: Sequence[Item]) -> Status:
    """A story is stopped when all of its dates are, each by anyone's word."""
    of_day: dict[object, set[Status]] = {}
    for item in items:
        day = day_of(item.starts, item) if item.starts is not None else None
        of_day.setdefault(day, set()).add(item.status)
    if None in of_day and len(of_day) > 1:
        undated = of_day.pop(None)
        for statuses in of_day.values():
            statuses.update(undated)
    gravest = [_gravest(statuses) for statuses in of_day.values()]
    if Status.SCHEDULED in gravest:
        return Status.SCHEDULED
    return next(
        (status for status in reversed(_GRAVITY) if status in gravest),
        Status.SCHEDULED,
    )


def _gravest(statuses: Iterable[Status]) -> Status:
    return next((one for one in _GRAVITY if one in statuses), Status.SCHEDULED)


def _stopping(status: Status) -> frozenset[Status]:
    """The statuses that take a date out of a story which itself goes on."""
    stops = {Status.CANCELLED, Status.POSTPONED}
    return frozenset() if status in stops else frozenset(stops)


def _rank(item: Item, trusted: Sequence[str]) -> tuple[int, int, int, str, str]:
    """Best first: trusted, with a title that says something, complete; then steady."""
    order = trusted.index(item.source) if item.source in trusted else len(trusted)
    vague = not words_of(item.title).words
    complete = sum(getattr(item, name) is not None for name in _WEIGHED)
    own = item.url is not None and not is_list(item.url)
    return (order, int(vague), -(complete + 2 * own), item.source, item.id)


def _first(ranked: Sequence[Item], name: str) -> object:
    values = (getattr(item, name) for item in ranked)
    return next((value for value in values if value is not None), None)


def _url(ranked: Sequence[Item]) -> str | None:
    own = (item.url for item in ranked if item.url and not is_list(item.url))
    return next(own, None) or next((item.url for item in ranked if item.url), None)


def _dates(items: Sequence[Item]) -> tuple[Moment, ...]:
    """The starts, in order; a day gives way to a time on it."""
    timed = {
        instant(item.starts, item): item
        for item in reversed(items)
        if isinstance(item.starts, datetime)
    }
    days = {day_of(item.starts, item) for item in timed.values() if item.starts}
    found: dict[datetime, Moment] = {
        at: item.starts for at, item in timed.items() if item.starts is not None
    }
    for item in items:
        start = item.starts
        if start is None or isinstance(start, datetime) or start in days:
            continue
        found.setdefault(instant(start, item), start)
    return tuple(found[at] for at in sorted(found))


def _ends(ranked: Sequence[Item], starts: Moment | None) -> Moment | None:
    """The end of the instance that the start is of."""
    for item in ranked:
        if item.starts == starts and item.ends is not None:
            return item.ends
    for item in ranked:
        if starts is None and item.ends is not None and item.kind is Kind.EVENT:
            return item.ends
    return None
