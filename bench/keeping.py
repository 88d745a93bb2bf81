"""A backup and a restore take as much memory for a large database as for a small one.

Peak memory of the process and processor time, for a database and for one four times as
large: `python -m bench.keeping`, with `--items N` another size.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from aggregator.store.backup import backup
from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade
from aggregator.store.restore import restore
from aggregator.store.tables.stories import items, stories
from tests.postgresql import server

_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
_WORDS = "Storytime at Ambleford Library, free for under fives. " * 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=25_000)
    parser.add_argument("--step", nargs=3)
    given = parser.parse_args()
    if given.step:
        print(json.dumps(_step(*given.step)))
        return
    print(f"{os.cpu_count()} cores; processor seconds and peak memory of each step")
    peaks = []
    with tempfile.TemporaryDirectory() as name, server(Path(name) / "pg") as address:
        for count in (given.items, 4 * given.items):
            folder = Path(name) / f"{count}"
            folder.mkdir()
            size = _fill(folder / "aggregator.db", count)
            print(f"{count:,} items, {size / 1e6:,.0f} MB")
            peaks.append(_all(folder, address, count))
    print(f"memory at four times the size: {peaks[1] / peaks[0]:.2f} times")


def _all(folder: Path, address: str, count: int) -> int:
    steps = (
        ("backup", f"sqlite:///{folder / 'aggregator.db'}", "one"),
        ("restore", address, "one"),
        ("backup", address, "two"),
        ("restore", f"sqlite:///{folder / 'back.db'}", "two"),
    )
    peak = 0
    for deed, url, file in steps:
        command = [sys.executable, "-m", "bench.keeping", "--step", deed, url]
        done = subprocess.run(
            [*command, str(folder / file)], check=True, capture_output=True, text=True
        )
        told = json.loads(done.stdout)
        peak = max(peak, told["peak"])
        kind = url.partition(":")[0]
        rate = count / told["cpu"]
        print(
            f"  {deed:8} {kind:11} {told['cpu']:6.1f} s, {rate:8,.0f} items a second, "
            f"{told['peak'] / 1024:5.0f} MB"
        )
    return peak


def _step(deed: str, url: str, file: str) -> dict[str, float]:
    database = open_database(url)
    if deed == "backup":
        backup(database, Path(file), now=_NOW)
    else:
        restore(database, Path(file), replace=True)
    database.close()
    return {
        "cpu": time.process_time(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }


def _fill(file: Path, count: int) -> int:
    database = open_database(f"sqlite:///{file}")
    upgrade(database)
    with database.transaction() as connection:
        for start in range(0, count, 1_000):
            some = range(start, start + 1_000)
            connection.execute(insert(stories), [_story(n) for n in some])
            connection.execute(insert(items), [_item(n) for n in some])
    database.close()
    return file.stat().st_size


def _story(number: int) -> dict[str, object]:
    return {
        "id": f"s{number}",
        "kind": "event",
        "status": "scheduled",
        "title": f"Storytime {number}",
        "facts": {"summary": _WORDS},
        "over_after": _NOW + timedelta(minutes=number),
        "first_seen": _NOW,
        "saved_at": _NOW,
    }


def _item(number: int) -> dict[str, object]:
    return {
        "id": f"i{number}",
        "source": f"source-{number % 100}",
        "story": f"s{number}",
        "position": 0,
        "facts": {"title": f"Storytime {number}", "summary": _WORDS},
        "first_seen": _NOW,
        "last_seen": _NOW,
    }


if __name__ == "__main__":
    main()
