"""Subscriptions at the hubs of feeds."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No source is subscribed yet: the next polls see what they offer."""
    op.create_table(
        "subscriptions",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant()),
        sa.Column("until", Instant()),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.id"], name="fk_subscriptions_source_sources"
        ),
        sa.PrimaryKeyConstraint("source", name="pk_subscriptions"),
        sa.UniqueConstraint("token", name="uq_subscriptions_token"),
    )
