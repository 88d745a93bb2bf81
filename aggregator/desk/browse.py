"""What has been read and kept, to look at."""

from collections.abc import Iterator

from aggregator.model.health import SourceHealth
from aggregator.store import audit, sources, stories
from aggregator.store.audit import AuditLine
from aggregator.store.database import Database
from aggregator.store.stories import SeenItem

PAGE = 500


def seen_items(
    database: Database, source: str | None, limit: int | None
) -> Iterator[SeenItem]:
    """Items newest first, of one source or of all; `limit` of `None` is every one."""
    after: str | None = None
    left = limit
    while left is None or left > 0:
        size = PAGE if left is None else min(PAGE, left)
        with database.reading() as connection:
            page = stories.seen(connection, source, size, after)
        yield from page
        if len(page) < size:
            return
        after = page[-1].item.id
        left = None if left is None else left - size


def source_health(database: Database) -> dict[str, SourceHealth]:
    """How each source is doing, by its id."""
    with database.reading() as connection:
        return {row.source: row for row in sources.health(connection)}


def history(
    database: Database, subject: str | None, limit: int, before: int | None = None
) -> tuple[AuditLine, ...]:
    """Who did what, newest first; of one subject ("draft 7") or of everything."""
    with database.reading() as connection:
        return audit.read(connection, subject=subject, limit=limit, before_id=before)
