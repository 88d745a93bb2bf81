"""Stories and items as the JSON that the store keeps, and back, without loss."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.item import Item
from aggregator.model.story import Story

# A whole day ends at most this long after its midnight in UTC, wherever it is.
_WHOLE_DAY = timedelta(hours=36)
# An event without an end is over within a day of its start.
_EVENT = timedelta(days=1)
# News, and what has no date of its own, is told while it is fresh. The rules say
# for how many days; this is longer than any sensible rule, so that the store never
# hides what a rule allows.
_FRESH = timedelta(days=92)

_FACTS = tuple(field.name for field in fields(Facts))
_MOMENTS = frozenset({"published", "starts", "ends", "closes"})


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """The facts of an item or a story; absent ones are left out."""
    row: dict[str, Any] = {}
    for name in _FACTS:
        value = getattr(facts, name)
        if value is not None and value != ():
            row[name] = value if type(value) is str else _written(value)
    return row


def item_to_row(item: Item) -> dict[str, Any]:
    """Every fact of an item, and what names it."""
    names = {
        "id": item.id,
        "source": item.source,
        "identifier": item.identifier,
        "series": item.series,
        "own": item.own or None,
        "pair": item.pair,
        "page": item.page,
    }
    named = {name: value for name, value in names.items() if value is not None}
    return {**named, **facts_to_json(item)}


def item_from_row(row: Mapping[str, Any]) -> Item:
    """The item that `item_to_row` wrote."""
    return Item(
        id=row["id"],
        source=row["source"],
        identifier=row.get("identifier"),
        series=row.get("series"),
        own=row.get("own", False),
        pair=row.get("pair"),
        page=row.get("page"),
        **_facts(row),
    )


def story_to_row(story: Story) -> dict[str, Any]:
    """Everything of a story but its items."""
    return {
        "id": story.id,
        "first_seen": story.first_seen.isoformat(),
        "dates": [_written(moment) for moment in story.dates],
        **facts_to_json(story),
    }


def story_from_row(row: Mapping[str, Any], items: Sequence[Item]) -> Story:
    """The story that `story_to_row` wrote, with its items."""
    return Story(
        id=row["id"],
        first_seen=datetime.fromisoformat(row["first_seen"]),
        dates=tuple(_moment(written) for written in row["dates"]),
        items=tuple(items),
        **_facts(row),
    )


def whole_story_to_row(story: Story) -> dict[str, Any]:
    """A story and its items in one value."""
    items = [item_to_row(item) for item in story.items]
    return {**story_to_row(story), "items": items}


def whole_story_from_row(row: Mapping[str, Any]) -> Story:
    """The story that `whole_story_to_row` wrote."""
    return story_from_row(row, [item_from_row(item) for item in row["items"]])


def over_after(story: Story) -> datetime:
    """A moment after which the story is over for certain, whatever the rules say."""
    if story.kind is Kind.EVENT:
        moments = [*story.dates, story.starts, story.ends]
        ends = [_end(moment) + _EVENT for moment in moments if moment is not None]
        if ends:
            return max(ends)
    if story.kind is Kind.JOB and story.closes is not None:
        return _end(story.closes)
    told = _end(story.published) if story.published else story.first_seen
    return told + _FRESH


def _end(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(), UTC) + _WHOLE_DAY


def _written(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: row[name] for name in _FACTS if name in row}
    for name in _MOMENTS & facts.keys():
        facts[name] = _moment(facts[name])
    facts["kind"] = Kind(facts["kind"])
    facts["status"] = Status(facts["status"])
    facts["tags"] = tuple(facts.get("tags", ()))
    return facts


def _moment(written: str) -> Moment:
    if len(written) == len("2026-12-05"):
        return date.fromisoformat(written)
    return datetime.fromisoformat(written)
