"""Which campaign a draft is of."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the drafts."""
    op.add_column("drafts", sa.Column("campaign", sa.Text()))
    op.create_index("ix_drafts_campaign_state", "drafts", ["campaign", "state"])
