"""How many follow an account, with the moment at which it was asked."""

from sqlalchemy import Column, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

followers = Table(
    "followers",
    metadata,
    Column("network", Text, primary_key=True),
    # A handle, or the network's name for its first account.
    Column("account", Text, primary_key=True),
    Column("at", Instant, primary_key=True),
    # Null where the network did not tell.
    Column("number", Integer),
)
