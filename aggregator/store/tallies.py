"""How many drafts are in each state, kept as it changes and never counted.

A change adds rows to a small table and alters none, so it is undone with its
transaction and nobody waits for it. Now and then the rows are added up.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, insert, select

from aggregator.model.draft import State
from aggregator.store.tables.drafts import draft_tallies

# Reading this many rows takes less than a millisecond.
_ADD_UP_EVERY = 512


def tally(connection: Connection, changes: Mapping[State, int]) -> None:
    """So many drafts more, or fewer, in these states."""
    rows = [{"state": state, "number": number} for state, number in changes.items()]
    ids = connection.scalars(
        insert(draft_tallies).returning(draft_tallies.c.id), rows
    ).all()
    if any(number % _ADD_UP_EVERY == 0 for number in ids):
        _add_up(connection)


def counts(connection: Connection) -> dict[State, int]:
    """How many drafts there are in every state."""
    rows = connection.execute(
        select(
            draft_tallies.c.state, func.sum(draft_tallies.c.number).label("number")
        ).group_by(draft_tallies.c.state)
    )
    found = {row.state: int(row.number) for row in rows}
    return {state: found.get(state, 0) for state in State}


def _add_up(connection: Connection) -> None:
    # Rows that another transaction is adding up at this moment are left to it.
    mine = connection.scalars(
        select(draft_tallies.c.id).with_for_update(skip_locked=True)
    ).all()
    removed = connection.execute(
        delete(draft_tallies)
        .where(draft_tallies.c.id.in_(mine))
        .returning(draft_tallies.c.state, draft_tallies.c.number)
    ).all()
    sums: dict[str, int] = {}
    for row in removed:
        sums[row.state] = sums.get(row.state, 0) + row.number
    connection.execute(
        insert(draft_tallies),
        [{"state": state, "number": number} for state, number in sums.items()],
    )
