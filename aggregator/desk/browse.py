"""What has been read and kept, to look at."""

from collections.abc import Iterable, Iterator

from aggregator.desk.quiet import with_quiet
from aggregator.model.delivery import Delivery
from aggregator.model.health import SourceHealth
from aggregator.model.metrics import Metrics
from aggregator.store import arrivals, audit, metrics, sources, stories
from aggregator.store.audit import AuditLine
from aggregator.store.database import Database
from aggregator.store.sources import Poll
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
    """How each source is doing, by its id, and whether it is unusually quiet."""
    with database.reading() as connection:
        known = sources.health(connection)
        came = arrivals.arrivals(connection, [row.source for row in known])
    return {row.source: with_quiet(row, came.get(row.source, ())) for row in known}


def source_history(
    database: Database, source: str, limit: int
) -> tuple[tuple[Poll, int], ...]:
    """The last polls of a source, newest first, each with how many items were new."""
    with database.reading() as connection:
        polls = sources.polls(connection, source, limit)
        came = arrivals.new_items(connection, source, [poll.at for poll in polls])
    return tuple((poll, came.get(poll.at, 0)) for poll in polls)


def readings(
    database: Database, delivered: Iterable[Delivery]
) -> tuple[tuple[Delivery, tuple[Metrics, ...]], ...]:
    """What each post did, reading by reading; without those that were never read."""
    with database.reading() as connection:
        found = [(one, metrics.readings_of(connection, one.id)) for one in delivered]
    return tuple((one, told) for one, told in found if told)


def history(
    database: Database, subject: str | None, limit: int, before: int | None = None
) -> tuple[AuditLine, ...]:
    """Who did what, newest first; of one subject ("draft 7") or of everything."""
    with database.reading() as connection:
        return audit.read(connection, subject=subject, limit=limit, before_id=before)


def verified(database: Database) -> int:
    """How many lines the history has, each as it was written and none missing.

    Raises:
        StoreError: a line was changed, added or taken away behind the program's back.
    """
    with database.reading() as connection:
        return audit.verify(connection)
