"""The fault run: python -m tests.crash --trials 2000 --seed 1; make faults."""

import argparse
import logging
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade
from tests.crash.trials import Tally, run, trial
from tests.deliver.accounts import NETWORKS, here
from tests.postgresql import server


class Places:
    """Where trials keep their tables: a file each, or one PostgreSQL for all."""

    def __init__(self, folder: Path, template: Path, postgresql: str) -> None:
        self._folder, self._template = folder, template
        self._postgresql = postgresql

    def place(self, one):
        """The address, and the file if it is one."""
        if one.database == "postgresql":
            return self._postgresql, None
        path = self._folder / str(one.number) / "aggregator.db"
        path.parent.mkdir()
        shutil.copy(self._template, path)
        return f"sqlite:///{path}", path


@contextmanager
def places():
    """A folder, an empty file to copy, and a PostgreSQL, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        template = folder / "empty.db"
        _upgraded(f"sqlite:///{template}")
        with server(folder / "pg") as address:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute("CREATE DATABASE faults")
            postgresql = address.replace("/postgres?", "/faults?")
            _upgraded(postgresql)
            yield Places(folder, template, postgresql)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fault_run(numbers, seed: int, *, told=None) -> Tally:
    """The trials of these numbers, and what became of them."""
    tally = Tally()
    # An answer that is cut on purpose is an error to uvicorn, with forty lines.
    logging.getLogger("uvicorn.error").addFilter(lambda _record: False)
    with ExitStack() as stack:
        where = stack.enter_context(places())
        networks = {name: stack.enter_context(here(name)) for name in NETWORKS}
        for number in numbers:
            one = trial(seed, number)
            run(one, networks[one.network], where, tally)
            if told:
                told(tally)
    return tally


def _upgraded(address: str) -> None:
    database = open_database(address)
    upgrade(database)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one trial")
    chosen = parser.parse_args()

    def told(tally: Tally) -> None:
        if tally.trials % 50 == 0:
            print(f"  {tally}", file=sys.stderr, flush=True)  # noqa: T201

    numbers = range(chosen.trials) if chosen.only is None else [chosen.only]
    tally = fault_run(numbers, chosen.seed, told=told)
    for line in (*tally.faults, *tally.asked):
        print(f"  {line}", file=sys.stderr)  # noqa: T201
    print(tally)  # noqa: T201
    return 1 if tally.doubles or tally.losses else 0


if __name__ == "__main__":
    sys.exit(_main())
