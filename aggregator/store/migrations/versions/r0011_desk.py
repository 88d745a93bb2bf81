"""The desk: what is put aside, who brought a draft, comments, words to search."""

import unicodedata

import sqlalchemy as sa
from alembic import op

from aggregator.store.tables.metadata import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    """Widen the drafts, make the tables beside them, and write down their words."""
    op.add_column("drafts", sa.Column("asleep_until", Instant()))
    op.add_column("drafts", sa.Column("asked_at", Instant()))
    op.add_column("drafts", sa.Column("brought_by", sa.Text()))
    op.create_index("ix_drafts_asleep_until", "drafts", ["asleep_until"])
    op.create_index("ix_drafts_asked_at", "drafts", ["asked_at"])
    op.create_index("ix_drafts_brought_by_id", "drafts", ["brought_by", "id"])
    op.create_table(
        "draft_words",
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name="fk_draft_words_draft_drafts"
        ),
        sa.PrimaryKeyConstraint("draft", name="pk_draft_words"),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["drafts.id"], name="fk_comments_draft_drafts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_comments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comments_draft", "comments", ["draft"])
    op.create_table(
        "wrong_passwords",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_passwords"),
    )
    op.create_index("ix_wrong_passwords_whose_at", "wrong_passwords", ["whose", "at"])
    _write_words(op.get_bind())


def _write_words(connection: sa.Connection) -> None:
    last = 0
    while rows := connection.execute(
        sa.text("SELECT id, text FROM drafts WHERE id > :last ORDER BY id LIMIT :many"),
        {"last": last, "many": _AT_ONCE},
    ).all():
        connection.execute(
            sa.text("INSERT INTO draft_words (draft, words) VALUES (:draft, :words)"),
            [{"draft": row.id, "words": _folded(row.text)} for row in rows],
        )
        last = rows[-1].id


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split())
