"""In which tone a draft speaks, which replies were answered, which advice was heard."""

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen drafts and readings, and keep what of the advice was put away."""
    with op.batch_alter_table("drafts") as drafts:
        drafts.add_column(sa.Column("tone", sa.Text()))
    with op.batch_alter_table("metrics") as metrics:
        metrics.add_column(sa.Column("answered", sa.Integer()))
    op.create_table(
        "heard_advice",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("month", "about", name="pk_heard_advice"),
    )
