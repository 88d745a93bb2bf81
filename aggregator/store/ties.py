"""What ties a draft to its story: which one, as it was told, and what to know of it."""

from sqlalchemy import Connection, select, update

from aggregator.model.draft import Draft, State
from aggregator.model.story import Story
from aggregator.store import codec
from aggregator.store.draft_rows import draft_of
from aggregator.store.tables.drafts import drafts


def hand_over(
    connection: Connection, draft_id: int, story_id: str, purpose: str
) -> None:
    """The draft is about another story from here on."""
    connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id)
        .values(story=story_id, purpose=purpose)
    )


def mark(connection: Connection, draft_id: int, reason: str | None) -> None:
    """Say beside a waiting draft what to know of it; `None` takes the words away."""
    connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.state == State.WAITING)
        .values(reason=reason)
    )


def marked(connection: Connection, reason: str) -> tuple[Draft, ...]:
    """The waiting drafts beside which these words are."""
    query = (
        select(drafts)
        .where(drafts.c.state == State.WAITING, drafts.c.reason == reason)
        .order_by(drafts.c.id)
    )
    return tuple(draft_of(row) for row in connection.execute(query).mappings())


def rebase(connection: Connection, draft_id: int, basis: Story) -> None:
    """A person said yes with the story as it is: from here on it is what was told."""
    connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id)
        .values(basis=codec.whole_story_to_row(basis))
    )
