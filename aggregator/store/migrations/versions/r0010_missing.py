"""Since when a complete listing does not have an item."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("items", sa.Column("missing_since", Instant()))
