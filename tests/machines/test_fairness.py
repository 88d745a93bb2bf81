"""A host that hardly answers holds up nobody but itself."""

import threading
from datetime import timedelta

import psycopg
import pytest

from aggregator.run.assemble import assembled
from tests.machines.fast_clock import FileClock
from tests.machines.forwarding import forwarding
from tests.machines.processes import wait_for
from tests.site import rss, source_toml

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(240)]
SLOW, QUICK = 30, 40


def polled(place):
    """How often the quick sources were polled, all of them."""
    query = (
        "SELECT count(polls.id) FROM sources LEFT JOIN polls ON source = sources.id "
        "WHERE sources.id LIKE 'quick%' GROUP BY sources.id"
    )
    with psycopg.connect(place.address) as connection:
        return {row[0] for row in connection.execute(query)}


def test_others_stay_on_time_round_after_round_while_one_host_does_not_answer(place):
    answered, answer = threading.Event(), place.site.answer

    def late(request):
        if request.url.path.startswith("/slow"):
            answered.wait(100)
        return answer(request)

    place.site.answer = late
    port = int(place.site.base.rpartition(":")[2])
    with forwarding("127.0.0.2", port) as there:
        slow = f"http://127.0.0.2:{there.port}"
        place.configure(
            *(sources("slow", slow, SLOW)), *(sources("quick", place.site.base, QUICK))
        )
        for n in range(max(SLOW, QUICK)):
            place.site.put(f"/quick{n}", rss())
            place.site.put(f"/slow{n}", rss())
        clock = FileClock.made(place.folder / "clock")
        with assembled(place.folder, clock=clock):
            pass
        start(place, "scheduler")
        start(place, "worker")
        for rounds in (1, 2, 3):
            wait_for(lambda rounds=rounds: polled(place) == {rounds}, 90)
            clock.move(timedelta(hours=1))
        assert not answered.is_set()
        answered.set()


def sources(name, base, count):
    return [
        source_toml(f"{name}{n}", f"{base}/{name}{n}", kind="news").replace(
            "127.0.0.1/32", "127.0.0.0/8"
        )
        for n in range(count)
    ]


def start(place, kind):
    paths = (place.folder, place.folder / "clock", place.folder / f"{kind}.log")
    return place.machines.start("tests.machines.role", kind, *map(str, paths))
