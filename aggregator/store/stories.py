"""Stories and items: what is known, what could match, and what awaits a draft."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    delete,
    exists,
    func,
    insert,
    select,
    tuple_,
    update,
)

from aggregator.model.draft import State
from aggregator.model.errors import NotFoundError
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.store import codec, story_keys
from aggregator.store.chunks import among, chunks
from aggregator.store.locks import Turn, take_turn
from aggregator.store.rows import insert_rows, instant
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import items, stories, story_numbers

# What ends is urgent when its end is near; what is fresh, when it has just come.
_ENDING = (Kind.EVENT, Kind.JOB)
_OPEN = (State.WAITING, State.APPROVED)
_STORY = (
    *("id", "first_seen", "kind", "status", "title", "facts", "over_after"),
    "saved_at",
)
_RENEW_STORY = "ON CONFLICT (id) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _STORY[2:]
)
_ITEM = (
    *("id", "source", "story", "position", "facts", "reason"),
    *("first_seen", "last_seen"),
)
# A known item is not given a reason again: it keeps the one it joined with.
_RENEW_ITEM = (
    "ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _ITEM[1:5])
    + ", reason = COALESCE(excluded.reason, items.reason)"
)
# Facts as the text that they are kept as: `codec` reads it in one go.
_ITEM_TEXT, _STORY_TEXT = cast(items.c.facts, Text), cast(stories.c.facts, Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An item as it was kept, the story it is in, and when it was read."""

    item: Item
    story: str
    reason: str | None
    first_seen: datetime
    last_seen: datetime


def known(connection: Connection, item_ids: Iterable[str]) -> dict[str, str]:
    """The story of each item that is kept already.

    On PostgreSQL the caller has its turn to place items from here to the end of
    the transaction: two that place at once would make two stories of one.
    """
    take_turn(connection, Turn.PLACE)
    found = _kept(connection, item_ids, items.c.story)
    return dict(found)


def stated(connection: Connection, item_ids: Iterable[str]) -> dict[str, str]:
    """The facts of each item that is kept already, as `store/codec.py` writes them.

    They change only by whoever holds the claim on the item's source.
    """
    return dict(_kept(connection, item_ids, _ITEM_TEXT))


def titles(connection: Connection, story_ids: Iterable[str]) -> dict[str, str]:
    """The titles of stories by their ids, without all that is known of them."""
    found: dict[str, str] = {}
    for ids in chunks(story_ids):
        query = select(stories.c.id, stories.c.title).where(stories.c.id.in_(ids))
        found.update((row.id, row.title) for row in connection.execute(query))
    return found


def load(connection: Connection, story_id: str) -> Story:
    """The story of that id.

    Raises:
        NotFoundError: there is none.
    """
    for story in load_all(connection, [story_id]):
        return story
    raise NotFoundError(f"There is no story {story_id}")


def load_all(connection: Connection, story_ids: Sequence[str]) -> tuple[Story, ...]:
    """Those stories that there are, in the order of the ids."""
    if not story_ids:
        return ()
    seen_in: dict[str, list[Item]] = defaultdict(list)
    rows = connection.execute(
        select(items.c.story, _ITEM_TEXT)
        .where(among(connection, items.c.story, story_ids))
        .order_by(items.c.story, items.c.position)
    )
    for story_id, facts in rows.all():
        seen_in[story_id].append(codec.item_from_text(facts))
    kept = connection.execute(
        select(stories.c.id, _STORY_TEXT).where(
            among(connection, stories.c.id, story_ids)
        )
    )
    found = {
        story_id: codec.story_from_text(facts, seen_in[story_id])
        for story_id, facts in kept.all()
    }
    return tuple(found[story_id] for story_id in story_ids if story_id in found)


def next_ids(connection: Connection, count: int) -> list[str]:
    """So many ids that no other story has or will have."""
    if not count:
        return []
    # Turns of their own on both: SQLite has one writer, and whoever places, its turn.
    take_turn(connection, Turn.PLACE)
    table, first = story_numbers, insert(story_numbers).returning(story_numbers.c.id)
    start = connection.execute(first).scalar_one()
    if count > 1:
        last = start + count - 1
        if connection.dialect.name == "postgresql":
            name = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(name, last)))
        else:
            connection.execute(insert(table).values(id=last))
    connection.execute(delete(table))
    return [f"s{number}" for number in range(start, start + count)]


def next_id(connection: Connection) -> str:
    """An id that no other story has or will have."""
    return next_ids(connection, 1)[0]


def save(
    connection: Connection,
    story: Story,
    item_keys: Mapping[str, frozenset[int]],
    reasons: Mapping[str, str],
    now: datetime,
) -> None:
    """Keep a story and its items as they are now; see `save_all`."""
    save_all(connection, [story], item_keys, reasons, now)


def save_all(
    connection: Connection,
    changed: Sequence[Story],
    item_keys: Mapping[str, frozenset[int]],
    reasons: Mapping[str, str],
    now: datetime,
    *,
    names: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Keep stories and their items as they are now.

    Args:
        connection: a transaction.
        changed: new or known; their items join them from whichever story they were in.
        item_keys: by item id, keys that will find its story, beside those it has.
        reasons: by item id, why it joined; known ones may be left out.
        now: when items not kept before are first seen.
        names: by the id of a story, the one to keep it by, if that is another.
    """
    if not changed:
        return
    named = [(names.get(story.id, story.id), story) for story in changed]
    insert_rows(
        connection,
        stories,
        _STORY,
        _story_rows(connection, named, now),
        conflict=_RENEW_STORY,
    )
    _save_items(connection, named, reasons, now)
    nothing: frozenset[int] = frozenset()
    story_keys.add(
        connection,
        [
            (key, story_id)
            for story_id, story in named
            for item in story.items
            for key in item_keys.get(item.id, nothing)
        ],
    )


def touch_items(connection: Connection, item_ids: Iterable[str], now: datetime) -> None:
    """These items were seen again."""
    seen_again = among(connection, items.c.id, item_ids)
    connection.execute(update(items).where(seen_again).values(last_seen=now))


def forget_items(connection: Connection, item_ids: Iterable[str]) -> None:
    """Drop items that their source has put others in the place of."""
    for ids in chunks(item_ids):
        connection.execute(delete(items).where(items.c.id.in_(ids)))


def forget(connection: Connection, story_id: str) -> None:
    """Drop a story whose items and drafts are another's now."""
    connection.execute(delete(stories).where(stories.c.id == story_id))


def unchanged_since(connection: Connection, story_id: str) -> datetime:
    """When what the story tells was last written anew."""
    query = select(stories.c.saved_at).where(stories.c.id == story_id)
    found: datetime = connection.execute(query).scalar_one()
    return found


def seen(
    connection: Connection, source: str | None, limit: int, after: str | None = None
) -> tuple[SeenItem, ...]:
    """Items newest first, all or of one source; `after` is the last item's id."""
    query = (
        select(items)
        .order_by(items.c.first_seen.desc(), items.c.id.desc())
        .limit(limit)
    )
    if source is not None:
        query = query.where(items.c.source == source)
    if after is not None:
        last = connection.scalar(select(items.c.first_seen).where(items.c.id == after))
        if last is None:
            raise NotFoundError(f"There is no item {after}")
        query = query.where(tuple_(items.c.first_seen, items.c.id) < (last, after))
    return tuple(
        SeenItem(
            item=codec.item_from_row(row["facts"]),
            story=row["story"],
            reason=row["reason"],
            first_seen=row["first_seen"],
            last_seen=row["last_seen"],
        )
        for row in connection.execute(query).mappings()
    )


def undrafted(
    connection: Connection, network: str, now: datetime, limit: int
) -> tuple[Story, ...]:
    """Stories not over for certain, without a draft for this network.

    At most `limit` of each kind, so that none starves another: events and jobs
    whose end is nearest, and the newest of the other kinds.
    """
    ids = [
        connection.scalars(_undrafted(kind, network, now).limit(limit)).all()
        for kind in Kind
    ]
    return load_all(connection, list(chain.from_iterable(ids)))


def newest(
    connection: Connection, kinds: Iterable[Kind], limit: int
) -> tuple[Story, ...]:
    """The stories of these kinds that were first seen last."""
    query = (
        select(stories.c.id)
        .where(stories.c.kind.in_(list(kinds)))
        .order_by(stories.c.first_seen.desc(), stories.c.id)
        .limit(limit)
    )
    return load_all(connection, connection.scalars(query).all())


def with_open_drafts(connection: Connection) -> tuple[Story, ...]:
    """Stories of which a draft waits or is approved."""
    query = (
        select(drafts.c.story)
        .distinct()
        .where(drafts.c.state.in_(_OPEN), drafts.c.story.is_not(None))
        .order_by(drafts.c.story)
    )
    return load_all(connection, connection.scalars(query).all())


def _undrafted(kind: Kind, network: str, now: datetime) -> Select[Any]:
    drafted = exists().where(
        drafts.c.story == stories.c.id, drafts.c.network == network
    )
    over_after = stories.c.over_after
    return (
        select(stories.c.id)
        .where(stories.c.kind == kind, over_after > now, ~drafted)
        .order_by(over_after if kind in _ENDING else over_after.desc())
    )


def _kept(
    connection: Connection, item_ids: Iterable[str], column: ColumnElement[str]
) -> Iterator[tuple[str, str]]:
    wanted = among(connection, items.c.id, item_ids)
    found = connection.execute(select(items.c.id, column).where(wanted))
    return ((item_id, value) for item_id, value in found)


def _story_rows(
    connection: Connection, named: Iterable[tuple[str, Story]], now: datetime
) -> list[tuple[str | datetime | None, ...]]:
    dialect = connection.dialect
    saved_at = instant(dialect, now)
    return [
        (
            story_id,
            saved_at if story.first_seen is now else instant(dialect, story.first_seen),
            story.kind,
            story.status,
            story.title,
            codec.story_to_text(story, story_id),
            instant(dialect, codec.over_after(story)),
            saved_at,
        )
        for story_id, story in named
    ]


def _save_items(
    connection: Connection,
    named: Iterable[tuple[str, Story]],
    reasons: Mapping[str, str],
    now: datetime,
) -> None:
    seen_at = instant(connection.dialect, now)
    rows = [
        (
            item.id,
            item.source,
            story_id,
            position,
            codec.item_to_text(item),
            reasons.get(item.id),
            seen_at,
            seen_at,
        )
        for story_id, story in named
        for position, item in enumerate(story.items)
    ]
    insert_rows(connection, items, _ITEM, rows, conflict=_RENEW_ITEM)
