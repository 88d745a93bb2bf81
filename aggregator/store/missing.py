"""What complete listings do not have any more."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from aggregator.model.draft import State
from aggregator.store.chunks import chunks
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import items, stories

_OPEN = (State.WAITING, State.APPROVED)
# A listing that lost more than this of what is still to come has lost itself.
_HALF = 0.5


def note_listing(
    connection: Connection, source: str, listed: Collection[str], now: datetime
) -> int:
    """A complete listing has these items and no others; says how many it misses.

    Nothing is noted where it misses more than half of what is still to come: then
    something is wrong with the listing, not with the things.
    """
    for ids in chunks(listed):
        connection.execute(
            update(items)
            .where(items.c.id.in_(ids), items.c.missing_since.is_not(None))
            .values(missing_since=None)
        )
    known = connection.execute(
        select(items.c.id, items.c.missing_since)
        .join(stories, stories.c.id == items.c.story)
        .where(items.c.source == source, stories.c.over_after > now)
    ).all()
    there = set(listed)
    missing = [row for row in known if row.id not in there]
    if len(missing) > _HALF * len(known):
        return 0
    for ids in chunks(row.id for row in missing if row.missing_since is None):
        connection.execute(
            update(items).where(items.c.id.in_(ids)).values(missing_since=now)
        )
    return len(missing)


def vanished(connection: Connection, before: datetime) -> dict[str, datetime]:
    """Stories with open drafts that nobody lists, all since before that moment.

    Each with the moment since when nobody does.
    """
    open_ones = select(drafts.c.story).where(
        drafts.c.state.in_(_OPEN), drafts.c.story.is_not(None)
    )
    query = (
        select(items.c.story, func.max(items.c.missing_since).label("since"))
        .where(items.c.story.in_(open_ones))
        .group_by(items.c.story)
        .having(func.count() == func.count(items.c.missing_since))
    )
    return {
        row.story: row.since for row in connection.execute(query) if row.since <= before
    }
