"""The ledger: when a delivery is due, who holds it, each attempt, and what is out.

On SQLite the table is made anew; no release had rows that point at it yet.
"""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the deliveries, keeping them, and make what is beside them."""
    op.add_column("deliveries", sa.Column("account", sa.Text()))
    op.execute("UPDATE deliveries SET account = network")
    with op.batch_alter_table(
        "deliveries", table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.alter_column("account", existing_type=sa.Text(), nullable=False)
        for column in _columns():
            table.add_column(column)
        table.drop_constraint("uq_deliveries_draft_network", type_="unique")
        table.create_unique_constraint(
            "uq_deliveries_draft_network_account", ["draft", "network", "account"]
        )
    _create_attempts()
    _create_posts()


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("due", Instant()),
        sa.Column("next_at", Instant()),
        sa.Column("fence", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("lease_until", Instant()),
        sa.Column(
            "refusals", sa.Integer(), nullable=False, server_default=sa.text("0")
        ),
        sa.Column("doubts", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("cause", sa.Text()),
        sa.Column("sentence", sa.Text()),
        sa.Column("payload", sa.JSON(none_as_null=True)),
        sa.Column("act", sa.Text(), nullable=False, server_default=sa.text("'post'")),
        sa.Column("target", sa.Text()),
    )


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("outcome", sa.Text()),
        sa.Column("sentence", sa.Text()),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_attempts_delivery_deliveries"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attempts_delivery_part", "attempts", ["delivery", "part"])


def _create_posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("posted_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_posts_delivery_deliveries"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("delivery", "part", name="uq_posts_delivery_part"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posts_remote", "posts", ["remote"])
