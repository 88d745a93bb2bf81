"""Pages that a source's lists lead to."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

kept_pages = Table(
    "kept_pages",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    # The address that led to it, and the one that it answered at.
    Column("url", Text, primary_key=True),
    Column("final", Text, nullable=False),
    # When it was last known to be as it is here.
    Column("known_at", Instant, nullable=False),
    Column("content_type", Text),
    # What to ask "has it changed?" with.
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    # Compressed by zlib; null where it could not be had.
    Column("body", LargeBinary),
)
