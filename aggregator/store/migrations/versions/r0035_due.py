"""The longest due sources are found in the order of an index, however many are due."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put an index with the id in the place of one without.

    Where all of 200,000 sources were due at one moment, each claim of 128 sorted them
    all. A million rows are indexed within a second or two: no index that is built
    beside the work is needed here.
    """
    op.create_index(
        "ix_sources_configured_next_due_id", "sources", ["configured", "next_due", "id"]
    )
    op.drop_index("ix_sources_configured_next_due", "sources")
