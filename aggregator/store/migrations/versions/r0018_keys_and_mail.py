"""What a person prefers, and how they are known to another sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the people."""
    with op.batch_alter_table("people") as people:
        people.add_column(
            sa.Column("keys_off", sa.Integer(), nullable=False, server_default="0")
        )
        people.add_column(sa.Column("email", sa.Text()))
        people.add_column(sa.Column("outside_id", sa.Text()))
        people.create_index("uq_people_email", ["email"], unique=True)
        people.create_index("uq_people_outside_id", ["outside_id"], unique=True)
