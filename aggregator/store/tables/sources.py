"""What is known of each source, and how its last polls went."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

sources = Table(
    "sources",
    metadata,
    # The id in sources.toml.
    Column("id", Text, primary_key=True),
    # Whether sources.toml still has it; the row of one that left is kept.
    Column("configured", Boolean, nullable=False),
    # Changes when its configuration does, so that an unchanged body is read again.
    Column("fingerprint", Text),
    # When it may be asked again.
    Column("next_due", Instant, nullable=False),
    # What to ask "has it changed?" with.
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    # How it is doing, in one word, in a sentence, and since when.
    Column("health", Text, nullable=False),
    Column("sentence", Text),
    Column("since", Instant, nullable=False),
    # The word and the sentence of its last usable document.
    Column("good_health", Text),
    Column("good_sentence", Text),
    Column("last_polled", Instant),
    Column("last_good", Instant),
    # How many entries the last usable document had.
    Column("entries", Integer),
    # Where it is asked instead, since it has moved for good.
    Column("moved_to", Text),
    # When it last brought something new, and the seconds between two changes.
    Column("changed_at", Instant),
    Column("gap", Integer),
    # The seconds that it is left alone at present, by that rhythm.
    Column("interval", Integer),
    # Polls in a row that brought nothing usable.
    Column("failures", Integer, nullable=False),
    # The fence: grows with each claim, so that a late poll cannot record anything.
    Column("token", Integer, nullable=False),
    # Until when the claim holds; null when nobody has one.
    Column("leased_until", Instant),
    Index(None, "configured", "next_due", "id"),
)

polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("at", Instant, nullable=False),
    # The health it ended in, or "unchanged".
    Column("outcome", Text, nullable=False),
    Column("entries", Integer),
    Column("sentence", Text),
    Index(None, "source", "id"),
)
