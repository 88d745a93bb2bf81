"""What only grows is in parts by time; older programs are told what serves them."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0031"
branch_labels = None
depends_on = None

_DAYS = {"polls": 7, "metrics": 28}


def upgrade() -> None:
    """Make two tables of PostgreSQL anew, in parts; their rows stay."""
    op.create_table(
        "schema_reach",
        sa.Column("oldest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("oldest", name="pk_schema_reach"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _part("polls", ("id", "at"), "source", "sources", "id")
        op.execute("ALTER SEQUENCE polls_id_seq OWNED BY polls.id")
        op.execute("DROP TABLE polls_before")
        op.create_index("ix_polls_source_id", "polls", ["source", "id"])
        _part("metrics", ("delivery", "at"), "delivery", "deliveries", "id")
        op.execute("DROP TABLE metrics_before")


def _part(
    table: str, key: tuple[str, ...], column: str, other: str, other_key: str
) -> None:
    foreign = f"fk_{table}_{column}_{other}"
    op.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    op.execute(f"ALTER TABLE {table}_before DROP CONSTRAINT pk_{table}")
    op.execute(f"ALTER TABLE {table}_before DROP CONSTRAINT {foreign}")
    op.execute(
        f"CREATE TABLE {table} (LIKE {table}_before INCLUDING DEFAULTS, "
        f"CONSTRAINT pk_{table} PRIMARY KEY ({', '.join(key)}), "
        f"CONSTRAINT {foreign} FOREIGN KEY ({column}) REFERENCES {other} ({other_key})"
        ") PARTITION BY RANGE (at)"
    )
    op.execute(f"CREATE TABLE {table}_rest PARTITION OF {table} DEFAULT")
    moment = op.get_bind().execute(sa.text("SELECT now()")).scalar_one()
    for name, since, until in _parts(table, moment):
        op.execute(
            f"CREATE TABLE {name} PARTITION OF {table} "
            f"FOR VALUES FROM ('{since.isoformat()}') TO ('{until.isoformat()}')"
        )
    op.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608 - our own names


def _parts(table: str, moment: datetime) -> list[tuple[str, datetime, datetime]]:
    span = timedelta(days=_DAYS[table])
    epoch = datetime(2024, 1, 1, tzinfo=UTC)
    first = epoch + (moment - epoch) // span * span
    begins = [first + span * number for number in range(5)]
    return [(f"{table}_p{since:%Y%m%d}", since, since + span) for since in begins]
