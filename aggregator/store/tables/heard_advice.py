"""What of the evidence's advice somebody put away."""

from sqlalchemy import Column, Table, Text

from aggregator.store.tables.metadata import Instant, metadata

heard_advice = Table(
    "heard_advice",
    metadata,
    # The month that taught it, as 2026-10: the next one may say it again.
    Column("month", Text, primary_key=True),
    # What it is about ("silence", "wording templates/en/event.j2 Come and").
    Column("about", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
