"""The drafts that were made from the lines of an evening."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from aggregator.model.draft import Draft
from aggregator.store.draft_rows import draft_of
from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.drafts import drafts


def of(
    connection: Connection,
    networks: Sequence[str],
    purposes: Sequence[str],
    *,
    mine: bool = False,
) -> tuple[Draft, ...]:
    """Those with one of these purposes, oldest first.

    With `mine` nobody else may look so until the transaction ends: who finds none may
    add one, and it is the only one.
    """
    if mine:
        take_turn(connection, Turn.SPEAK)
    query = (
        select(drafts)
        .where(
            drafts.c.story.is_(None),
            drafts.c.network.in_(networks),
            drafts.c.purpose.in_(purposes),
        )
        .order_by(drafts.c.id)
    )
    return tuple(draft_of(row) for row in connection.execute(query).mappings())
