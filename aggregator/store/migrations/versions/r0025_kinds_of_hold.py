"""What a hold is for, and the last day that it is meant for."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the holds; those of before are of no kind in particular."""
    kind = sa.Column("kind", sa.Text(), server_default="other", nullable=False)
    op.add_column("holds", kind)
    op.add_column("holds", sa.Column("until", sa.Date()))
