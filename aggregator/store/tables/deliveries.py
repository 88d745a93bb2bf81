"""The promises to put drafts out, each attempt to keep one, and what is out."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from aggregator.store.tables.metadata import Instant, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id"), nullable=False),
    Column("network", Text, nullable=False),
    # A handle, or the network's name for its first account.
    Column("account", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Where the post can be seen, when it went out and by whom.
    Column("address", Text),
    Column("posted_at", Instant),
    Column("posted_by", Text),
    Column("promised_at", Instant, nullable=False),
    # Its planned time; null is "as soon as it was promised".
    Column("due", Instant),
    # When the ledger looks at it again; null is "when it is due".
    Column("next_at", Instant),
    # Grows with every claim, and never goes back: an older one has lost the claim.
    Column("fence", Integer, nullable=False, server_default=text("0")),
    Column("lease_until", Instant),
    # How many attempts were refused, and how many ended in doubt.
    Column("refusals", Integer, nullable=False, server_default=text("0")),
    Column("doubts", Integer, nullable=False, server_default=text("0")),
    # Why it is where it is: one word, and a sentence for a person.
    Column("cause", Text),
    Column("sentence", Text),
    # What is sent, frozen with the first attempt.
    Column("payload", JSON(none_as_null=True)),
    # What it does ("post", "repost") and to which post of somebody else.
    Column("act", Text, nullable=False, server_default=text("'post'")),
    Column("target", Text),
    UniqueConstraint("draft", "network", "account"),
    Index(None, "state"),
    Index(None, "posted_at"),
    sqlite_autoincrement=True,
)

# Written before a byte is sent; without an outcome nobody knows what became of it.
attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery", Integer, ForeignKey("deliveries.id"), nullable=False),
    # Which part of a thread, from 0.
    Column("part", Integer, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    # "sent", "refused" or "unknown", and the network's answer in words.
    Column("outcome", Text),
    Column("sentence", Text),
    Index(None, "delivery", "part"),
    sqlite_autoincrement=True,
)

# One row for each part that is out.
posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery", Integer, ForeignKey("deliveries.id"), nullable=False),
    Column("part", Integer, nullable=False),
    # What the network calls it.
    Column("remote", Text, nullable=False),
    Column("address", Text),
    Column("posted_at", Instant, nullable=False),
    UniqueConstraint("delivery", "part"),
    Index(None, "remote"),
    sqlite_autoincrement=True,
)
