"""What the addresses in drafts answered, and drafts found by their link."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of links, and the index by which drafts of one page are found."""
    op.create_table(
        "links",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("cause", sa.Text()),
        sa.Column("landed", sa.Text()),
        sa.Column("for_good", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", Instant()),
        sa.PrimaryKeyConstraint("url", name="pk_links"),
    )
    op.create_index("ix_links_looked_at", "links", ["looked_at"])
    op.create_index("ix_drafts_link", "drafts", ["link"])
