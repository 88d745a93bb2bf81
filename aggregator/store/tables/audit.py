"""Who did what when, and the seals that show it was not altered."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

# Triggers of the migration refuse to change or delete a row of either table.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    # A person's name, or the program's.
    Column("who", Text, nullable=False),
    # A verb: "approved", "edit", "hold".
    Column("what", Text, nullable=False),
    # What it was done to: "draft 12", "account".
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "subject", "id"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

audit_seals = Table(
    "audit_seals",
    metadata,
    # 1, 2, 3 without a gap, in the order of commits.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("line", Integer, ForeignKey("audit.id"), nullable=False, unique=True),
    # SHA-256 over the seal before and this line, in hexadecimal.
    Column("hash", Text, nullable=False),
)
