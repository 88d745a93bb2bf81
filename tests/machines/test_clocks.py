"""The clock of one machine is off by minutes: it goes by the database's."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.run.machines import examining
from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.presence import Presence
from aggregator.run.shared_clock import SharedClock, following, following_any
from aggregator.store.machines.schema import prepare
from tests.machines.processes import wait_for
from tests.site import source_toml

pytestmark = pytest.mark.postgresql
WRONG = timedelta(minutes=12)


def wrong():
    return datetime.now(UTC) + WRONG


@pytest.fixture
def database(shared_address, opened):
    return opened(shared_address)


def test_a_machine_whose_clock_is_wrong_tells_the_databases_time(database):
    clock = SharedClock(wall=wrong)
    assert clock() - datetime.now(UTC) > timedelta(minutes=11)
    ahead = clock.follow(database)
    assert abs(ahead - WRONG.total_seconds()) < 60
    assert abs(clock() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_that_is_set_while_the_program_runs_changes_nothing(database):
    jump = timedelta()
    clock = SharedClock(wall=lambda: datetime.now(UTC) + jump)
    clock.follow(database)
    jump = timedelta(hours=3)
    assert abs(clock() - datetime.now(UTC)) < timedelta(minutes=1)


def test_where_several_desks_are_served_the_clock_follows_once_one_is_open(database):
    clock, desks = SharedClock(wall=wrong), []
    with following_any(clock, lambda: desks, every_seconds=0.05):
        assert clock() - datetime.now(UTC) > timedelta(minutes=11)
        desks.append(database)
        wait_for(lambda: abs(clock() - datetime.now(UTC)) < timedelta(minutes=1))


def test_a_desk_that_is_served_goes_by_the_same_clock(database):
    clock = SharedClock(wall=wrong)
    with following(clock, database, every_seconds=0.05):
        wait_for(lambda: abs(clock() - datetime.now(UTC)) < timedelta(minutes=1))


def test_doctor_says_whose_clock_is_wrong(place):
    place.configure(source_toml("a", "http://127.0.0.1:9/1", kind="news"))
    with place.parts() as parts:
        prepare(parts.database)
        machine = Machine(
            database=parts.database,
            desks=one_desk(lambda: parts),
            clock=parts.clock,
            follow=SharedClock(wall=wrong).follow,
        )
        Presence(machine, kind="worker", queues="poll", room=1)._say()
        findings = list(examining.wrong(examining.machines_now(parts)))
    assert any("seconds ahead of the database's" in one for one in findings)
