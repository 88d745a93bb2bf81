"""The database's clock, which all machines share, so that none is early or late.

Between two askings it goes on by seconds that pass whatever anybody sets: a machine
whose own clock is wrong, or is set while the program runs, tells the same time.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from aggregator.run.clock import elapsed, now
from aggregator.store.database import Database
from aggregator.store.vitals import time_there


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
