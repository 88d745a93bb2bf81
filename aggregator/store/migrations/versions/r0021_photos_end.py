"""Until when a photo may be shown, and which forms were handed in already."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen drafts by a day, and keep the keys of forms."""
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(sa.Column("image_until", sa.Date()))
    op.create_index("ix_drafts_image", "drafts", ["image"])
    op.create_index("ix_drafts_image_until", "drafts", ["image_until"])
    op.create_table(
        "handed_in",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_handed_in"),
    )
