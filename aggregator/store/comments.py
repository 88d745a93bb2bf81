"""What people say to each other about a draft."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from aggregator.model.draft import Comment
from aggregator.store.tables.drafts import comments

# Nobody reads further back, and no loop may fill the memory.
_MOST = 200


def add(
    connection: Connection, draft_id: int, who: str, text: str, now: datetime
) -> None:
    """Keep a comment."""
    connection.execute(
        insert(comments).values(draft=draft_id, who=who, text=text, at=now)
    )


def of(connection: Connection, draft_id: int) -> tuple[Comment, ...]:
    """The comments on a draft, oldest first."""
    query = (
        select(comments)
        .where(comments.c.draft == draft_id)
        .order_by(comments.c.id.desc())
        .limit(_MOST)
    )
    rows = connection.execute(query).mappings().all()
    return tuple(
        Comment(who=row["who"], text=row["text"], at=row["at"])
        for row in reversed(rows)
    )
