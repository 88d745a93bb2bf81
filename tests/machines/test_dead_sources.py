"""A desk with thousands of dead sources: the others are asked on time all the same."""

import socket
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from aggregator.run.assemble import assembled
from aggregator.run.cycle import note_sources
from tests.machines.fast_clock import FileClock
from tests.machines.processes import wait_for
from tests.site import rss, source_toml

pytestmark = [pytest.mark.postgresql, pytest.mark.timeout(420)]
DEAD, WELL = 5000, 8
# The dead ones failed last time, and have been due for longer than any other.
_AILING = (
    "UPDATE sources SET failures = 3, next_due = next_due - interval '1 day' "
    "WHERE id LIKE 'dead%'"
)
_ROUNDS = (
    "SELECT count(polls.id) FROM sources LEFT JOIN polls ON source = sources.id "
    "WHERE sources.id LIKE 'well%' GROUP BY sources.id"
)


@contextmanager
def silence():
    """A port, of every address of this machine, at which nobody ever answers."""
    with socket.socket() as listening:
        listening.bind(("0.0.0.0", 0))
        listening.listen(1)
        yield listening.getsockname()[1]


def test_the_others_stay_on_time_round_after_round(place):
    with silence() as port:
        configure(place, port)
        clock = FileClock.made(place.folder / "clock")
        with assembled(place.folder, clock=clock) as parts:
            note_sources(parts)
        with psycopg.connect(place.address, autocommit=True) as connection:
            assert connection.execute(_AILING).rowcount == DEAD
        for kind in ("scheduler", "worker"):
            start(place, kind)
        for rounds in (1, 2, 3):
            wait_for(lambda rounds=rounds: asked(place, _ROUNDS) == {rounds}, 120)
            clock.move(timedelta(hours=1))
        # Each of them takes twenty seconds; were they asked first, most would be.
        (dead,) = asked(place, "SELECT count(*) FROM polls WHERE source LIKE 'dead%'")
        assert dead < DEAD / 2


def configure(place, port):
    for number in range(WELL):
        place.site.put(f"/{number}", rss())
    place.configure(
        *(
            source_toml(
                f"dead{n}",
                f"http://127.2.{n // 250}.{n % 250 + 1}:{port}/",
                kind="news",
            ).replace("127.0.0.1/32", "127.0.0.0/8")
            for n in range(DEAD)
        ),
        *(
            source_toml(f"well{n}", f"{place.site.base}/{n}", kind="news")
            for n in range(WELL)
        ),
    )


def start(place, kind):
    paths = (place.folder, place.folder / "clock", place.folder / f"{kind}.log")
    return place.machines.start("tests.machines.role", kind, *map(str, paths))


def asked(place, query):
    with psycopg.connect(place.address) as connection:
        return {row[0] for row in connection.execute(query)}
