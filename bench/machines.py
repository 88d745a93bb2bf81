"""One process, then 1, 2 and 4 workers, on the same sources and on PostgreSQL.

Run: python -m bench.machines [SOURCES] [WORKERS ...]. Ten sources share a host, and one
in twenty has something new in each round but the first. Beside them, in the same run,
`reader` and a plain loop of feedparser over the same sources. The workers and their
scheduler are the commands that an operator starts. Throughput is sources a second, as
a ratio to the one process; what all of it takes from the processor is told beside it,
since workers can be no faster than the cores there are.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.programs.ours import configure
from bench.programs.running import peers, program
from bench.world.server import World, world
from tests.postgresql import server

SOURCES = 20_000
WORKERS = (1, 2, 4)
ROUNDS = 2
A_HOST = 10
SHARE = 20
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Round:
    """What one round over all sources took, in seconds."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s, CPU {self.cpu:.1f} s"


def main(count: int, workers: Sequence[int]) -> None:
    cores = len(os.sched_getaffinity(0))
    print(f"{count} sources at {_hosts(count)} hosts on loopback; {cores} cores;")
    print("the web server and PostgreSQL have them too", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        server(Path(folder) / "pg") as address,
        world() as town,
    ):
        listed = [town.spread(number, _hosts(count)) for number in range(count)]
        with peers() as python:
            others = {
                name: _program(name, town, listed, python=python)
                for name in ("reader_feeds", "plain_loop")
            }
        more = (_database(address, "one"),)
        alone = _program("ours", town, listed, more=more)
        print(f"{'':28} {'first':>22} {'one in 20 is new':>24}  ratio to one process")
        _row("one process", alone, alone)
        for number in workers:
            url = _database(address, f"machines_{number}")
            place = Path(folder) / str(number)
            place.mkdir()
            configure(place, listed, url)
            _row(f"{number} workers", _workers(number, place, url, town, count), alone)
        for name, rounds in others.items():
            _row(name.replace("_", " "), rounds, alone)


def _row(what: str, rounds: tuple[Round, Round], alone: tuple[Round, Round]) -> None:
    ratios = [one.wall / other.wall for one, other in zip(alone, rounds, strict=True)]
    first, warm = rounds
    told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{what:28} {first!s:>22} {warm!s:>24}  {told}", flush=True)


def _hosts(count: int) -> int:
    return max(count // A_HOST, 1)


def _program(
    name: str,
    town: World,
    listed: Sequence[str],
    *,
    python: Path | None = None,
    more: Sequence[str] = (),
) -> tuple[Round, Round]:
    town.change()
    with program(name, listed, python=python, core=None, more=more) as running:
        first = running.cycle()
        rounds = []
        for edition in range(1, ROUNDS + 1):
            town.change(edition=edition, share=SHARE)
            rounds.append(running.cycle())
    best = min(rounds, key=lambda one: one.wall)
    return Round(first.wall, first.cpu), Round(best.wall, best.cpu)


def _workers(
    number: int, folder: Path, url: str, town: World, count: int
) -> tuple[Round, Round]:
    town.change()
    with _commands(number, folder) as processes:
        # What starting took is not a round's, and the scheduler has just been started.
        workers = processes[:-1]
        before = sum(map(_cpu, workers))
        first = _until_polled(url, workers, count, before, since=None)
        rounds = []
        for edition in range(1, ROUNDS + 1):
            town.change(edition=edition, share=SHARE)
            before = sum(map(_cpu, processes))
            with psycopg.connect(url, autocommit=True) as connection:
                now = connection.execute(
                    "WITH due AS (UPDATE sources SET next_due = now() RETURNING 1) "
                    "SELECT now(), count(*) FROM due"
                ).fetchone()
            assert now is not None
            rounds.append(_until_polled(url, processes, count, before, since=now[0]))
    return first, min(rounds, key=lambda one: one.wall)


@contextmanager
def _commands(number: int, folder: Path) -> Iterator[list["subprocess.Popen[bytes]"]]:
    started = []
    with (folder / "said.log").open("wb") as said:
        try:
            for name in (*["worker"] * number, "scheduler"):
                command = [sys.executable, "-m", "aggregator", name]
                named = ["--config", str(folder)]
                if name == "scheduler":
                    _wait_for_workers(folder, number)
                started.append(
                    subprocess.Popen([*command, *named], stdout=said, stderr=said)
                )
            yield started
        finally:
            for one in started:
                one.terminate()
            for one in started:
                one.wait()


def _wait_for_workers(folder: Path, number: int) -> None:
    said = folder / "said.log"
    while said.read_text(encoding="utf-8").count("worker at work") < number:
        time.sleep(0.2)


def _until_polled(
    url: str,
    processes: Sequence["subprocess.Popen[bytes]"],
    count: int,
    before: float,
    *,
    since: object,
) -> Round:
    """From the first poll, or from `since`, to the last."""
    asked = (
        "SELECT count(*), extract(epoch FROM max(last_polled) - "
        "coalesce(%(since)s, min(last_polled)))::float FROM sources "
        "WHERE last_polled >= coalesce(%(since)s, '-infinity'::timestamptz)"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            found = connection.execute(asked, {"since": since}).fetchone()
            assert found is not None
            if found[0] >= count:
                return Round(found[1], sum(map(_cpu, processes)) - before)
            time.sleep(0.1)


def _cpu(process: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii")
    used = fields.rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / _TICKS


def _database(address: str, name: str) -> str:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("/postgres?", f"/{name}?")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else SOURCES, given[1:] or WORKERS)
