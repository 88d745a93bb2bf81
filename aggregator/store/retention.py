"""What has been kept for long enough is let go, some rows in each transaction.

Never by this: stories, items and drafts of which a draft was made, deliveries, posts,
comments, decisions, campaigns and people.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    exists,
    or_,
    select,
    tuple_,
)

from aggregator.model.facts import Kind
from aggregator.store import partitions
from aggregator.store.tables.drafts import drafts, handed_in
from aggregator.store.tables.followers import followers
from aggregator.store.tables.kept_pages import kept_pages
from aggregator.store.tables.metrics import metrics
from aggregator.store.tables.paid_reads import paid_reads
from aggregator.store.tables.people import sessions, sign_in_links, wrong_passwords
from aggregator.store.tables.sources import polls, sources
from aggregator.store.tables.stories import items, stories

# How far a walk through the old stories has come: the last one's end and id.
Place = tuple[datetime, str]


def forget_readings(connection: Connection, before: datetime, limit: int) -> int:
    """Readings of posts and numbers of followers."""
    partitions.drop_before(connection, "metrics", before)
    gone = _delete(connection, metrics, metrics.c.at < before, limit)
    return gone + _delete(connection, followers, followers.c.at < before, limit)


def forget_polls(connection: Connection, before: datetime, limit: int) -> int:
    """How sources answered."""
    partitions.drop_before(connection, "polls", before)
    return _delete(connection, polls, polls.c.at < before, limit)


def forget_costs(connection: Connection, before: datetime, limit: int) -> int:
    """What was paid for reading."""
    return _delete(connection, paid_reads, paid_reads.c.at < before, limit)


def forget_keys(connection: Connection, before: datetime, limit: int) -> int:
    """Links, sessions and forms that can be used no more, and wrong passwords."""
    return sum(
        _delete(connection, table, condition, limit)
        for table, condition in (
            (handed_in, handed_in.c.at < before),
            (sessions, sessions.c.expires < before),
            (sign_in_links, sign_in_links.c.expires < before),
            (wrong_passwords, wrong_passwords.c.at < before),
        )
    )


def forget_pages(connection: Connection, before: datetime, limit: int) -> int:
    """Pages of sources that are configured no more."""
    left = exists().where(sources.c.id == kept_pages.c.source, ~sources.c.configured)
    return _delete(
        connection, kept_pages, (kept_pages.c.known_at < before) & left, limit
    )


def forget_stories(
    connection: Connection,
    kind: Kind,
    before: datetime,
    limit: int,
    after: Place | None = None,
) -> tuple[int, Place | None]:
    """Look at so many stories that were over before a moment; let go of what may go.

    Gives how many went, and where to look on; nothing at the end. A story stays with
    its items while a draft tells of it, and while a source may still list it: it would
    come back as news.
    """
    query = select(stories.c.id, stories.c.over_after).where(
        stories.c.kind == kind, stories.c.over_after < before
    )
    if after is not None:
        query = query.where(tuple_(stories.c.over_after, stories.c.id) > after)
    page = connection.execute(
        query.order_by(stories.c.over_after, stories.c.id).limit(limit)
    ).all()
    free = _free(connection, [row.id for row in page], before)
    connection.execute(delete(items).where(items.c.story.in_(free)))
    connection.execute(delete(stories).where(stories.c.id.in_(free)))
    if len(page) < limit:
        return len(free), None
    return len(free), (page[-1].over_after, page[-1].id)


def _free(connection: Connection, ids: Sequence[str], before: datetime) -> list[str]:
    """Those of some stories that nobody needs any more."""
    # A source that has brought nothing new since has it in its document still.
    unsure = or_(
        sources.c.changed_at.is_(None), sources.c.changed_at <= items.c.last_seen
    )
    listed = exists().where(
        sources.c.id == items.c.source, sources.c.configured, unsure
    )
    needed = exists().where(
        items.c.story == stories.c.id, or_(items.c.last_seen >= before, listed)
    )
    drafted = exists().where(drafts.c.story == stories.c.id)
    query = select(stories.c.id).where(stories.c.id.in_(ids), ~drafted, ~needed)
    return list(connection.scalars(query))


def _delete(
    connection: Connection, table: Table, condition: ColumnElement[bool], limit: int
) -> int:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(condition).limit(limit)
    found = connection.execute(some).all()
    if not found:
        return 0
    if len(key) == 1:
        chosen = key[0].in_([row[0] for row in found])
    else:
        chosen = tuple_(*key).in_([tuple(row) for row in found])
    connection.execute(delete(table).where(chosen))
    return len(found)
