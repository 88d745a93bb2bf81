"""Whether a person said that a picture is only for decoration."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen drafts; of no picture has anybody said so yet."""
    column: sa.Column[bool] = sa.Column(
        "image_decorative", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    # SQLite adds it in place; to copy the table would take its children along.
    op.add_column("drafts", column)
