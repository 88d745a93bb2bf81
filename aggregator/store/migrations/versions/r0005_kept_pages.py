"""Pages that a source's lists lead to."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table in which they are kept between polls."""
    op.create_table(
        "kept_pages",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final", sa.Text(), nullable=False),
        sa.Column("known_at", Instant(), nullable=False),
        sa.Column("content_type", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.id"], name="fk_kept_pages_source_sources"
        ),
        sa.PrimaryKeyConstraint("source", "url", name="pk_kept_pages"),
    )
