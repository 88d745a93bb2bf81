"""Where a source has moved to, and how often it changes."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is known of these yet: the next polls find out."""
    op.add_column("sources", sa.Column("moved_to", sa.Text()))
    op.add_column("sources", sa.Column("changed_at", Instant()))
    op.add_column("sources", sa.Column("gap", sa.Integer()))
    op.add_column("sources", sa.Column("interval", sa.Integer()))
