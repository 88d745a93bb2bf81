"""What was read at a network that charges for reading."""

from sqlalchemy import Column, Date, Integer, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

paid_reads = Table(
    "paid_reads",
    metadata,
    Column("network", Text, primary_key=True),
    # A handle, or the network's name for its first account.
    Column("account", Text, primary_key=True),
    # The same thing read again on the same day in UTC is not charged again.
    Column("day", Date, primary_key=True),
    Column("resource", Text, primary_key=True),
    # Thousandths of a US dollar.
    Column("mills", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)
