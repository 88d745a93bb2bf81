"""What 20,000, 200,000 and 2 million sources would take, from figures measured now.

A few hundred local sources are polled by the program itself into a real PostgreSQL:
new, and unchanged. That gives the processor time and the bytes of a poll and of an
item; how often sources are asked follows from the program's own rhythm and from how
often they are supposed to change (the shares of bench/simulated_day.py). The rest is
multiplied.
`python -m bench.scale_plan`, with `--measured N` sources.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import text

from aggregator.config.load import load
from aggregator.fetch.rhythm import interval, noticed
from aggregator.model.rhythm import Rhythm
from aggregator.run.assemble import Parts, assembled
from aggregator.run.cycle import cycle
from aggregator.store import sources as source_rows
from aggregator.store.partitions import is_part
from bench._pg_cost import server_seconds
from bench.simulated_day import _BY_HOUR, _EVERY, _GAPS
from bench.world.feeds import ENTRIES, body
from bench.world.server import World, world
from tests.postgresql import server

_COUNCIL = '[council]\nname = "Bench"\ncontact = "bench@example.org"\n'
_SOURCE = """
[[source]]
id = "s{number}"
name = "Feed {number}"
url = "{address}"
kind = "news"
allow_private = ["127.0.0.0/8"]
"""
_SIZES = (20_000, 200_000, 2_000_000)
# Sources whose rows a tick looks through, for its cost.
_QUIET = 20_000
# What is supposed: so many new items when a source brings something new; a feed that is
# sent whole is compressed to so much; an answer without a body, with its request.
_NEW_AT_ONCE = 1.5
_COMPRESSED = 0.25
_HEADERS = 1_200
_NOT_MODIFIED = 0.6
# Beyond loopback: a new TLS connection in C, and half of what is sent whole a page of
# which beautifulsoup reads fifty cards. Seconds of a core, both as measured before.
_TLS, _PAGES, _PAGE = 0.00075, 0.5, 0.035
# Posts of a council in a day, and what each leaves: readings, deeds, drafts about it.
_COUNCIL_SOURCES, _POSTS, _READINGS, _DEEDS = 50, 6, 8, 12
_KEPT_POLLS = 28
# Of a core no more than this is planned with; so many connections for each worker, and
# for a scheduler and two desks (docs/operate.md).
_USED = 0.5
_CONNECTIONS, _OTHERS = 20, 40
_START = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one poll, or of one item that it brought: seconds of a core."""

    worker: float
    server: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the runs gave; bytes are on PostgreSQL's disk, indexes included."""

    same: Cost
    item: Cost
    item_bytes: float
    poll_bytes: float
    source_bytes: float
    tick: float
    load: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measured", type=int, default=400)
    given = parser.parse_args()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger("error"),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    print(f"{os.cpu_count()} cores; measured with {given.measured} sources")
    measured = _measure(given.measured)
    polls, fresh = _rhythm()
    _print_units(measured, polls, fresh)
    for count in _SIZES:
        _print_plan(count, measured, polls, fresh)


def _measure(count: int) -> Measured:
    with tempfile.TemporaryDirectory() as name, world() as town:
        data = Path(name) / "pg"
        with server(data) as address:
            folder = Path(name) / "folder"
            folder.mkdir()
            told = (
                _SOURCE.format(number=number, address=town.url(number))
                for number in range(count)
            )
            first = f'database = "{address}"\n'
            file = folder / "sources.toml"
            file.write_text(first + _COUNCIL + "".join(told), encoding="utf-8")
            with assembled(folder) as parts:
                return _cycles(parts, town, data, count)


def _cycles(parts: Parts, town: World, data: Path, count: int) -> Measured:
    empty = _sizes(parts)
    town.change()
    new = _cycle(parts, data)
    full = _sizes(parts)
    rounds = [_cycle(parts, data) for _ in range(4)]
    polled = _sizes(parts)
    same = min(rounds, key=lambda cost: cost.worker)
    items = count * ENTRIES
    kept = sum(
        full[table] - empty[table] for table in ("items", "stories", "story_keys")
    )
    return Measured(
        same=Cost(worker=same.worker / count, server=same.server / count),
        item=Cost(
            worker=max(new.worker - same.worker, 0) / items,
            server=max(new.server - same.server, 0) / items,
        ),
        item_bytes=kept / items,
        poll_bytes=(polled["polls"] - empty["polls"]) / (count * 5),
        source_bytes=full["sources"] / count,
        tick=_tick(parts),
        load=_load(parts, count),
    )


def _cycle(parts: Parts, data: Path) -> Cost:
    before, began = server_seconds(data), time.process_time()
    asyncio.run(cycle(parts, force=True))
    worker = time.process_time() - began
    return Cost(worker=worker, server=server_seconds(data) - before)


def _load(parts: Parts, count: int) -> float:
    """What reading `sources.toml` costs for each source in it."""
    began = time.process_time()
    load(Path(parts.configuration.directory), {})
    return (time.process_time() - began) / count


def _tick(parts: Parts) -> float:
    """What each minute costs for each source, whether or not it is due."""
    listed = [f"quiet-{number}" for number in range(_QUIET)]
    marks = dict.fromkeys(listed, "mark")
    for _ in range(2):
        began = time.process_time()
        with parts.database.transaction() as connection:
            source_rows.sync(connection, listed, _START, fingerprints=marks)
    return (time.process_time() - began) / _QUIET


def _sizes(parts: Parts) -> dict[str, int]:
    """Bytes of each table with its indexes; a table in parts has those of all."""
    sizes: dict[str, int] = {}
    with parts.database.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT relname, pg_total_relation_size(pg_class.oid) AS bytes "
                "FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
                "WHERE relkind IN ('r', 'p') AND nspname = 'public'"
            )
        ).all()
    for row in rows:
        name = row.relname
        if is_part(name):
            name = name.removesuffix("_rest").rpartition("_p")[0] or name[:-5]
        sizes[name] = sizes.get(name, 0) + row.bytes
    return sizes


def _rhythm() -> tuple[float, float]:
    """Polls of a source in a day, and how many of them bring something new."""
    chance = random.Random(3)
    polls = fresh = days = 0
    for _ in range(600):
        gap = chance.choices(_GAPS, [share for share, _ in _GAPS])[0][1]
        rhythm, now, asked = Rhythm(changed_at=_START), _START, _START
        changed = False
        while now < _START + timedelta(days=42):
            expected = (now - asked).total_seconds() / 3600 / gap * _BY_HOUR[now.hour]
            changed = chance.random() < min(expected, 1)
            rhythm = noticed(rhythm, _EVERY, now, new=changed)
            if now >= _START + timedelta(days=14):
                polls, fresh = polls + 1, fresh + changed
            asked = now
            now += interval(_EVERY, rhythm, now)
        days += 28
    return polls / days, fresh / days


def _print_units(measured: Measured, polls: float, fresh: float) -> None:
    same, item = measured.same, measured.item
    print(
        f"a poll without news  {same.worker * 1e3:6.2f} ms of a worker's core, "
        f"{same.server * 1e3:.2f} ms of the database's"
    )
    print(
        f"an item that is new  {item.worker * 1e3:6.2f} ms of a worker's core, "
        f"{item.server * 1e3:.2f} ms of the database's"
    )
    print(
        f"bytes on disk        {measured.item_bytes:6,.0f} an item with its story and "
        f"keys, {measured.poll_bytes:,.0f} a poll, "
        f"{measured.source_bytes:,.0f} a source"
    )
    print(
        f"a source             {measured.tick * 1e6:6.0f} microseconds to look through "
        f"its row, {measured.load * 1e6:,.0f} to read it in sources.toml"
    )
    print(
        f"it is asked          {polls:6.1f} times a day, {fresh:.2f} of them with news"
    )


def _print_plan(count: int, measured: Measured, polls: float, fresh: float) -> None:
    a_day, items_a_day = count * polls, count * fresh * _NEW_AT_ONCE
    busiest = max(_BY_HOUR) / (sum(_BY_HOUR) / 24)
    # Sources are asked by their own rhythm, day and night; news comes by day.
    second, news = a_day / 86_400, items_a_day / 86_400
    beyond = _TLS + (1 - _NOT_MODIFIED) * _PAGES * _PAGE
    worker = second * (measured.same.worker + beyond)
    worker += news * busiest * measured.item.worker
    store = second * measured.same.server + news * busiest * measured.item.server
    whole = a_day * (1 - _NOT_MODIFIED)
    traffic = a_day * _HEADERS + whole * len(body(0)) * _COMPRESSED
    workers = max(1, round(worker / _USED + 0.49))
    year = items_a_day * 365
    gigabytes = {
        "items": year * measured.item_bytes / 1e9,
        "polls": a_day * _KEPT_POLLS * measured.poll_bytes / 1e9,
    }
    deeds = count / _COUNCIL_SOURCES * _POSTS * 365
    print(f"\n{count:,} sources")
    for what, figure in (
        ("polls", f"{second:,.1f} a second, {a_day:,.0f} a day"),
        ("new items", f"{items_a_day:,.0f} a day, {year:,.0f} a year"),
        (
            "traffic",
            (
                f"{traffic / 1e9:,.1f} GB a day, "
                f"{traffic * 8 / 86_400 / 1e6:,.1f} Mbit a second"
            ),
        ),
        (
            "rows a year",
            (
                f"{year * 2:,.0f} items and stories, {a_day * 365:,.0f} polls (28 days "
                f"kept), {deeds * _READINGS:,.0f} readings, "
                f"{deeds * _DEEDS:,.0f} deeds"
            ),
        ),
        (
            "disk",
            (
                f"{gigabytes['items']:,.1f} GB of items a year, "
                f"{gigabytes['polls']:,.1f} GB of polls in all"
            ),
        ),
        (
            "processor",
            (
                f"{worker:,.2f} cores of workers and {store:,.2f} of the database "
                "while offices are open"
            ),
        ),
        (
            "looking through",
            (
                f"{count * measured.tick:,.1f} s of a core: each minute with `serve` "
                "alone, with a scheduler when sources.toml changes"
            ),
        ),
        ("the file", f"{count * measured.load:,.0f} s of a core to read it"),
        (
            "planned",
            (
                f"{workers:,} workers at half a core each, "
                f"{workers * _CONNECTIONS + _OTHERS:,} connections with a scheduler "
                "and two desks"
            ),
        ),
    ):
        print(f"  {what:16} {figure}")


if __name__ == "__main__":
    main()
