"""What several machines tell each other; beside it lie procrastinate's own tables.

They are in a schema of their own, one for the whole installation, on PostgreSQL alone.
All of it is for the moment: whoever drops the schema loses nothing, since what is due
is read from the other tables. Its moments are the database's, which all machines share.
"""

from sqlalchemy import (
    TIMESTAMP,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

SCHEMA = "aggregator_machines"
# Counts up when a table below changes.
LAYOUT = 1

machines = MetaData(schema=SCHEMA)

lead = Table(
    "lead",
    machines,
    # Always true: there is one row.
    Column("one", Boolean, primary_key=True),
    # The process that leads, and until when it may without saying so again.
    Column("holder", Text, nullable=False),
    Column("since", TIMESTAMP(timezone=True), nullable=False),
    Column("until", TIMESTAMP(timezone=True), nullable=False),
    # The time by the program's clock when it last looked for what is due.
    Column("looked_at", TIMESTAMP(timezone=True)),
)

processes = Table(
    "processes",
    machines,
    # The machine, the number of the process there, and a word of chance.
    Column("name", Text, primary_key=True),
    # "scheduler" or "worker".
    Column("kind", Text, nullable=False),
    # What a worker takes from, with commas between.
    Column("queues", Text, nullable=False),
    # How many batches of sources it polls side by side.
    Column("room", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("started_at", TIMESTAMP(timezone=True), nullable=False),
    Column("seen_at", TIMESTAMP(timezone=True), nullable=False),
    # How far its machine's clock is ahead of the database's, in seconds.
    Column("ahead", Float, nullable=False),
)

hosts = Table(
    "hosts",
    machines,
    # A host that a batch has to itself.
    Column("host", Text, primary_key=True),
    Column("batch", Text, nullable=False),
    # Nobody asks it before then, though its batch is done.
    Column("rests_until", TIMESTAMP(timezone=True)),
    Index(None, "batch"),
)
