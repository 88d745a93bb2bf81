"""The messages to the editors: a row each, so that it goes once."""

from sqlalchemy import Column, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

digests = Table(
    "digests",
    metadata,
    # The day in the council's zone, as 2026-11-23; or "evening ", its id and its day.
    Column("day", Text, primary_key=True),
    # "sending", "sent", "failed" or "nothing" (there was nothing to say).
    Column("state", Text, nullable=False),
    # When it was last tried.
    Column("at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
)
