"""One draft held for a change: as it was seen, or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from aggregator.model.draft import SENTENCES, Draft, State
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.store.draft_rows import draft_of
from aggregator.store.tables.drafts import drafts


def row_of(connection: Connection, draft_id: int) -> Mapping[Any, Any]:
    """The row of a draft.

    Raises:
        NotFoundError: there is none.
    """
    query = select(drafts).where(drafts.c.id == draft_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no draft {draft_id}")
    return row


def held(connection: Connection, draft_id: int, revision: int) -> Draft:
    """The draft, which nobody else can change before this transaction ends.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
    """
    query = select(drafts).where(drafts.c.id == draft_id).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFoundError(f"There is no draft {draft_id}")
    if row["revision"] != revision:
        raise ConflictError(
            f"{row['changed_by']} changed draft {draft_id} after you opened it",
            remedy="load the page again and look at it before you decide",
        )
    return draft_of(row)


def require_waiting(draft: Draft) -> None:
    """Let it pass, if it waits.

    Raises:
        RefusedError: it does not.
    """
    if draft.state is not State.WAITING:
        raise RefusedError(
            f"Draft {draft.id} is not waiting: {SENTENCES[draft.state].lower()}",
            remedy="send it back to the queue first",
        )


def change(
    connection: Connection,
    draft: Draft,
    values: Mapping[str, Any],
    by: str,
    now: datetime,
) -> Draft:
    """The draft with other values, one revision on."""
    row = (
        connection.execute(
            update(drafts)
            .where(drafts.c.id == draft.id, drafts.c.revision == draft.revision)
            .values(
                **values,
                revision=draft.revision + 1,
                changed_at=now,
                changed_by=by,
            )
            .returning(drafts)
        )
        .mappings()
        .one()
    )
    return draft_of(row)
