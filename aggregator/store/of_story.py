"""What is kept about one story: what was read of it, and what was made of it."""

from sqlalchemy import Connection, select

from aggregator.model.draft import Draft
from aggregator.store import codec
from aggregator.store.draft_rows import draft_of
from aggregator.store.stories import SeenItem
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import items


def items_of(connection: Connection, story_id: str) -> tuple[SeenItem, ...]:
    """Its items as they were first read, each with why it joined."""
    query = (
        select(items)
        .where(items.c.story == story_id)
        .order_by(items.c.first_seen, items.c.id)
    )
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


def drafts_of(connection: Connection, story_id: str) -> tuple[Draft, ...]:
    """Its drafts in every state, oldest first."""
    query = select(drafts).where(drafts.c.story == story_id).order_by(drafts.c.id)
    return tuple(draft_of(row) for row in connection.execute(query).mappings())
