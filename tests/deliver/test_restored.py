"""After a restore nothing goes out late, twice, or without a person's word."""

from datetime import timedelta

import pytest

from aggregator.desk import holds
from aggregator.model.council import Person, Role
from aggregator.model.delivery import Cause, DeliveryState
from aggregator.store import deliveries
from aggregator.store.backup import backup
from aggregator.store.restore import restore
from tests.builders import NOW
from tests.deliver.promises import Office

S = DeliveryState
ADA = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)


@pytest.fixture
def office(database):
    return Office(database)


def put_back(office, file, standing=None):
    restore(office.database, file, replace=True)
    now = office.clock()
    return holds.hold_after_restore(office.database, standing, NOW.isoformat(), now)


def test_what_was_posted_early_since_the_backup_waits_for_a_person(office, tmp_path):
    number = office.approve(due=NOW + timedelta(hours=9))
    backup(office.database, tmp_path / "copy", now=NOW)
    office.clock.move(hours=1)
    with office.database.transaction() as connection:
        deliveries.plan(connection, number, office.clock())
    office.tick()
    assert len(office.network.out) == 1
    office.clock.move(hours=2)
    assert "look at what is planned" in put_back(office, tmp_path / "copy").reason
    office.ticks(7 * 60)
    assert len(office.network.out) == 1, "not a second time at its old time"
    holds.release(office.database, ADA, office.clock())
    office.ticks(20)
    assert len(office.network.out) == 1
    assert office.load(number).state is S.PUBLISHED


def test_what_became_late_asks_and_what_is_to_come_goes_out_once(office, tmp_path):
    late = office.approve("Late", due=NOW + timedelta(hours=1))
    later = office.approve("Later", due=NOW + timedelta(hours=9))
    backup(office.database, tmp_path / "copy", now=NOW)
    office.clock.move(hours=3)
    put_back(office, tmp_path / "copy")
    office.ticks(5)
    holds.release(office.database, ADA, office.clock())
    office.ticks(7 * 60)
    assert office.load(late).state is S.NEEDS_ATTENTION
    assert office.load(late).cause in {Cause.MISSED, Cause.HELD}
    assert office.load(later).state is S.PUBLISHED
    assert [text for _, text in office.network.out] == ["Later"]


def test_a_hold_outlives_a_backup_from_before_it(office, tmp_path):
    backup(office.database, tmp_path / "copy", now=NOW)
    holds.hold(office.database, ADA, "mourning", NOW)
    standing = holds.held(office.database)
    assert put_back(office, tmp_path / "copy", standing).reason == "mourning"


def test_where_nothing_is_planned_nothing_is_held(office, tmp_path):
    office.approve()
    office.tick()
    backup(office.database, tmp_path / "copy", now=NOW)
    assert put_back(office, tmp_path / "copy") is None
