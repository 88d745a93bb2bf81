"""Keys that find stories: numbers, kept by story; those of items are dropped.

The program makes the keys of open stories anew when it starts: `key_rules` is empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of keys, which start empty."""
    op.drop_table("item_keys")
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
            name="fk_story_keys_story_stories",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "story", name="pk_story_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_keys_story", "story_keys", ["story"])
    op.create_table(
        "key_rules",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_key_rules"),
    )
