"""Drafts: added once, moved and changed by compare-and-set on their revision."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from aggregator.model.draft import (
    MOVES,
    SENTENCES,
    Composed,
    Draft,
    State,
)
from aggregator.model.errors import RefusedError
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.store import audit, codec, draft_words, tallies
from aggregator.store.audit import AuditLine
from aggregator.store.draft_rows import draft_of, words_of
from aggregator.store.held import change, held, require_waiting, row_of
from aggregator.store.paging import Page, Wanted, page_of
from aggregator.store.tables.drafts import drafts
from aggregator.store.upsert import insert_or

# Where a page begins, as a page before it said; it fits into an address as it is.
Cursor = str

PROGRAM = "aggregator"
# Nobody reads further back on one draft, and no loop may fill the memory.
_HISTORY = 500
# Ten posts a day for seven weeks.
_RECENT = 500
# Whatever else happens to a draft, it is put aside no more.
AWAKE = {"asleep_until": None, "asked_at": None}
_OPEN = (State.WAITING, State.APPROVED)
_SAID = (State.APPROVED, State.PUBLISHED)


def add(
    connection: Connection,
    composed: Composed,
    *,
    story: str | None,
    purpose: str,
    why: str,
    now: datetime,
    basis: Story | None = None,
    by: str = PROGRAM,
) -> int | None:
    """A new draft waits; nothing if the story has one for this network and purpose.

    `basis` is the story as the words were made from it, `by` who brought it.
    """
    number = connection.execute(
        insert_or(connection, drafts)
        .values(
            **words_of(composed, basis),
            network=composed.network,
            story=story,
            purpose=purpose,
            why=why,
            state=State.WAITING,
            revision=1,
            created_at=now,
            moved_at=now,
            changed_at=now,
            changed_by=by,
            brought_by=by if by != PROGRAM else None,
        )
        .on_conflict_do_nothing(index_elements=["story", "network", "purpose"])
        .returning(drafts.c.id)
    ).scalar()
    if number is not None:
        draft_words.keep(connection, number, composed.text)
        tallies.tally(connection, {State.WAITING: 1})
    return number


def load(connection: Connection, draft_id: int) -> Draft:
    """The draft of that number.

    Raises:
        NotFoundError: there is none.
    """
    return draft_of(row_of(connection, draft_id))


def by_ids(connection: Connection, draft_ids: Sequence[int]) -> dict[int, Draft]:
    """The drafts of these numbers, by their numbers."""
    query = select(drafts).where(drafts.c.id.in_(draft_ids))
    return {row["id"]: draft_of(row) for row in connection.execute(query).mappings()}


def basis(connection: Connection, draft_id: int) -> Story | None:
    """The story as it was when the draft was composed; nothing if there was none.

    Raises:
        NotFoundError: there is no such draft.
    """
    row = row_of(connection, draft_id)
    return codec.whole_story_from_row(row["basis"]) if row["basis"] else None


def open_of(connection: Connection, story_id: str) -> tuple[Draft, ...]:
    """The drafts of a story that wait or are approved, oldest first."""
    query = (
        select(drafts)
        .where(drafts.c.story == story_id, drafts.c.state.in_(_OPEN))
        .order_by(drafts.c.id)
    )
    return tuple(draft_of(row) for row in connection.execute(query).mappings())


def added_since(connection: Connection, network: str, since: datetime) -> int:
    """How many drafts we added ourselves for a network after that moment."""
    query = select(func.count()).where(
        drafts.c.network == network,
        drafts.c.created_at > since,
        drafts.c.brought_by.is_(None),
    )
    return connection.execute(query).scalar_one()


def recent_texts(connection: Connection, since: datetime) -> tuple[str, ...]:
    """What was approved or went out after that moment, newest first."""
    query = (
        select(drafts.c.text)
        .where(drafts.c.state.in_(_SAID), drafts.c.moved_at > since)
        .order_by(drafts.c.moved_at.desc(), drafts.c.id.desc())
        .limit(_RECENT)
    )
    return tuple(connection.scalars(query))


def page(
    connection: Connection,
    *,
    states: Sequence[State],
    kind: Kind | None = None,
    search: str | None = None,
    network: str | None = None,
    campaign: str | None = None,
    awake_at: datetime | None = None,
    resting_at: datetime | None = None,
    after: Cursor | None = None,
    limit: int = 50,
) -> Page:
    """Drafts in these states: what waits by urgency, else the newest decision first.

    `after` is the `next` of the page before. What is put aside or with its author
    is left out with `awake_at`, and shown alone with `resting_at`.

    Raises:
        RefusedError: `after` is not one that a page gave.
    """
    wanted = Wanted(
        states=states,
        kind=kind,
        search=search,
        network=network,
        campaign=campaign,
        awake_at=awake_at,
        resting_at=resting_at,
        after=after,
        limit=limit,
    )
    return page_of(connection, wanted)


def counts(connection: Connection) -> dict[State, int]:
    """How many drafts there are in every state."""
    return tallies.counts(connection)


def move(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    to: State,
    by: str,
    reason: str | None,
    now: datetime,
) -> Draft:
    """The draft in its new state; waiting again, it is decided by nobody.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: nothing leads from its state to that one.
    """
    before = held(connection, draft_id, revision)
    if to not in MOVES[before.state]:
        raise RefusedError(
            f"Draft {draft_id} cannot become {to}: {SENTENCES[before.state].lower()}",
            remedy="load the page again to see where it is",
        )
    decided = to is not State.WAITING
    after = change(
        connection,
        before,
        {
            "state": to,
            "reason": reason,
            "decided_at": now if decided else None,
            "decided_by": by if decided else None,
            "moved_at": now,
            **AWAKE,
        },
        by,
        now,
    )
    tallies.tally(connection, {before.state: -1, to: 1})
    return after


def edit(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    text: str,
    by: str,
    now: datetime,
) -> Draft:
    """The draft with a person's words; what we composed is kept beside them.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    draft_words.keep(connection, draft_id, text)
    return change(connection, before, {"text": text, "asked_at": None}, by, now)


def rest(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    by: str,
    now: datetime,
    until: datetime | None = None,
    asked: bool = False,
) -> Draft:
    """The draft put aside `until` then, or with its author; or neither any more.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    values = {"asleep_until": until, "asked_at": now if asked else None}
    return change(connection, before, values, by, now)


def resting(connection: Connection, now: datetime) -> int:
    """How many of those that wait are put aside or with their authors."""
    return sum(
        connection.execute(
            select(func.count()).select_from(drafts).where(condition)
        ).scalar_one()
        for condition in (
            drafts.c.asked_at.is_not(None),
            drafts.c.asleep_until > now,
        )
    )


def brought_by(connection: Connection, who: str, limit: int) -> tuple[Draft, ...]:
    """What a colleague handed in, newest first."""
    query = (
        select(drafts)
        .where(drafts.c.brought_by == who)
        .order_by(drafts.c.id.desc())
        .limit(limit)
    )
    return tuple(draft_of(row) for row in connection.execute(query).mappings())


def recompose(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    composed: Composed,
    now: datetime,
    basis: Story | None = None,
) -> Draft:
    """The draft with new words of ours, where no person has written any.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait, or a person has edited it.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    if before.text != before.composed:
        raise RefusedError(
            f"Draft {draft_id} was edited by a person and is not written anew",
            remedy="edit it, or reject it",
        )
    draft_words.keep(connection, draft_id, composed.text)
    # What a person said of a picture is not said of another one.
    is_same = composed.image == before.image
    values = {
        **words_of(composed, basis),
        **AWAKE,
        "image_decorative": before.image_decorative and is_same,
    }
    return change(connection, before, values, PROGRAM, now)


def history(connection: Connection, draft_id: int) -> tuple[AuditLine, ...]:
    """Who did what to the draft, newest first."""
    return audit.read(connection, subject=f"draft {draft_id}", limit=_HISTORY)
