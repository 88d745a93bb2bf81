"""What is planned, and what stops it."""

from sqlalchemy import Boolean, Column, Date, Integer, Table, Text, text

from aggregator.store.tables.metadata import Instant, metadata

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True),
    # True while it is in force and null afterwards: there can be one at a time.
    Column("in_force", Boolean, unique=True),
    # What for ("mourning"), and the last day that it is meant for.
    Column("kind", Text, nullable=False, server_default=text("'other'")),
    Column("until", Date),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("released_at", Instant),
    Column("released_by", Text),
)
