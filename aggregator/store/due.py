"""Which sources are due, for whoever hands them out; they are claimed later."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select, tuple_, update

from aggregator.store.chunks import chunks
from aggregator.store.tables.sources import sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A source that nobody holds; `failures` polls of it brought nothing usable."""

    source: str
    due: datetime
    moved_to: str | None = None
    failures: int = 0


def due_sources(
    connection: Connection,
    now: datetime,
    *,
    failing: bool,
    after: Due | None = None,
    limit: int,
) -> tuple[Due, ...]:
    """A page of what is due, longest due first; the next one comes `after` its last.

    Either of sources that failed last time, or of those that did not.
    """
    alike = sources.c.failures > 0 if failing else sources.c.failures == 0
    free = or_(sources.c.leased_until.is_(None), sources.c.leased_until <= now)
    query = select(
        sources.c.id.label("source"),
        sources.c.next_due.label("due"),
        sources.c.moved_to,
        sources.c.failures,
    ).where(sources.c.configured, alike, free, sources.c.next_due <= now)
    if after is not None:
        place = tuple_(sources.c.next_due, sources.c.id)
        query = query.where(place > (after.due, after.source))
    ordered = query.order_by(sources.c.next_due, sources.c.id).limit(limit)
    return tuple(Due(**row) for row in connection.execute(ordered).mappings())


def release(connection: Connection, source_ids: Collection[str]) -> None:
    """Free sources whose holder is gone, whatever its lease.

    Should it be there after all, the fence keeps it from recording anything once
    somebody else has claimed them.
    """
    for ids in chunks(source_ids):
        held = sources.c.leased_until.is_not(None)
        connection.execute(
            update(sources).where(sources.c.id.in_(ids), held).values(leased_until=None)
        )
