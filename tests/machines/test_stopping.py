"""A deploy drains; a worker that dies without a word has its work taken up."""

import threading

import psycopg
import pytest

from aggregator.run.assemble import assembled
from tests.machines.fast_clock import FileClock
from tests.machines.processes import wait_for
from tests.site import rss, source_toml

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(240)]


@pytest.fixture
def slow(place):
    """One source whose answer waits until the test lets it go."""
    answered, answer = threading.Event(), place.site.answer

    def late(request):
        if request.url.path == "/slow":
            place.site.asked.append("begun")
            answered.wait(90)
        return answer(request)

    place.site.answer = late
    place.site.put("/slow", rss())
    place.configure(source_toml("slow", f"{place.site.base}/slow", kind="news"))
    FileClock.made(place.folder / "clock")
    with assembled(place.folder, clock=FileClock(place.folder / "clock")):
        pass  # the tables are there
    yield answered
    answered.set()


def start(place, kind, name):
    paths = (place.folder, place.folder / "clock", place.folder / name)
    return place.machines.start("tests.machines.role", kind, *map(str, paths))


def begun(place):
    return place.site.asked.count("begun")


def source(place):
    with psycopg.connect(place.address) as connection:
        query = "SELECT last_good IS NOT NULL, leased_until IS NOT NULL FROM sources"
        return connection.execute(query).fetchone()


def polls(place):
    with psycopg.connect(place.address) as connection:
        return connection.execute("SELECT count(*) FROM polls").fetchone()[0]


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_and_takes_nothing_new(
    place, slow
):
    start(place, "scheduler", "scheduler.log")
    worker = start(place, "worker", "worker.log")
    wait_for(lambda: begun(place) == 1, 90)
    worker.process.terminate()
    slow.set()
    assert worker.process.wait(60) == 0
    assert source(place) == (True, False)


def test_a_second_signal_hurries_it_and_what_it_drops_is_free_at_once(place, slow):
    start(place, "scheduler", "scheduler.log")
    worker = start(place, "worker", "worker.log")
    wait_for(lambda: begun(place) == 1, 90)
    worker.process.terminate()
    with pytest.raises(Exception, match="timed out"):
        worker.process.wait(1)
    worker.process.terminate()
    assert worker.process.wait(60) == 0
    assert source(place) == (False, False)
    assert not slow.is_set()


def test_what_a_killed_worker_had_in_hand_is_done_once_by_another(place, slow):
    start(place, "scheduler", "scheduler.log")
    first = start(place, "worker", "first.log")
    wait_for(lambda: begun(place) == 1, 90)
    start(place, "worker", "second.log")
    first.kill()
    # Nobody waits for the lease, which the clock of this test never reaches.
    wait_for(lambda: begun(place) == 2, 90)
    slow.set()
    wait_for(lambda: source(place) == (True, False), 60)
    assert polls(place) == 1
