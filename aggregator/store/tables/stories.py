"""Stories, the items they are seen in, and the keys that find them again."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("title", Text, nullable=False),
    # Everything but the items, as store/codec.py writes it.
    Column("facts", JSON, nullable=False),
    # After this moment it is over for certain; it may be over before.
    Column("over_after", Instant, nullable=False),
    Column("first_seen", Instant, nullable=False),
    # When its facts were last written.
    Column("saved_at", Instant, nullable=False),
    Index(None, "kind", "over_after"),
)

# Gives out numbers for the names of stories; its rows are deleted at once.
story_numbers = Table(
    "story_numbers",
    metadata,
    Column("id", Integer, primary_key=True),
    sqlite_autoincrement=True,
)

items = Table(
    "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("story", Text, ForeignKey("stories.id"), nullable=False),
    # Its place among the items of its story.
    Column("position", Integer, nullable=False),
    # The whole item in the shape of model/item_json.py.
    Column("facts", JSON, nullable=False),
    # Why it joined its story, in plain words.
    Column("reason", Text),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    # Since when a listing that has everything does not have it; null while it does.
    Column("missing_since", Instant),
    Index(None, "story", "position"),
    Index(None, "source", "first_seen", "id"),
    Index(None, "first_seen", "id"),
)

# What finds the stories that an item could belong to; two items of one story nearly
# always share a key. Numbers of 32 bits, which SQLite keeps in five bytes.
story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column(
        "story", Text, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
    ),
    Index(None, "story"),
    sqlite_with_rowid=False,
)

# By which rules the keys were made; another release may make others.
key_rules = Table("key_rules", metadata, Column("version", Integer, primary_key=True))

# What editors said of which items are of one thing; the latest word counts.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bond", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    sqlite_autoincrement=True,
)

decision_items = Table(
    "decision_items",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.id"), primary_key=True),
    # Items may be forgotten while what was said of them stands.
    Column("item", Text, primary_key=True),
    # 0 and 1: the two groups that were put together or kept apart.
    Column("side", Integer, nullable=False),
    Index(None, "item"),
)
