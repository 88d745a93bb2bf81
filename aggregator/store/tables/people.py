"""People, the links that let them in, and where they are signed in."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, text

from aggregator.store.tables.metadata import Instant, metadata

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # The name without regard to capitals: nobody is told from another by those.
    Column("folded_name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    # An argon2id hash; null until a password is set.
    Column("password_hash", Text),
    Column("created_at", Instant, nullable=False),
    # 1 where single keys in the queue are switched off.
    Column("keys_off", Integer, nullable=False, server_default=text("0")),
    # Small letters; only the invited person's own, for signing in elsewhere.
    Column("email", Text),
    # Who they are to the other sign-in: its address, a space, its name for them.
    Column("outside_id", Text),
    Index("uq_people_email", "email", unique=True),
    Index("uq_people_outside_id", "outside_id", unique=True),
    sqlite_autoincrement=True,
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    # SHA-256 of the token in the link, in hexadecimal; the token is not kept.
    Column("token_hash", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used_at", Instant),
    Index(None, "person"),
)

# Passwords that were wrong, so that nobody can try many.
wrong_passwords = Table(
    "wrong_passwords",
    metadata,
    Column("id", Integer, primary_key=True),
    # SHA-256 of the name and of where it was typed.
    Column("whose", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "whose", "at"),
)

sessions = Table(
    "sessions",
    metadata,
    # SHA-256 of the token in the cookie, in hexadecimal; the token is not kept.
    Column("token_hash", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Index(None, "person"),
    Index(None, "expires"),
)
