"""Why a photo that a person added may be shown, and who took it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the drafts."""
    op.add_column("drafts", sa.Column("image_consent", sa.Text()))
    op.add_column("drafts", sa.Column("image_credit", sa.Text()))
