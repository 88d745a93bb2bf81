"""What several desks read, asked for once for all of them."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

shelf = Table(
    "shelf",
    metadata,
    # Made from the address and from what else says what comes back.
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    # When it was last asked for; null before the first answer.
    Column("known_at", Instant),
    # The address that it answered at.
    Column("final", Text),
    Column("content_type", Text),
    Column("link", Text),
    Column("moved_to", Text),
    # The seconds that the site says it stays as it is.
    Column("fresh_for", Integer),
    # What to ask "has it changed?" with.
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    # Compressed by zlib, for some days; and when it came.
    Column("body", LargeBinary),
    Column("brought_at", Instant),
    # Why it could not be had; null if it could.
    Column("cause", Text),
    Column("sentence", Text),
    Column("remedy", Text),
    # The seconds that the site wants to be left alone.
    Column("retry_after", Integer),
    # Failures in a row.
    Column("failures", Integer, nullable=False),
    # The fence, as a source's claim has it.
    Column("token", Integer, nullable=False),
    Column("leased_until", Instant),
    Index(None, "known_at"),
)
