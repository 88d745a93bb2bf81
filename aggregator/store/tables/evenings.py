"""Which drafts are of a live evening, and which of its lines each one is."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from aggregator.store.tables.metadata import metadata

evening_posts = Table(
    "evening_posts",
    metadata,
    Column("draft", Integer, ForeignKey("drafts.id"), primary_key=True),
    # The id of its [[live]] in sources.toml.
    Column("evening", Text, nullable=False),
    # The id of the line; "+" and a key of the form for words of somebody's own.
    Column("cue", Text, nullable=False),
    Index(None, "evening", "draft"),
)
