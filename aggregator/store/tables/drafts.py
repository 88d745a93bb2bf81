"""Drafts, and how many there are in each state."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from aggregator.store.tables.metadata import Instant, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    # The story it is about; null for what a colleague wrote.
    Column("story", Text, ForeignKey("stories.id")),
    Column("network", Text, nullable=False),
    # What it is for in the life of its story ("announce").
    Column("purpose", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    # What a person made of it, and what we composed.
    Column("text", Text, nullable=False),
    Column("composed", Text, nullable=False),
    Column("template", Text, nullable=False),
    # Why it is here, in plain words.
    Column("why", Text, nullable=False),
    Column("link", Text),
    Column("image", Text),
    Column("image_alt", Text),
    # Whether a person said that there is nothing in it to describe.
    Column("image_decorative", Boolean, nullable=False, server_default=false()),
    # Where an editor wants the picture cut; null leaves it to us.
    Column("image_focus", Text),
    # Why a photo that a person added may be shown, and who took it.
    Column("image_consent", Text),
    Column("image_credit", Text),
    # The last day on which it may be shown; null where no end was agreed.
    Column("image_until", Date),
    # After this moment posting it would be news no more.
    Column("useful_until", Instant),
    # The same, with the end of time for "always": what the queue is sorted by.
    Column("urgent_by", Instant, nullable=False),
    # The story as it was when the text was composed.
    Column("basis", JSON(none_as_null=True)),
    # Grows with every change.
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    # Who decided, when and why; null while it waits.
    Column("decided_at", Instant),
    Column("decided_by", Text),
    Column("reason", Text),
    # When it got into its state: what decided drafts are sorted by.
    Column("moved_at", Instant, nullable=False),
    # Who changed anything last, and when.
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", Text, nullable=False),
    # Put aside until then; and since when its author is asked to change it.
    Column("asleep_until", Instant),
    Column("asked_at", Instant),
    # The colleague who handed it in.
    Column("brought_by", Text),
    # The campaign of sources.toml that it is of.
    Column("campaign", Text),
    # The tone it was composed in; null for what a person wrote.
    Column("tone", Text),
    UniqueConstraint("story", "network", "purpose"),
    Index(None, "state", "urgent_by", "id"),
    Index(None, "state", "moved_at", "id"),
    Index(None, "network", "created_at"),
    Index(None, "asleep_until"),
    Index(None, "asked_at"),
    Index(None, "brought_by", "id"),
    Index(None, "campaign", "state"),
    Index(None, "link"),
    Index(None, "image"),
    Index(None, "image_until"),
    sqlite_autoincrement=True,
)

# What drafts are found by: their text in small letters without accents.
draft_words = Table(
    "draft_words",
    metadata,
    Column("draft", Integer, ForeignKey("drafts.id"), primary_key=True),
    Column("words", Text, nullable=False),
)

# What people say to each other about a draft.
comments = Table(
    "comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "draft"),
    sqlite_autoincrement=True,
)

# How many drafts are in each state is the sum of these; a change adds rows and
# touches none, so that two editors never wait for each other's counts.
draft_tallies = Table(
    "draft_tallies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("number", Integer, nullable=False),
)

# What was handed in already, by the key of the form that it came from: a telephone that
# lost its connection sends again without knowing whether the first time arrived.
handed_in = Table(
    "handed_in",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
