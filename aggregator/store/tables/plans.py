"""What is planned, and what stops it."""

from sqlalchemy import Boolean, Column, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    # True while it is in force and null afterwards: there can be one at a time.
    Column("in_force", Boolean, unique=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("released_at", Instant),
    Column("released_by", Text),
)
