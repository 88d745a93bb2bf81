"""What several desks of an installation read is asked for once for all of them."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0031"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the shelf; only the schema that is shared ever has rows in it."""
    op.create_table(
        "shelf",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("known_at", Instant()),
        sa.Column("final", sa.Text()),
        sa.Column("content_type", sa.Text()),
        sa.Column("link", sa.Text()),
        sa.Column("moved_to", sa.Text()),
        sa.Column("fresh_for", sa.Integer()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("brought_at", Instant()),
        sa.Column("cause", sa.Text()),
        sa.Column("sentence", sa.Text()),
        sa.Column("remedy", sa.Text()),
        sa.Column("retry_after", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("leased_until", Instant()),
        sa.PrimaryKeyConstraint("key", name="pk_shelf"),
    )
    op.create_index("ix_shelf_known_at", "shelf", ["known_at"])
