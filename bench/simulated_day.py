"""A day at 200,000 sources in minutes: does the queue of due sources grow?

The statements that claim and record, and the decisions on when to ask again, are the
program's own, on a real PostgreSQL; the clock is fast, and the network is a
distribution of answers. `--sources N`, `--hours N`, `--a-second N` (what all machines
together can poll), `--fresh` (all sources are new and due at once). Without words a
small day, for `make bench`; docs/scale.md has the figures of `--sources 200000`.
"""

import argparse
import math
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, text

from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError
from aggregator.model.source import Source
from aggregator.run.intake import Brought, Taken, _outcome
from aggregator.run.placing import Placed
from aggregator.run.polling import _CLAIMED, LEASE
from aggregator.store import partitions
from aggregator.store import sources as source_rows
from aggregator.store.database import Database, open_database
from aggregator.store.migrate import upgrade
from aggregator.store.outcomes import record
from aggregator.store.sources import Claim
from aggregator.store.tables.sources import sources
from bench._pg_cost import server_seconds
from tests.postgresql import server

_START = datetime(2026, 11, 23, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_EVERY = timedelta(hours=1)
# How many sources bring something new how often, in hours; councils' feeds are mostly
# quiet. A share of them fails for good, any may fail once.
_GAPS = ((0.08, 6), (0.30, 24), (0.40, 24 * 7), (0.22, 24 * 60))
_DEAD, _HICCUP, _NOT_MODIFIED = 0.03, 0.01, 0.6
# Offices publish by day: so much of the mean, hour by hour, from midnight on.
_BY_HOUR = (*[0.2] * 7, 0.8, 2.0, 2.6, 2.6, 2.2, 1.8, 2.2, 2.2, 2.0, 1.4, *[0.4] * 7)
_VALIDATORS = Validators(etag='"1"', last_modified=None, body_hash="0" * 32)


@dataclass
class World:
    """What each source truly does, and when it was asked last."""

    chance: random.Random
    gaps: list[float]
    dead: list[bool]
    asked: list[datetime]

    def answer(
        self, number: int, now: datetime
    ) -> tuple[Unchanged | Taken | Exception, Placed]:
        """What it answers, and whether that is new."""
        hours = (now - self.asked[number]).total_seconds() / 3600
        self.asked[number] = now
        url = f"https://site-{number}.example/feed"
        if self.dead[number] or self.chance.random() < _HICCUP:
            return FetchError("It answers 503", cause="server", url=url), Placed()
        expected = hours / self.gaps[number] * _BY_HOUR[now.hour]
        new = self.chance.random() < 1 - math.exp(-expected)
        if not new and self.chance.random() < _NOT_MODIFIED:
            same = Unchanged(validators=_VALIDATORS, fetched_at=now, not_modified=True)
            return same, Placed()
        document = Document(
            url=url, body=b"", etag='"1"', body_hash="0" * 32, fetched_at=now
        )
        taken = Taken(items=(), entries=20, problem=None, document=document)
        return taken, Placed(new_items=1 if new else 0)


@dataclass
class Hour:
    """What one simulated hour has cost."""

    polls: int = 0
    claims: int = 0
    claiming: float = 0.0
    recording: float = 0.0
    late: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=2_000)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--a-second", type=float, default=None)
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    # Of 20,000 sources 6 a second: three times what they need on average.
    rate = given.a_second or given.sources * 6 / 20_000
    print(
        f"{os.cpu_count()} cores; {given.sources:,} sources, at most {rate:g} polls a "
        "second by all machines together"
    )
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "pg"
        with server(data) as address:
            database = open_database(address)
            upgrade(database)
            world = _prepare(database, given.sources, fresh=given.fresh)
            _simulate(database, world, data, hours=given.hours, rate=rate)
            _explain(database)
            database.close()


def _prepare(database: Database, count: int, *, fresh: bool) -> World:
    chance = random.Random(7)
    shares = [share for share, _ in _GAPS]
    gaps = [chance.choices(_GAPS, shares)[0][1] * 1.0 for _ in range(count)]
    dead = [chance.random() < _DEAD for _ in range(count)]
    with database.transaction() as connection:
        partitions.make_ahead(connection, _START)
        for start in range(0, count, 5_000):
            some = range(start, min(count, start + 5_000))
            connection.execute(
                insert(sources),
                [_row(chance, n, gaps[n], fresh=fresh) for n in some],
            )
    with database.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("ANALYZE"))
    return World(chance=chance, gaps=gaps, dead=dead, asked=[_START - _EVERY] * count)


def _row(
    chance: random.Random, number: int, gap: float, *, fresh: bool
) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"site-{number}",
        "configured": True,
        "next_due": _START,
        "health": "new" if fresh else "ok",
        "since": _START,
        "failures": 0,
        "token": 0,
        "changed_at": None,
        "gap": None,
    }
    if not fresh:
        # As after weeks of polling: each somewhere in its own rhythm.
        seen = min(gap, 32.0)
        row["gap"] = int(seen * 3600)
        row["changed_at"] = _START - timedelta(hours=chance.random() * gap)
        wait = min(max(seen / 4, 1), 8) * 3600
        row["next_due"] = _START + timedelta(seconds=chance.random() * wait)
    return row


def _simulate(
    database: Database, world: World, data: Path, *, hours: int, rate: float
) -> None:
    print("hour    polls  a second    due  oldest due  claim  record  per poll  server")
    before, spare = server_seconds(data), 0.0
    backlogs = []
    for number in range(hours):
        hour = Hour()
        for minute in range(60):
            now = _START + timedelta(hours=number, minutes=minute)
            spare = min(spare, 0.0) + rate * 60
            while spare > 0 and (done := _batch(database, world, now, hour)):
                spare -= done
        after = server_seconds(data)
        backlog, oldest = _backlog(database, now)
        backlogs.append(backlog)
        polls = max(hour.polls, 1)
        each = (hour.claiming + hour.recording) / polls
        print(
            f"{number:4} {hour.polls:8,} {hour.polls / 3600:9.1f} {backlog:6,} "
            f"{oldest:8.0f} min {hour.claiming / max(hour.claims, 1) * 1e3:4.1f} ms "
            f"{hour.recording / polls * 1e3:4.2f} ms {each * 1e3:6.2f} ms "
            f"{(after - before) / polls * 1e3:4.2f} ms",
            flush=True,
        )
        before = after
    half = len(backlogs) // 2
    print(
        "due at the end of an hour, at most: "
        f"{max(backlogs[:half], default=0):,} in the first half of the day, "
        f"{max(backlogs[half:]):,} in the second"
    )


def _batch(database: Database, world: World, now: datetime, hour: Hour) -> int:
    """One claim and what becomes of it, as a worker does it; how many sources."""
    began = time.process_time()
    with database.transaction() as connection:
        claims = source_rows.claim_due(connection, now, lease=LEASE, limit=_CLAIMED)
    hour.claims += 1
    hour.claiming += time.process_time() - began
    if not claims:
        return 0
    outcomes = list(_outcomes(world, claims, now))
    began = time.process_time()
    with database.transaction() as connection:
        record(connection, outcomes, now + _MINUTE / 60)
    hour.recording += time.process_time() - began
    hour.polls += len(claims)
    return len(claims)


def _outcomes(world: World, claims: tuple[Claim, ...], now: datetime) -> Iterator:
    for claim in claims:
        number = int(claim.source.partition("-")[2])
        source = Source(
            id=claim.source,
            name=claim.source,
            url=f"https://{claim.source}.example/feed",
            every=_EVERY,
        )
        result, placed = world.answer(number, now)
        brought = Brought(source=source, claim=claim, result=result)
        yield _outcome(brought, placed, now)[0]


def _backlog(database: Database, now: datetime) -> tuple[int, float]:
    due = sources.c.configured & (sources.c.next_due <= now)
    with database.reading() as connection:
        count, oldest = connection.execute(
            select(func.count(), func.min(sources.c.next_due)).where(due)
        ).one()
    return count, (now - oldest).total_seconds() / 60 if oldest else 0.0


_CLAIM = """
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
SELECT id FROM sources WHERE configured
  AND (leased_until IS NULL OR leased_until <= :now) AND next_due <= :now
ORDER BY next_due, id LIMIT 128 FOR UPDATE SKIP LOCKED
"""


def _explain(database: Database) -> None:
    print("a claim when every source is due:")
    with database.transaction() as connection:
        connection.execute(text("UPDATE sources SET next_due = :now"), {"now": _START})
    with database.transaction() as connection:
        for line in connection.scalars(text(_CLAIM), {"now": _START + _EVERY * 99}):
            print(f"  {line}")


if __name__ == "__main__":
    main()
