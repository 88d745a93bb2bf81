"""The counts of drafts are right after every commit and every failure."""

import pytest
from sqlalchemy import func, select

from aggregator.model.draft import State
from aggregator.store import drafts
from aggregator.store.tables.drafts import draft_tallies
from aggregator.store.tables.drafts import drafts as rows
from tests.store.steps import add_draft, move


def counted(connection):
    found = dict.fromkeys(State, 0)
    query = select(rows.c.state, func.count().label("number")).group_by(rows.c.state)
    return found | {row.state: row.number for row in connection.execute(query)}


def test_every_state_has_a_count_from_the_start(connection):
    assert drafts.counts(connection) == dict.fromkeys(State, 0)


def test_what_is_undone_is_not_counted(database):
    with database.transaction() as connection:
        number = add_draft(connection)

    def fail():
        with database.transaction() as connection:
            add_draft(connection)
            move(connection, number, State.REJECTED)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.transaction() as connection:
        assert drafts.counts(connection)[State.WAITING] == 1
        assert drafts.counts(connection) == counted(connection)


def test_many_changes_are_added_up_now_and_then(database):
    for _ in range(3):
        with database.transaction() as connection:
            for _ in range(120):
                number = add_draft(connection)
                move(connection, number, State.REJECTED)
    with database.reading() as connection:
        assert drafts.counts(connection) == counted(connection)
        assert drafts.counts(connection)[State.REJECTED] == 360
        kept = connection.scalar(select(func.count()).select_from(draft_tallies))
        assert kept < 700
