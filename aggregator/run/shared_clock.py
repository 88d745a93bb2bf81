"""The database's clock, which all machines share, so that none is early or late.

Between two askings it goes on by seconds that pass whatever anybody sets: a machine
whose own clock is wrong, or is set while the program runs, tells the same time.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from aggregator.model.errors import StoreError
from aggregator.run.clock import elapsed, now
from aggregator.store.database import Database
from aggregator.store.vitals import time_there

log = structlog.get_logger()

_EVERY_SECONDS = 60.0


class SharedClock:
    """This machine's time until it first follows a database, then the database's."""

    def __init__(
        self,
        wall: Callable[[], datetime] = now,
        passed: Callable[[], float] = elapsed,
    ) -> None:
        self._wall = wall
        self._passed = passed
        # Read and replaced as one, since every thread asks for the time.
        self._known: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """The time."""
        if self._known is None:
            return self._wall()
        there, at = self._known
        return there + timedelta(seconds=self._passed() - at)

    def follow(self, database: Database) -> float:
        """Ask for the time; how many seconds this machine's own clock is ahead of it.

        Raises:
            StoreError: the database cannot be used.
        """
        with database.reading() as connection:
            before, began = self._wall(), self._passed()
            there = time_there(connection)
            took = self._passed() - began
        # The answer was right half way between question and arrival.
        self._known = (there, began + took / 2)
        return (before + timedelta(seconds=took / 2) - there).total_seconds()


@contextmanager
def following(
    clock: SharedClock, database: Database, *, every_seconds: float = _EVERY_SECONDS
) -> Iterator[None]:
    """The clock follows a database that machines share; a file's follows its own.

    Raises:
        StoreError: the database cannot be used at the start.
    """
    if database.is_sqlite:
        yield
        return
    clock.follow(database)
    with following_any(clock, lambda: (database,), every_seconds=every_seconds):
        yield


@contextmanager
def following_any(
    clock: SharedClock,
    databases: Callable[[], Iterable[Database]],
    *,
    every_seconds: float = _EVERY_SECONDS,
) -> Iterator[None]:
    """The clock follows the first that answers of databases at one server."""
    ended = threading.Event()

    def follow() -> None:
        while not ended.wait(every_seconds):
            for database in databases():
                if database.is_sqlite:
                    continue
                try:
                    clock.follow(database)
                except StoreError as error:
                    log.info("the clock goes on by itself", sentence=str(error))
                else:
                    break

    thread = threading.Thread(target=follow, name="clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
