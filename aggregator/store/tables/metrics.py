"""What the networks told about posts: every reading is kept, with its moment."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from aggregator.store.tables.metadata import Instant, metadata

metrics = Table(
    "metrics",
    metadata,
    Column("delivery", Integer, ForeignKey("deliveries.id"), primary_key=True),
    Column("at", Instant, primary_key=True),
    # Null is "the network does not tell", which is not nought.
    Column("impressions", Integer),
    Column("likes", Integer),
    Column("replies", Integer),
    Column("reposts", Integer),
    Column("quotes", Integer),
    Column("clicks", Integer),
    # Of the replies by others, those with an answer of ours.
    Column("answered", Integer),
)

# One row for each post that is read again from time to time.
readings = Table(
    "readings",
    metadata,
    Column("delivery", Integer, ForeignKey("deliveries.id"), primary_key=True),
    # How often it was asked for; the next time follows from it.
    Column("taken", Integer, nullable=False),
    # Null once it is asked for no more.
    Column("due", Instant),
    # The network said that there is no such post any more.
    Column("gone", Boolean, nullable=False),
    Index(None, "due"),
)
