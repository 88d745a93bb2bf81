"""Of several schedulers one hands out, and no host is handed out twice at once."""

import time

import psycopg
import pytest

from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.leading import Leading
from aggregator.run.machines.machine import Machine, Pace
from aggregator.store.machines.schema import SCHEMA, prepare, shared
from tests.site import source_toml

pytestmark = pytest.mark.postgresql
SHORT = 0.5


@pytest.fixture
def office(place):
    """An installation with three sources at two hosts, and a way to try to lead it."""
    place.configure(
        source_toml("a1", "http://127.0.0.1:9/1", kind="news"),
        source_toml("a2", "http://127.0.0.1:9/2", kind="news"),
        source_toml("b1", "http://127.0.0.2:9/1", kind="news"),
    )
    with place.parts() as parts:
        prepare(parts.database)
        yield Office(parts)


class Office:
    def __init__(self, parts):
        self.parts = parts

    def scheduler(self, name, lead=20.0):
        machine = Machine(
            database=self.parts.database,
            desks=one_desk(lambda: self.parts),
            clock=self.parts.clock,
            follow=lambda _: 0.0,
            pace=Pace(lead=lead),
        )
        return Leading(machine, name)

    def rows(self, query):
        with shared(self.parts.database) as connection:
            return connection.exec_driver_sql(query).all()

    def polls(self):
        return self.rows(
            f"SELECT args FROM {SCHEMA}.procrastinate_jobs WHERE task_name = 'poll'"
        )


def test_of_several_schedulers_one_leads(office):
    schedulers = [office.scheduler(name) for name in ("one", "two", "three", "four")]
    assert [one.tick() for one in schedulers] == [True, False, False, False]
    assert [one.tick() for one in schedulers] == [True, False, False, False]
    assert len(office.polls()) == 1


def test_another_takes_over_when_the_leader_falls_silent_or_gives_up(office):
    first, second = office.scheduler("first", SHORT), office.scheduler("second")
    assert first.tick()
    assert not second.tick()
    time.sleep(SHORT * 2)
    assert second.tick()
    assert not first.tick()
    second.give_up()
    assert first.tick()


def test_a_leader_that_has_lost_the_lead_hands_out_nothing(office):
    sleepy, other = office.scheduler("sleepy", SHORT), office.scheduler("other")
    assert sleepy.tick()
    handed = len(office.rows(f"SELECT id FROM {SCHEMA}.procrastinate_jobs"))
    time.sleep(SHORT * 2)
    assert other.tick()
    # It wakes after it had looked, and before it hands out.
    sleepy._hand_out((), [*sleepy._of_minute("")], office.parts.clock())
    assert len(office.rows(f"SELECT id FROM {SCHEMA}.procrastinate_jobs")) == handed


def test_nothing_is_handed_out_twice_however_often_it_is_looked_for(office):
    leader = office.scheduler("one")
    for _ in range(3):
        assert leader.tick()
    (batch,) = office.polls()
    assert sorted(batch[0]["sources"]) == ["a1", "a2", "b1"]
    tasks = office.rows(f"SELECT task_name FROM {SCHEMA}.procrastinate_jobs")
    assert sorted(row[0] for row in tasks) == [
        "draft",
        "links",
        "photos",
        "poll",
        "tell",
        "tidy",
    ]


def test_a_host_is_held_until_its_batch_is_done(office):
    leader = office.scheduler("one")
    leader.tick()
    held = office.rows(f"SELECT host FROM {SCHEMA}.hosts ORDER BY host")
    assert [row[0] for row in held] == ["127.0.0.1:9", "127.0.0.2:9"]
    office.rows(
        f"DELETE FROM {SCHEMA}.procrastinate_jobs WHERE task_name = 'poll' RETURNING id"
    )
    leader.tick()
    assert len(office.polls()) == 1


def test_a_host_that_wants_a_rest_is_handed_out_after_it(office):
    leader = office.scheduler("one")
    leader.tick()
    office.rows(f"DELETE FROM {SCHEMA}.procrastinate_jobs RETURNING id")
    office.rows(
        f"UPDATE {SCHEMA}.hosts SET rests_until = now() + interval '1 hour' "
        "WHERE host = '127.0.0.1:9' RETURNING host"
    )
    leader.tick()
    (batch,) = office.polls()
    assert batch[0]["sources"] == ["b1"]


def test_a_lead_whose_connection_is_lost_is_taken_up_again(office, place):
    leader = office.scheduler("one")
    assert leader.tick()
    with psycopg.connect(place.address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert leader.tick()
    assert len(office.polls()) == 1
