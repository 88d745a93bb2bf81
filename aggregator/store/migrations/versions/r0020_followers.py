"""How many follow an account, asked now and then."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of followers."""
    op.create_table(
        "followers",
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.PrimaryKeyConstraint("network", "account", "at", name="pk_followers"),
    )
