"""Readings of posts, for the evidence."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables, and the index by which a month's posts are found."""
    op.create_table(
        "metrics",
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("impressions", sa.Integer()),
        sa.Column("likes", sa.Integer()),
        sa.Column("replies", sa.Integer()),
        sa.Column("reposts", sa.Integer()),
        sa.Column("quotes", sa.Integer()),
        sa.Column("clicks", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_metrics_delivery_deliveries"
        ),
        sa.PrimaryKeyConstraint("delivery", "at", name="pk_metrics"),
    )
    op.create_table(
        "readings",
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("due", Instant()),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery"], ["deliveries.id"], name="fk_readings_delivery_deliveries"
        ),
        sa.PrimaryKeyConstraint("delivery", name="pk_readings"),
    )
    op.create_index("ix_readings_due", "readings", ["due"])
    op.create_index("ix_deliveries_posted_at", "deliveries", ["posted_at"])
    op.create_index("ix_audit_at", "audit", ["at"])
