"""The index of stories in SQLite: what it takes, and what it costs to ask it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from sqlalchemy import insert, text

from aggregator.model.facts import Status
from aggregator.model.item import Item
from aggregator.store import story_keys
from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade
from aggregator.store.tables.stories import stories as table
from aggregator.stories.index import Index
from aggregator.stories.keys import keys

AT_ONCE = 10_000
# As many as a cycle of a county's sources brings.
TOGETHER = 500
FAR = datetime(2027, 6, 1, tzinfo=UTC)


def in_sqlite(
    folder: Path, known: Iterable[tuple[str, Item]], asked: list[Item]
) -> str:
    """A line on its size and its cost, asked as soon as it is opened again."""
    path = folder / "index.sqlite"
    count = _fill(path, list(known))
    began = process_time()
    database = open_database(f"sqlite:///{path}")
    near = 0
    for start in range(0, len(asked), TOGETHER):
        some = asked[start : start + TOGETHER]
        wanted = [keys(item) for item in some]
        with database.reading() as connection:
            found = Index(story_keys.postings(connection, set().union(*wanted)))
        near += sum(bool(found.nearest(one)) for one in wanted)
    cost = (process_time() - began) / len(asked)
    with database.reading() as connection:
        used = connection.scalar(
            text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%story_keys%'")
        )
    database.close()
    return (
        f"in SQLite, opened again, {TOGETHER} items at once: {cost * 1e6:.0f} us "
        f"an item among {count:,} stories, {used / count:.0f} bytes a story, "
        f"{near} of {len(asked)} have candidates"
    )


def _fill(path: Path, known: list[tuple[str, Item]]) -> int:
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        with database.transaction() as connection:
            connection.execute(insert(table), [_row(name, one) for name, one in some])
            story_keys.add(
                connection, ((key, name) for name, one in some for key in keys(one))
            )
    database.close()
    return len(known)


def _row(name: str, item: Item) -> dict[str, object]:
    moment = item.published or item.starts
    return {
        "id": name,
        "kind": item.kind,
        "status": Status.SCHEDULED,
        "title": item.title,
        "facts": {},
        "over_after": moment or FAR,
        "first_seen": moment or FAR,
        "saved_at": moment or FAR,
    }
