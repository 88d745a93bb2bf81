"""The items of a story become one set of facts; who is believed for what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.item import Item
from aggregator.model.preference import USUAL, Preference
from aggregator.model.story import Story
from aggregator.stories.moments import day_of

_FACTS = tuple(field.name for field in fields(Facts))
_facts_of = attrgetter(*_FACTS)
_TIMES = ("starts", "ends", "timezone")
_OFF = {Status.CANCELLED, Status.POSTPONED}


def merge(
    story_id: str,
    items: Sequence[Item],
    first_seen: datetime,
    prefer: Sequence[Preference] = USUAL,
) -> Story:
    """What the items agree on: who is believed first, the others fill the gaps.

    `prefer` says who comes first: each of its reasons decides between those whom the
    ones before it leave equal. `items` stand in the order in which what they say of
    when it is last changed: of that, whatever is preferred, its own site's word counts,
    else the newest. Where none is its own, anybody is believed who says that it is off,
    for a post about it would be the worse mistake.
    """
    if len(items) == 1:
        return _alone(story_id, items[0], first_seen)
    ranked = _ranked(items, prefer)
    facts: dict[str, Any] = {
        name: _first(ranked, name) for name in _FACTS if name not in _TIMES
    }
    facts["title"] = _title(ranked)
    if any(item.kind is Kind.EVENT and item.starts is not None for item in items):
        # What announces an event does not make it news.
        facts["kind"] = Kind.EVENT
    if facts["image"] is not None:
        shown = next(item for item in ranked if item.image == facts["image"])
        facts["image_alt"] = shown.image_alt
    timed = _believed(items)
    dates = _dates(timed)
    dated = _dated(timed, dates)
    facts.update({name: getattr(dated, name) for name in _TIMES})
    facts["timezone"] = facts["timezone"] or _first(ranked, "timezone")
    facts["status"] = _status([item for item in items if item.own] or items, dates)
    return Story(
        **facts, id=story_id, items=tuple(items), dates=dates, first_seen=first_seen
    )


def _alone(story_id: str, item: Item, first_seen: datetime) -> Story:
    """Nobody contradicts a single item, and most stories have no other."""
    return Story(
        **dict(zip(_FACTS, _facts_of(item), strict=True)),
        id=story_id,
        items=(item,),
        dates=() if item.starts is None else (item.starts,),
        first_seen=first_seen,
    )


def _believed(items: Sequence[Item]) -> Sequence[Item]:
    """Who is believed about when it is: its own sources, if they say."""
    own = [item for item in items if item.own and item.starts is not None]
    return own or items


def _ranked(items: Sequence[Item], prefer: Sequence[Preference]) -> list[Item]:
    def rank(numbered: tuple[int, Item]) -> tuple[int | str, ...]:
        number, item = numbered
        reasons = {
            Preference.OWN: -item.own,
            Preference.COMPLETE: -_known(item),
            Preference.NEWEST: -number,
        }
        return *(reasons[one] for one in prefer), item.id

    return [item for _, item in sorted(enumerate(items), key=rank)]


def _known(item: Item) -> int:
    return sum(getattr(item, name) not in {None, ()} for name in _FACTS)


def _first(ranked: Sequence[Item], name: str) -> Any:  # noqa: ANN401 - any fact
    found = (getattr(item, name) for item in ranked)
    return next((value for value in found if value not in {None, ()}), None) or (
        () if name == "tags" else None
    )


def _title(ranked: Sequence[Item]) -> str:
    calm = (item.title for item in ranked if not item.title.isupper())
    return next(calm, ranked[0].title)


def _is_series(items: Sequence[Item]) -> bool:
    """Whether one source lists several dates, and so means them all."""
    listed = Counter(item.source for item in items if item.starts is not None)
    return any(count > 1 for count in listed.values())


def _dates(items: Sequence[Item]) -> tuple[Moment, ...]:
    timed = [item for item in items if item.starts is not None]
    if not timed:
        return ()
    if not _is_series(timed):
        return (_newest(timed),)
    days: dict[Any, Moment] = {}
    on = [item for item in timed if item.status not in _OFF] or timed
    for item in on:
        assert item.starts is not None  # by `timed`
        day: Any = item.starts
        if not isinstance(item.starts, datetime):
            day = day_of(item.starts, item)
        days[day] = item.starts
    exact = {
        day_of(moment, on[0])
        for moment in days.values()
        if isinstance(moment, datetime)
    }
    kept = [
        moment
        for moment in days.values()
        if isinstance(moment, datetime) or moment not in exact
    ]
    return tuple(sorted(kept, key=lambda moment: moment.isoformat()))


def _newest(timed: Sequence[Item]) -> Moment:
    """The last word on the day, and whoever knows its time of day."""
    last = timed[-1]
    assert last.starts is not None  # by the caller
    day = day_of(last.starts, last)
    for item in reversed(timed):
        moment = item.starts
        if isinstance(moment, datetime) and day_of(moment, item) == day:
            return moment
    return last.starts


def _dated(items: Sequence[Item], dates: Sequence[Moment]) -> Item:
    """The item that says most about the first date."""
    at = [item for item in items if dates and item.starts == dates[0]]
    ended = [item for item in at if item.ends is not None]
    return (ended or at or list(items))[-1]


def _status(items: Sequence[Item], dates: Sequence[Moment]) -> Status:
    if len(dates) > 1:
        # One date of a series that is sold out leaves the others.
        gone = all(item.status is Status.SOLD_OUT for item in items)
        return Status.SOLD_OUT if gone else Status.SCHEDULED
    said = [item.status for item in items if item.status is not Status.SCHEDULED]
    if _is_series(items) and len(said) < len(items):
        return Status.SCHEDULED
    return said[-1] if said else Status.SCHEDULED
