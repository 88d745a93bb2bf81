"""Doctor and /metrics tell how the machines are doing."""

import asyncio
import re

import pytest

from aggregator.run.doctor import examine, remarks
from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.leading import Leading
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.presence import Presence
from aggregator.run.vitals import figures
from aggregator.store.machines.schema import SCHEMA, prepare, shared
from tests.site import source_toml

pytestmark = pytest.mark.postgresql


@pytest.fixture
def parts(place):
    place.configure(source_toml("a", "http://127.0.0.1:9/1", kind="news"))
    with place.parts() as parts:
        yield parts


def machine_of(parts):
    return Machine(
        database=parts.database,
        desks=one_desk(lambda: parts),
        clock=parts.clock,
        follow=lambda _database: 0.0,
    )


def of_machines(parts):
    words = ("scheduler", "worker", "queue")
    return [one for one in examine(parts) if any(word in one for word in words)]


def test_where_one_machine_does_everything_nothing_is_said(parts):
    prepare(parts.database)
    assert of_machines(parts) == []
    assert not any("At work" in one for one in remarks(parts))
    assert b"aggregator_processes" not in figures(parts)


def test_who_is_missing_is_said_with_what_to_start(parts):
    prepare(parts.database)
    worker = Presence(machine_of(parts), kind="worker", queues="poll", room=1)
    asyncio.run(worker.beat())
    leads, *queues = of_machines(parts)
    assert leads.endswith("start: aggregator scheduler")
    assert [one.split("start: ")[1] for one in queues] == [
        "aggregator worker --queues deliver",
        "aggregator worker --queues measure",
    ]


def test_when_all_is_well_it_says_who_is_at_work(parts):
    prepare(parts.database)
    machine = machine_of(parts)
    presence = Presence(machine, kind="worker", queues="poll,deliver,measure", room=1)
    asyncio.run(presence.beat())
    assert Leading(machine, "one").tick()
    assert of_machines(parts) == []
    told = remarks(parts)
    assert any("one leads since" in one for one in told)
    # Five duties, and a poll if the source is due at this moment.
    assert any(re.search("1 worker, .*; [56] jobs waiting, 0", one) for one in told)
    found = figures(parts).decode()
    assert "aggregator_scheduler_leads 1.0" in found
    assert 'aggregator_processes{kind="worker"} 1.0' in found
    assert re.search(r'jobs{queue="poll",state="waiting"} [45]\.0', found)
    assert 'aggregator_oldest_job_seconds{queue="poll"}' in found
    assert "aggregator_jobs_of_lost_workers 0.0" in found
    looked = re.search(r"last_look_timestamp_seconds ([\d.e+]+)", found)
    assert abs(float(looked[1]) - parts.clock().timestamp()) < 600


def test_what_waits_too_long_or_is_of_another_release_is_said(parts):
    prepare(parts.database)
    machine = machine_of(parts)
    presence = Presence(machine, kind="worker", queues="poll,deliver,measure", room=1)
    asyncio.run(presence.beat())
    assert Leading(machine, "one").tick()
    with shared(parts.database) as connection:
        connection.exec_driver_sql(
            f"UPDATE {SCHEMA}.procrastinate_events "
            "SET at = now() - interval '9 minutes'"
        )
        connection.exec_driver_sql(
            f"UPDATE {SCHEMA}.procrastinate_jobs SET attempts = 4, "
            "scheduled_at = now() + interval '1 minute' WHERE task_name = 'links'"
        )
    found = of_machines(parts)
    assert any("queue poll has waited for 9 minutes" in one for one in found)
    assert any(one.startswith("1 jobs wait for a worker of a newer") for one in found)


def test_what_a_killed_worker_has_in_hand_is_said_until_it_is_taken_up(parts):
    prepare(parts.database)
    machine = machine_of(parts)
    asyncio.run(Presence(machine, kind="worker", queues="poll", room=1).beat())
    assert Leading(machine, "one").tick()
    with shared(parts.database) as connection:
        connection.exec_driver_sql(
            f"INSERT INTO {SCHEMA}.procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '31 seconds')"
        )
        connection.exec_driver_sql(
            f"UPDATE {SCHEMA}.procrastinate_jobs SET status = 'doing', worker_id = "
            f"(SELECT max(id) FROM {SCHEMA}.procrastinate_workers) "
            "WHERE task_name = 'links'"
        )
    found = of_machines(parts)
    assert any(
        one.startswith("1 job under way at workers that were not") for one in found
    )
    assert b"aggregator_jobs_of_lost_workers 1.0" in figures(parts)
    with shared(parts.database) as connection:
        connection.exec_driver_sql(
            f"UPDATE {SCHEMA}.procrastinate_workers SET last_heartbeat = now()"
        )
    assert not any("under way at workers" in one for one in of_machines(parts))
    assert b"aggregator_jobs_of_lost_workers 0.0" in figures(parts)
