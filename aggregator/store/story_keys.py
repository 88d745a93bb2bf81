"""The index that finds the stories an item could belong to; it outlives the program."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, delete, func, insert, select

from aggregator.model.item import Item
from aggregator.store import codec
from aggregator.store.chunks import among
from aggregator.store.locks import Turn, take_turn
from aggregator.store.rows import insert_rows
from aggregator.store.tables.stories import items, key_rules, stories, story_keys

# Beyond so many stories a key tells nothing; see `stories/index.py`, which asks for one
# more than it looks at.
MANY = 13


def postings(
    connection: Connection, keys: Iterable[int], limit: int = MANY
) -> dict[int, list[str]]:
    """The ids of the stories with each of these keys, at most `limit` of a key."""
    take_turn(connection, Turn.PLACE)
    found: dict[int, list[str]] = {}
    rank = func.row_number().over(
        partition_by=story_keys.c.key, order_by=story_keys.c.story
    )
    ranked = (
        select(story_keys.c.key, story_keys.c.story, rank.label("rank"))
        .where(among(connection, story_keys.c.key, keys))
        .subquery()
    )
    query = select(ranked.c.key, ranked.c.story).where(ranked.c.rank <= limit)
    for key, story in connection.execute(query).all():
        found.setdefault(key, []).append(story)
    return found


def add(connection: Connection, found: Iterable[tuple[int, str]]) -> None:
    """These keys find these stories too.

    A story keeps the keys that it once had: what finds too much does no harm, and
    an event that moved is found by its old day as well.
    """
    rows = sorted(set(found))
    insert_rows(connection, story_keys, ("key", "story"), rows)


def version(connection: Connection) -> int | None:
    """By which rules the keys were made, if any were."""
    take_turn(connection, Turn.PLACE)
    found: int | None = connection.scalar(select(func.max(key_rules.c.version)))
    return found


def made_by(connection: Connection, rules: int) -> None:
    """All keys are made by these rules now."""
    connection.execute(delete(key_rules))
    connection.execute(insert(key_rules), [{"version": rules}])


def of_open_stories(
    connection: Connection, now: datetime
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Each story that is not over for certain, with its items; the keys are dropped."""
    connection.execute(delete(story_keys))
    rows = connection.execute(
        select(items.c.story, items.c.facts)
        .join_from(items, stories, stories.c.id == items.c.story)
        .where(stories.c.over_after > now)
        .order_by(items.c.story, items.c.position)
    )
    for story, members in groupby(rows, lambda row: row.story):
        yield story, tuple(codec.item_from_row(row.facts) for row in members)
