"""What the evidence suggests, for the desk: looked up once an hour at most."""

from datetime import datetime
from functools import lru_cache

from aggregator.evidence.month import Month, month_of
from aggregator.evidence.suggestions import Suggestion, suggestions
from aggregator.run.assemble import Parts
from aggregator.store import records
from aggregator.store.database import Database

# Fewer posts than these say nothing; the month before is asked instead.
_ENOUGH = 20


def advice(parts: Parts) -> tuple[Month, tuple[Suggestion, ...]]:
    """Suggestions from this month, or from the last while this one is young.

    Raises:
        StoreError: the database cannot be used.
    """
    now = parts.clock()
    hour = now.replace(minute=0, second=0, microsecond=0)
    return _of(
        parts.database, month_of(now, parts.configuration.council.timezone), hour
    )


@lru_cache(maxsize=4)
def _of(
    database: Database, month: Month, _hour: datetime
) -> tuple[Month, tuple[Suggestion, ...]]:
    with database.reading() as connection:
        posts = records.posts(connection, month.begins, month.ends)
        if len(posts) < _ENOUGH:
            month = month.previous
            posts = records.posts(connection, month.begins, month.ends)
        drafts = records.decided(connection, month.begins, month.ends)
    return month, suggestions(posts, drafts, month) if len(posts) >= _ENOUGH else ()
