"""Stories and items as the JSON that the store keeps, and back, without loss."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

import msgspec

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


class _FactsRow(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """Facts as they are kept: moments as text, for msgspec would round an offset."""

    kind: Kind
    status: Status
    title: str
    url: str | None = None
    summary: str | None = None
    published: str | None = None
    starts: str | None = None
    ends: str | None = None
    timezone: str | None = None
    venue: str | None = None
    address: str | None = None
    closes: str | None = None
    employer: str | None = None
    salary: str | None = None
    price: str | None = None
    image: str | None = None
    image_alt: str | None = None
    language: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()


class _ItemRow(_FactsRow, kw_only=True, omit_defaults=True, gc=False):
    id: str
    source: str
    identifier: str | None = None
    series: str | None = None
    own: bool = False
    pair: str | None = None
    page: str | None = None


class _StoryRow(_FactsRow, kw_only=True, omit_defaults=True, gc=False):
    id: str
    first_seen: str
    dates: tuple[str, ...]


class _WholeRow(_StoryRow, kw_only=True, omit_defaults=True, gc=False):
    items: tuple[_ItemRow, ...]


_MOMENTS = ("published", "starts", "ends", "closes")
_FACTS = tuple(name for name in _FactsRow.__struct_fields__ if name not in _MOMENTS)
_ITEM = tuple(name for name in _ItemRow.__struct_fields__ if name not in _MOMENTS)
_facts_of, _item_of = attrgetter(*_FACTS), attrgetter(*_ITEM)
_encode = msgspec.json.Encoder().encode
_item_row = msgspec.json.Decoder(_ItemRow).decode
_story_row = msgspec.json.Decoder(_StoryRow).decode


def item_to_text(item: Item) -> str:
    """Every fact of an item and what names it, as JSON."""
    return _encode(_row_of_item(item)).decode()


def item_from_text(text: str) -> Item:
    """The item that `item_to_text` wrote."""
    return _item(_item_row(text))


def story_to_text(story: Story, story_id: str) -> str:
    """Everything of a story but its items, as JSON, by the id it is kept by."""
    return _encode(_row_of_story(story, story_id)).decode()


def story_from_text(text: str, items: Sequence[Item]) -> Story:
    """The story that `story_to_text` wrote, with its items."""
    return _story(_story_row(text), items)


def item_to_row(item: Item) -> dict[str, Any]:
    """What `item_to_text` writes, before it is text."""
    return _plain(_row_of_item(item))


def item_from_row(row: Mapping[str, Any]) -> Item:
    """The item that `item_to_row` wrote."""
    return _item(msgspec.convert(row, _ItemRow))


def story_to_row(story: Story) -> dict[str, Any]:
    """What `story_to_text` writes, before it is text."""
    return _plain(_row_of_story(story, story.id))


def story_from_row(row: Mapping[str, Any], items: Sequence[Item]) -> Story:
    """The story that `story_to_row` wrote, with its items."""
    return _story(msgspec.convert(row, _StoryRow), items)


def whole_story_to_row(story: Story) -> dict[str, Any]:
    """A story and its items in one value."""
    items = [item_to_row(item) for item in story.items]
    return {**story_to_row(story), "items": items}


def whole_story_from_row(row: Mapping[str, Any]) -> Story:
    """The story that `whole_story_to_row` wrote."""
    whole = msgspec.convert(row, _WholeRow)
    return _story(whole, [_item(one) for one in whole.items])


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


def _row_of_item(item: Item) -> _ItemRow:
    row = dict(zip(_ITEM, _item_of(item), strict=True))
    _write_moments(item, row)
    return _ItemRow(**row)


def _row_of_story(story: Story, story_id: str) -> _StoryRow:
    row = dict(zip(_FACTS, _facts_of(story), strict=True))
    _write_moments(story, row)
    row["id"] = story_id
    row["first_seen"] = story.first_seen.isoformat()
    row["dates"] = tuple([moment.isoformat() for moment in story.dates])
    return _StoryRow(**row)


def _item(row: _ItemRow) -> Item:
    facts = dict(zip(_ITEM, _item_of(row), strict=True))
    _read_moments(row, facts)
    return Item(**facts)


def _story(row: _StoryRow, items: Sequence[Item]) -> Story:
    facts = dict(zip(_FACTS, _facts_of(row), strict=True))
    _read_moments(row, facts)
    facts["id"] = row.id
    facts["first_seen"] = datetime.fromisoformat(row.first_seen)
    facts["dates"] = tuple(map(_moment, row.dates))
    facts["items"] = tuple(items)
    return Story(**facts)


def _write_moments(facts: Facts, row: dict[str, Any]) -> None:
    # Written out: most things have one of the four, and all are asked.
    if facts.published is not None:
        row["published"] = facts.published.isoformat()
    if facts.starts is not None:
        row["starts"] = facts.starts.isoformat()
    if facts.ends is not None:
        row["ends"] = facts.ends.isoformat()
    if facts.closes is not None:
        row["closes"] = facts.closes.isoformat()


def _read_moments(row: _FactsRow, facts: dict[str, Any]) -> None:
    if row.published is not None:
        facts["published"] = _moment(row.published)
    if row.starts is not None:
        facts["starts"] = _moment(row.starts)
    if row.ends is not None:
        facts["ends"] = _moment(row.ends)
    if row.closes is not None:
        facts["closes"] = _moment(row.closes)


def _moment(written: str) -> Moment:
    if len(written) == len("2026-12-05"):
        return date.fromisoformat(written)
    return datetime.fromisoformat(written)


def _plain(row: _FactsRow) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(row)
    return found
