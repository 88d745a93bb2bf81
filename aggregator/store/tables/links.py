"""What the addresses in drafts answered when they were looked at last."""

from sqlalchemy import Boolean, Column, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

links = Table(
    "links",
    metadata,
    Column("url", Text, primary_key=True),
    Column("looked_at", Instant, nullable=False, index=True),
    # What it answered, or one word for why it did not.
    Column("status", Integer),
    Column("cause", Text),
    # Where redirects led, and whether each of them was permanent.
    Column("landed", Text),
    Column("for_good", Boolean, nullable=False),
    # The looks in a row that went wrong, and the first of them.
    Column("failures", Integer, nullable=False),
    Column("since", Instant),
)
