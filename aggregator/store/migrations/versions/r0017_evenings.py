"""Which drafts are of a live evening."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and enter what was made from a run-sheet before."""
    made = op.create_table(
        "evening_posts",
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("evening", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name="fk_evening_posts_draft_drafts"
        ),
        sa.PrimaryKeyConstraint("draft", name="pk_evening_posts"),
    )
    op.create_index(
        "ix_evening_posts_evening_draft", "evening_posts", ["evening", "draft"]
    )
    drafts = sa.table("drafts", sa.column("id"), sa.column("purpose"))
    found = op.get_bind().execute(
        sa.select(drafts.c.id, drafts.c.purpose).where(
            drafts.c.purpose.like("live % %")
        )
    )
    rows = []
    for draft, purpose in found:
        _, evening, cue = purpose.split(" ", 2)
        rows.append({"draft": draft, "evening": evening, "cue": cue})
    if rows:
        op.bulk_insert(made, rows)
