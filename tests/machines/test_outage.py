"""What does not work for a while is said once, each minute, and when it is over."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from structlog.testing import capture_logs

from aggregator.run.machines.desks import one_desk
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.outage import Outage
from aggregator.run.machines.presence import Presence
from aggregator.store.machines.schema import prepare
from tests.machines.forwarding import forwarding
from tests.machines.processes import wait_for

BEATS = 20


class Passed:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def test_it_is_said_once_then_each_minute_and_when_it_is_over():
    passed = Passed()
    outage = Outage("no bread", "bread again", passed)
    with capture_logs() as said:
        outage.ends()
        for _ in range(121):
            outage.lasts(OSError("the oven is cold"))
            passed.seconds += 1
        outage.ends()
        outage.ends()
        outage.lasts(OSError("the oven is gone"))
    told = [
        (one["event"], one.get("seconds", one.get("after_seconds"))) for one in said
    ]
    assert told == [
        ("no bread", 0),
        ("no bread", 60),
        ("no bread", 120),
        ("bread again", 121),
        ("no bread", 0),
    ]


@pytest.mark.postgresql
@pytest.mark.timeout(240)
def test_a_process_without_its_database_says_so_once_and_when_it_is_back(
    shared_address, opened
):
    socket = parse_qs(urlsplit(shared_address).query)["host"][0]
    name = urlsplit(shared_address).path
    with forwarding("127.0.0.1", f"{socket}/.s.PGSQL.5432") as cable:
        url = f"postgresql://postgres@127.0.0.1:{cable.port}{name}"
        database = opened(url)
        prepare(database)
        presence = Presence(machine(database), kind="worker", queues="poll", room=1)

        def beat():
            return asyncio.run(presence.beat())

        with capture_logs() as said:
            assert beat()
            cable.cut()
            assert [beat() for _ in range(BEATS)] == [False] * BEATS
            cable.mend()
            wait_for(beat)
    *lost, back = [one["event"] for one in said]
    assert back == "the database is back"
    assert set(lost) == {"the database is out of reach"}
    # One, or some more where these beats took minutes.
    assert len(lost) < BEATS / 2


def machine(database):
    return Machine(
        database=database,
        desks=one_desk(lambda: None),
        clock=lambda: None,
        follow=lambda _database: 0.0,
    )
