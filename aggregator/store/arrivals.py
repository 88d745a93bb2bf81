"""When something new came from each source."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, func, literal, select, union_all

from aggregator.store.chunks import chunks
from aggregator.store.tables.stories import items

# Enough to tell what is usual, and what was usual a year ago is not.
_LAST = 40
_SOURCES_AT_ONCE = 100


def arrivals(
    connection: Connection, sources: Sequence[str]
) -> Mapping[str, tuple[datetime, ...]]:
    """The last moments at which each source brought something new, newest first."""
    found: dict[str, list[datetime]] = {}
    for names in chunks(sources):
        for start in range(0, len(names), _SOURCES_AT_ONCE):
            some = [_last(name) for name in names[start : start + _SOURCES_AT_ONCE]]
            for row in connection.execute(union_all(*some)):
                found.setdefault(row.source, []).append(row.first_seen)
    return {name: tuple(moments) for name, moments in found.items()}


def new_items(
    connection: Connection, source: str, moments: Sequence[datetime]
) -> Mapping[datetime, int]:
    """How many items of a source were first seen at each of some moments."""
    if not moments:
        return {}
    query = (
        select(items.c.first_seen, func.count())
        .where(items.c.source == source, items.c.first_seen >= min(moments))
        .group_by(items.c.first_seen)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _last(source: str) -> Select[tuple[str, datetime]]:
    last = (
        select(items.c.first_seen)
        .where(items.c.source == source)
        .distinct()
        .order_by(items.c.first_seen.desc())
        .limit(_LAST)
        .subquery()
    )
    return select(literal(source).label("source"), last.c.first_seen)
