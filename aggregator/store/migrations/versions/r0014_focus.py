"""Where an editor wants a draft's picture cut."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the drafts."""
    op.add_column("drafts", sa.Column("image_focus", sa.Text()))
