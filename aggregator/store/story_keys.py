"""The index that finds the stories an item could belong to; it outlives the program."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, delete, exists, func, insert, select

from aggregator.model.item import Item
from aggregator.store import codec
from aggregator.store.chunks import each
from aggregator.store.locks import Turn, take_turn
from aggregator.store.rows import insert_missing
from aggregator.store.tables.stories import items, key_rules, stories, story_keys

# Beyond so many stories a key tells nothing; see `stories/index.py`, which asks for one
# more than it looks at.
MANY = 13
# No id of a story has it.
_BETWEEN = "\n"


def postings(
    connection: Connection, keys: Iterable[int], limit: int = MANY
) -> dict[int, list[str]]:
    """The ids of the stories with each of these keys, at most `limit` of a key."""
    take_turn(connection, Turn.PLACE)
    wanted = each(connection, sorted(set(keys)), story_keys.c.key)
    # The stories of one key lie side by side: read so far and no further, and told in
    # one row. To rank them all cost several times as much, and most keys find nothing.
    first = (
        select(story_keys.c.story)
        .where(story_keys.c.key == wanted.c.value)
        .order_by(story_keys.c.story)
        .limit(limit)
        .correlate(wanted)
        .subquery()
    )
    told = select(func.aggregate_strings(first.c.story, _BETWEEN)).scalar_subquery()
    is_there = exists().where(story_keys.c.key == wanted.c.value).correlate(wanted)
    query = select(wanted.c.value, told).where(is_there)
    return {
        key: found.split(_BETWEEN) for key, found in connection.execute(query).all()
    }


def add(connection: Connection, found: Iterable[tuple[int, str]]) -> None:
    """These keys find these stories too.

    A story keeps the keys that it once had: what finds too much does no harm, and
    an event that moved is found by its old day as well.
    """
    # In the order of the table; of one key any order does.
    rows = sorted(set(found), key=itemgetter(0))
    insert_missing(connection, story_keys, ("key", "story"), rows)


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
