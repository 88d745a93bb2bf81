"""Stories that were posted about: what was said last, and who is to hear more."""

from datetime import datetime

from sqlalchemy import Connection, exists, func, select

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import codec
from aggregator.store.drafts import PROGRAM
from aggregator.store.stories import load_all
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.stories import stories

_OPEN = (State.WAITING, State.APPROVED)


def remindable(
    connection: Connection,
    network: str,
    kind: Kind,
    *,
    posted_before: datetime,
    now: datetime,
) -> tuple[Story, ...]:
    """Stories of a kind, not over, that were posted about before that moment.

    None about which a draft waits, is approved, or went out since.
    """
    mine = (drafts.c.story == stories.c.id, drafts.c.network == network)
    posted = exists().where(
        *mine, drafts.c.state == State.PUBLISHED, drafts.c.moved_at < posted_before
    )
    busy = exists().where(*mine, drafts.c.state.in_(_OPEN))
    since = exists().where(
        *mine, drafts.c.state == State.PUBLISHED, drafts.c.moved_at >= posted_before
    )
    query = (
        select(stories.c.id)
        .where(
            stories.c.kind == kind, stories.c.over_after > now, posted, ~busy, ~since
        )
        .order_by(stories.c.over_after, stories.c.id)
    )
    return load_all(connection, connection.scalars(query).all())


def changed_since_posted(
    connection: Connection, network: str, correction: str, now: datetime
) -> tuple[Story, ...]:
    """Stories, not over, that were written anew after the last post about them.

    None about which a correction waits or is approved: that one follows its story.
    """
    last = (
        select(drafts.c.story, func.max(drafts.c.moved_at).label("at"))
        .where(
            drafts.c.network == network,
            drafts.c.state == State.PUBLISHED,
            drafts.c.story.is_not(None),
        )
        .group_by(drafts.c.story)
        .subquery()
    )
    busy = exists().where(
        drafts.c.story == stories.c.id,
        drafts.c.network == network,
        drafts.c.state.in_(_OPEN),
        drafts.c.purpose.startswith(correction, autoescape=True),
    )
    query = (
        select(stories.c.id)
        .join(last, last.c.story == stories.c.id)
        .where(stories.c.saved_at > last.c.at, stories.c.over_after > now, ~busy)
        .order_by(stories.c.id)
    )
    return load_all(connection, connection.scalars(query).all())


def withdrawn_since(
    connection: Connection, now: datetime
) -> tuple[tuple[int, str], ...]:
    """Drafts that the program withdrew, with their stories, if those changed since."""
    query = (
        select(drafts.c.id, drafts.c.story)
        .join(stories, stories.c.id == drafts.c.story)
        .where(
            drafts.c.state == State.WITHDRAWN,
            drafts.c.changed_by == PROGRAM,
            stories.c.saved_at > drafts.c.moved_at,
            stories.c.over_after > now,
        )
        .order_by(drafts.c.id)
    )
    return tuple((row.id, row.story) for row in connection.execute(query))


def posted_of(connection: Connection, story_id: str, network: str, purpose: str) -> int:
    """How many drafts went out whose purpose begins so."""
    query = select(func.count()).where(
        drafts.c.story == story_id,
        drafts.c.network == network,
        drafts.c.state == State.PUBLISHED,
        drafts.c.purpose.startswith(purpose, autoescape=True),
    )
    return connection.execute(query).scalar_one()


def said_last(connection: Connection, story_id: str, network: str) -> Story | None:
    """The story as the last post about it on that network told it, if there was one."""
    row = connection.execute(
        select(drafts.c.basis)
        .where(
            drafts.c.story == story_id,
            drafts.c.network == network,
            drafts.c.state == State.PUBLISHED,
            drafts.c.basis.is_not(None),
        )
        .order_by(drafts.c.moved_at.desc(), drafts.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else codec.whole_story_from_row(row.basis)
