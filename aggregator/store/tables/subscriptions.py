"""Sources whose hubs tell us of news."""

from sqlalchemy import Column, ForeignKey, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    # Where to subscribe, and how the hub calls the feed.
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    # The last part of the address that the hub tells, and what it signs with.
    Column("token", Text, nullable=False, unique=True),
    Column("secret", Text, nullable=False),
    # When the hub was last asked, and until when it has promised; null before that.
    Column("asked_at", Instant),
    Column("until", Instant),
)
