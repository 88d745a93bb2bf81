"""Rounds over all sources by the commands that an operator starts on machines."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")
_STOPS = 120
_POLLED = (
    "SELECT count(*), extract(epoch FROM max(last_polled) - "
    "coalesce(%(began)s, min(last_polled)))::float FROM sources "
    "WHERE last_polled >= coalesce(%(since)s, '-infinity'::timestamptz)"
)


def seconds_of(pid: int) -> float:
    """Of processors, by a process and those of its children that have ended."""
    path = Path(f"/proc/{pid}/stat")
    fields = path.read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(one) for one in fields[11:15]) / _TICKS


class Machines:
    """Workers and a scheduler, as the commands that an operator starts."""

    def __init__(self, folder: Path, database: str, count: int) -> None:
        self._folder, self._database, self._count = folder, database, count
        self._workers: list[subprocess.Popen[bytes]] = []
        self._scheduler: list[subprocess.Popen[bytes]] = []

    @contextmanager
    def at_work(self, workers: int) -> Iterator[None]:
        """So many workers, and then a scheduler; what they say is kept in a file."""
        with (self._folder / "said.log").open("wb") as said:
            try:
                for _ in range(workers):
                    self._workers.append(
                        _command("worker", self._folder, said.fileno())
                    )
                self._wait_for_workers(workers)
                self._scheduler.append(
                    _command("scheduler", self._folder, said.fileno())
                )
                yield
            finally:
                _end([*self._scheduler, *self._workers])
                self._workers.clear()
                self._scheduler.clear()

    def workers(self) -> float:
        """Seconds of processors so far."""
        return sum(seconds_of(one.pid) for one in self._workers)

    def scheduler(self) -> float:
        """The same."""
        return sum(seconds_of(one.pid) for one in self._scheduler)

    def first(self) -> float:
        """Seconds from the first poll of all to the last."""
        return self._until_polled(since=None, began=None)

    def again(self) -> float:
        """Seconds from the moment at which all are due to the last poll of one."""
        with psycopg.connect(self._database, autocommit=True) as connection:
            since = _value(
                connection,
                "WITH due AS (UPDATE sources SET next_due = now() RETURNING 1) "
                "SELECT now() FROM (SELECT count(*) FROM due) AS counted",
            )
            began = _value(connection, "SELECT clock_timestamp()")
        return self._until_polled(since=since, began=began)

    def _until_polled(self, *, since: object, began: object) -> float:
        named = {"since": since, "began": began}
        with psycopg.connect(self._database, autocommit=True) as connection:
            while True:
                found = connection.execute(_POLLED, named).fetchone()
                assert found is not None
                if found[0] >= self._count:
                    return float(found[1])
                time.sleep(0.2)

    def _wait_for_workers(self, number: int) -> None:
        said = self._folder / "said.log"
        while said.read_text(encoding="utf-8").count("worker at work") < number:
            ended = [one for one in self._workers if one.poll() is not None]
            if ended:
                raise SystemExit(f"a worker ended: {said.read_text(encoding='utf-8')}")
            time.sleep(0.2)


def _command(name: str, folder: Path, said: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "aggregator", name, "--config", str(folder)]
    return subprocess.Popen(command, stdout=said, stderr=said)


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for one in processes:
        one.terminate()
    for one in processes:
        try:
            one.wait(_STOPS)
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


def _value(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
