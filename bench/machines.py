"""One process, then 1, 2 and 4 workers, on the same sources and on PostgreSQL.

Run: python -m bench.machines [SOURCES] [WORKERS ...]. Ten sources share a host; a feed
tells ten things, as WordPress lets it. First all of some sources are new; then, among
all SOURCES, one in twenty has something new in each round. Beside them, in the same
run, `reader` and a plain loop of feedparser on those that were new at first. The
workers and their scheduler are the commands that an operator starts, and PostgreSQL
waits for its disk.

Throughput is sources a second, as a ratio to the one process. The site and PostgreSQL
are on the same cores; so it is told beside it what each of them took of a core for a
source, how many cores were busy, and which ratio they could allow at most.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

from bench._machines_run import Machines, seconds_of
from bench._pg_cost import server_seconds
from bench.programs.ours import configure
from bench.programs.running import Program, Spent, peers, program
from bench.world.server import World, world
from tests.postgresql import restartable

SOURCES = 20_000
WORKERS = (1, 2, 4)
ROUNDS = 2
ENTRIES = 10
A_HOST = 10
SHARE = 20
# Of all sources one in so many, where all is new and where others are asked: it takes
# them longest.
PART = 20
_LEAST = 200
_CORES = len(os.sched_getaffinity(0))
_MANY = {"max_connections": "300"}

# Seconds of processors that something has used so far, by its name.
Parts = Mapping[str, Callable[[], float]]


@dataclass(frozen=True, kw_only=True)
class Round:
    """One over so many sources: seconds passed, and of processors by what used them."""

    sources: int
    wall: float
    spent: Mapping[str, float]

    @property
    def speed(self) -> float:
        """Sources a second."""
        return self.sources / self.wall

    @property
    def busy(self) -> float:
        """How many cores were at it."""
        return sum(self.spent.values()) / self.wall


class Bench:
    """The site and its sources, and the server of databases."""

    def __init__(self, town: World, server: str, folder: Path, count: int) -> None:
        self._town, self._server, self._folder = town, server, folder
        hosts = max(count // A_HOST, 1)
        self.all = [town.spread(number, hosts) for number in range(count)]
        self.few = self.all[: max(count // PART, _LEAST)]
        self._edition = 0
        town.change(entries=ENTRIES)

    def database(self, name: str) -> str:
        """The address of a new one."""
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._server.replace("/postgres?", f"/{name}?")

    def news(self) -> None:
        """One source in twenty has something new."""
        self._edition += 1
        self._town.change(edition=self._edition, share=SHARE, entries=ENTRIES)

    def measured(self, sources: int, parts: Parts, run: Callable[[], float]) -> Round:
        """What `run` takes, which says for how many seconds it ran."""
        every = {
            **parts,
            "PostgreSQL": partial(server_seconds, self._folder / "pg"),
            "site": partial(seconds_of, self._town.pid),
        }
        before = {name: seconds() for name, seconds in every.items()}
        wall = run()
        spent = {name: seconds() - before[name] for name, seconds in every.items()}
        return Round(sources=sources, wall=wall, spent=spent)

    @contextmanager
    def machines(
        self, name: str, workers: int, listed: Sequence[str], url: str
    ) -> Iterator[Machines]:
        """So many workers and a scheduler, at work in a folder of their own."""
        place = self._folder / name
        place.mkdir()
        configure(place, listed, url)
        found = Machines(place, url, len(listed))
        with found.at_work(workers):
            yield found


def main(count: int, workers: Sequence[int]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        restartable(Path(folder) / "pg", _MANY) as server,
        world() as town,
    ):
        server.restart()  # or it keeps to a hundred connections
        bench = Bench(town, server.address, Path(folder), count)
        print(f"{count} sources at {max(count // A_HOST, 1)} hosts; {_CORES} cores")
        _head(f"{len(bench.few)} sources, all new")
        first = _all_new(bench, workers)
        _head(f"{count} sources, one in {SHARE} has something new")
        again = _some_new(bench, workers)
        with peers() as python:
            for name in ("reader_feeds", "plain_loop"):
                _head(f"{name.replace('_', ' ')}, {len(bench.few)} sources")
                _other(bench, name, python, first, again)


def _all_new(bench: Bench, workers: Sequence[int]) -> Round:
    """A first round, of each in a database of its own."""
    listed, url = bench.few, bench.database("first")
    with program("ours", listed, python=None, core=None, more=(url,)) as one:
        alone = _cycle(bench, one, len(listed))
    _row("one process", alone, alone)
    for number in workers:
        name = f"first_{number}"
        with bench.machines(name, number, listed, bench.database(name)) as machines:
            # The scheduler has just been started, and what that takes is no round's.
            parts = {"workers": machines.workers}
            found = bench.measured(len(listed), parts, machines.first)
        _row(_named(number), found, alone)
    return alone


def _some_new(bench: Bench, workers: Sequence[int]) -> Round:
    """Later rounds, one after the other in the same database."""
    listed, url = bench.all, bench.database("later")
    with program("ours", listed, python=None, core=None, more=(url,)) as one:
        one.cycle()
        alone = _best(bench, lambda: _cycle(bench, one, len(listed)))
    _row("one process", alone, alone)
    for number in workers:
        with bench.machines(f"later_{number}", number, listed, url) as machines:
            parts = {"workers": machines.workers, "scheduler": machines.scheduler}
            found = _best(
                bench,
                lambda: bench.measured(len(listed), parts, machines.again),  # noqa: B023 - called within
            )
        _row(_named(number), found, alone)
    return alone


def _other(bench: Bench, name: str, python: Path, first: Round, again: Round) -> None:
    count = len(bench.few)
    with program(name, bench.few, python=python, core=None) as other:
        _row("all new", _cycle(bench, other, count), first)
        some = _best(bench, lambda: _cycle(bench, other, count))
        _row(f"one in {SHARE} is new", some, again)


def _cycle(bench: Bench, one: Program, count: int) -> Round:
    spent: list[Spent] = []

    def run() -> float:
        spent.append(one.cycle())
        return spent[-1].wall

    return bench.measured(count, {"program": lambda: sum(s.cpu for s in spent)}, run)


def _best(bench: Bench, run: Callable[[], Round]) -> Round:
    """The quickest round of some, each of which has something new."""
    rounds = []
    for _ in range(ROUNDS):
        bench.news()
        rounds.append(run())
    return min(rounds, key=lambda one: one.wall)


def _named(workers: int) -> str:
    return f"{workers} worker{'' if workers == 1 else 's'}"


def _head(what: str) -> None:
    print(
        f"\n{what}\n{'':14} sources a second  ratio  cores busy  at most  ms of a core"
    )


def _row(what: str, found: Round, alone: Round) -> None:
    each = ", ".join(
        f"{name} {seconds / found.sources * 1000:.2f}"
        for name, seconds in found.spent.items()
    )
    most = _CORES / found.busy * found.speed / alone.speed
    print(
        f"{what:14} {found.speed:16.0f} {found.speed / alone.speed:6.2f} "
        f"{found.busy:11.2f} {most:8.2f}  {each}",
        flush=True,
    )


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else SOURCES, given[1:] or WORKERS)
