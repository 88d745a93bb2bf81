"""How full and how late the tables are, for whoever watches the program."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, cast, func, select

from aggregator.model.draft import State
from aggregator.store import tallies
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.metadata import Instant
from aggregator.store.tables.sources import sources


def drafts_by_state(connection: Connection) -> Mapping[str, int]:
    """How many drafts are in each state."""
    return {state.value: n for state, n in tallies.counts(connection).items()}


def oldest_waiting(connection: Connection) -> datetime | None:
    """Since when the draft waits that waits longest; nothing if none does."""
    found: datetime | None = connection.scalar(
        select(func.min(drafts.c.created_at)).where(drafts.c.state == State.WAITING)
    )
    return found


def deliveries_by_state(connection: Connection) -> Mapping[str, int]:
    """How many deliveries are in each state."""
    query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def sources_by_health(connection: Connection) -> Mapping[str, int]:
    """How many configured sources are in each state of health."""
    query = (
        select(sources.c.health, func.count())
        .where(sources.c.configured)
        .group_by(sources.c.health)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def longest_due(connection: Connection) -> datetime | None:
    """Since when the source is due that is due longest; may be in the future."""
    found: datetime | None = connection.scalar(
        select(func.min(sources.c.next_due)).where(sources.c.configured)
    )
    return found


def last_polled(connection: Connection) -> datetime | None:
    """When any source was last asked; nothing before the first time."""
    found: datetime | None = connection.scalar(
        select(func.max(sources.c.last_polled)).where(sources.c.configured)
    )
    return found


def time_there(connection: Connection) -> datetime:
    """What time it is where the database is."""
    found: datetime = connection.execute(
        select(cast(func.clock_timestamp(), Instant))
    ).scalar_one()
    return found
