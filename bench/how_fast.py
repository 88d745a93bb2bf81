"""The whole table of what the program promises about its speed, measured in one run.

Run: python -m bench.how_fast [SOURCES] [--only cycles|many|parts]. The world's server
has one core and whatever is measured the other, where there are two. Every ratio
compares programs that ran one after the other on this machine, in this run; `reader`
and feedparser are installed from the package index into an environment that is thrown
away.
"""

import asyncio
import os
from argparse import ArgumentParser
from pathlib import Path

from aggregator.model.document import Document
from aggregator.read import read
from bench import fetch_transport, read_feeds, read_pages
from bench.programs.running import Spent, peers, program
from bench.world.feeds import ENTRIES, body
from bench.world.server import HOSTS, World, world

SOURCES = 1000
FEW, MANY = 2000, 20_000
MIB = 1024 * 1024
ROUNDS = 3
# What is kept of one source in a cycle: what it came to, what its host said of robots,
# and its own settings as they are handed round.
ROW_BYTES = 4 * 1024


class Table:
    """Rows as they are measured: what, the ratio, the goal, and whether it is met."""

    def __init__(self) -> None:
        self.missed = 0
        print(f"{'what':52} {'ratio':>7}  {'goal':>7}", flush=True)

    def at_least(self, what: str, ratio: float, goal: float, from_: str = "") -> None:
        self._row(what, ratio, f">= {goal:g}", from_, met=ratio >= goal)

    def at_most(self, what: str, ratio: float, goal: float, from_: str = "") -> None:
        self._row(what, ratio, f"<= {goal:g}", from_, met=ratio <= goal)

    def faster(self, what: str, other: Spent, ours: Spent, goal: float) -> None:
        cpu = f"of CPU {other.cpu:.2f} s / {ours.cpu:.2f} s"
        seconds = f"{other.wall:.2f} s / {ours.wall:.2f} s, {cpu}"
        self.at_least(what, other.wall / ours.wall, goal, seconds)

    def _row(
        self, what: str, ratio: float, goal: str, from_: str, *, met: bool
    ) -> None:
        said = "reached" if met else "NOT REACHED"
        print(f"{what:52} {ratio:7.2f}  {goal:>7}  {said:11}  {from_}", flush=True)
        self.missed += not met


def main(count: int, only: str | None = None) -> None:
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    servers, programs = (cores[0], cores[-1]) if len(cores) > 1 else (None, None)
    print(f"{count} feeds of {ENTRIES} entries, {len(body(0)) / 1024:.0f} KiB each,")
    print(f"at {HOSTS} hosts on loopback; {len(cores)} cores")
    table = Table()
    with world(servers, ready=count) as town:
        if only in {None, "cycles"}:
            with peers() as python:
                cycles(table, town, count, python, programs)
        if only in {None, "many"}:
            many(table, town, programs)
    if only in {None, "parts"}:
        parts(table)
    print(f"{table.missed} goals not reached" if table.missed else "all goals reached")


def cycles(
    table: Table, town: World, count: int, python: Path, core: int | None
) -> None:
    addresses = [town.url(number) for number in range(count)]
    with (
        program("ours", addresses, python=None, core=core) as ours,
        program("reader_feeds", addresses, python=python, core=core) as reader,
        program("plain_loop", addresses, python=python, core=core) as loop,
    ):
        town.change()
        cold, theirs, _ = ours.cycle(), reader.cycle(), loop.cycle()
        assert cold.entries == theirs.entries == count * ENTRIES
        table.faster("cold cycle, all stored and matched, to reader", theirs, cold, 8)
        peaks = f"{cold.peak / MIB:.0f} MiB / {theirs.peak / MIB:.0f} MiB"
        ratio = cold.peak / theirs.peak
        table.at_most("peak memory of the cold cycle, of reader's", ratio, 1, peaks)
        warm, theirs = ours.best(ROUNDS), reader.best(ROUNDS)
        table.faster("warm cycle (304), to reader", theirs, warm, 6)
        town.change(closes=True)
        new, plain = ours.best(ROUNDS), loop.best(ROUNDS)
        table.faster("warm, a new connection each, to a plain loop", plain, new, 1.25)
        town.change(latency_ms=50)
        late, plain = ours.best(ROUNDS), loop.cycle()
        table.faster("warm, 50 ms of latency, to a plain loop", plain, late, 20)
        town.change(validators=False)
        ours.cycle()
        same = ours.best(ROUNDS)
        _unchanged(table, town, (same.cpu - warm.cpu) / count)


def _unchanged(table: Table, town: World, cost: float) -> None:
    """What the same body once more costs beyond a 304, of what reading it costs."""
    document = Document(
        url=town.url(0), body=body(0), body_hash="", fetched_at=read_feeds.NOW
    )
    parse = read_feeds.best(
        lambda: read(document, read_feeds.SOURCE, read_feeds.NOW), 20
    )
    micro = f"{cost * 1e6:.0f} us / {parse * 1e6:.0f} us"
    table.at_most("unchanged body, of our own parse", max(cost, 0) / parse, 0.1, micro)


def many(table: Table, town: World, core: int | None) -> None:
    """One cycle of ever more sources: what each adds to the memory it takes."""
    town.change(entries=1)
    grown = {}
    for count in (FEW, MANY):
        addresses = [town.url(number) for number in range(count)]
        with program("ours", addresses, python=None, core=core) as ours:
            spent = ours.cycle()
            assert spent.entries == count
            grown[count] = spent.grown
    each = max(grown[MANY] - grown[FEW], 0) / (MANY - FEW)
    seen = ", ".join(f"{n}: {size / MIB:.0f} MiB" for n, size in grown.items())
    what = f"memory a source adds to a cycle of {MANY}, in rows"
    table.at_most(what, each / ROW_BYTES, 1, seen)


def parts(table: Table) -> None:
    found = read_feeds.compare([read_feeds.council_feed()], 40)
    fast = found["fast reader alone"]
    table.at_least("well-formed feed, to feedparser on its bytes", fast, 20)
    with fetch_transport.served() as url:
        cpu = {
            connections: asyncio.run(
                fetch_transport.measure(fetch_transport.ours_alone, url, connections)
            )[0]
            for connections in (1, 100)
        }
    what = "CPU for a 304, 100 connections to 1"
    table.at_most(what, cpu[100] / cpu[1], 1.3)
    ratio, is_same = read_pages.compare()
    assert is_same
    table.at_least("a page of 108 KB with 50 cards, to beautifulsoup4", ratio, 10)


if __name__ == "__main__":
    asked = ArgumentParser()
    asked.add_argument("sources", type=int, nargs="?", default=SOURCES)
    asked.add_argument("--only", choices=("cycles", "many", "parts"))
    given = asked.parse_args()
    main(given.sources, given.only)
