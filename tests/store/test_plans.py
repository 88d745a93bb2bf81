"""A hold stands until somebody lets go."""

from datetime import timedelta

import pytest

from aggregator.model.errors import ConflictError
from aggregator.model.plan import Hold
from aggregator.store import plans
from tests.builders import NOW


def test_nothing_is_held_at_first(connection):
    assert plans.held(connection) is None
    with pytest.raises(ConflictError, match="Nothing is on hold"):
        plans.release(connection, "Ann", NOW)


def test_a_hold_says_why_by_whom_and_since_when(connection):
    plans.hold(connection, "mourning", "Ann", NOW)
    assert plans.held(connection) == Hold(reason="mourning", by="Ann", since=NOW)


def test_there_is_one_hold_at_a_time(connection):
    plans.hold(connection, "mourning", "Ann", NOW)
    with pytest.raises(ConflictError, match="on hold already"):
        plans.hold(connection, "again", "Bob", NOW)


def test_after_a_release_there_may_be_another(connection):
    for number in range(3):
        now = NOW + timedelta(days=number)
        plans.hold(connection, f"reason {number}", "Ann", now)
        assert plans.held(connection).since == now
        plans.release(connection, "Bob", now)
        assert plans.held(connection) is None
