"""What the desks of one process have together: the shelf, and politeness."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from aggregator.config.installation import (
    DESKS,
    DESKS_FILE,
    SHARED,
    login,
    read_installation,
)
from aggregator.config.load import FILE
from aggregator.config.schema_source import SourceTable
from aggregator.config.wanted import wanted
from aggregator.fetch.common_turns import CommonTurns
from aggregator.fetch.limits import Limits
from aggregator.fetch.remembered import Remembered
from aggregator.fetch.shared import key_of, may_share, several
from aggregator.model.errors import ConfigurationError
from aggregator.run.data_folder import data_folder
from aggregator.store import shelf
from aggregator.store.database import Database, open_database
from aggregator.store.schema import bring_up_to_date

# A desk that asks less often fetches for itself.
_BODIES_KEPT = timedelta(days=2)
# No source may be asked less often than every thirty days.
_KEPT = timedelta(days=62)
_CLEARED_EVERY = timedelta(hours=1)

# When a desk's file was written, how long it is; and what the desk reads, by its keys.
_Mark = tuple[int, int]


class Common:
    """Belongs to no desk; any number of threads may use it."""

    def __init__(
        self,
        directory: Path,
        environment: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self.remembered = Remembered()
        self.turns = CommonTurns(Limits())
        self._directory = directory
        self._environment = environment
        self._clock = clock
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._keys: dict[str, tuple[_Mark, _Mark, frozenset[str]]] = {}
        self._installation: tuple[_Mark, tuple[SourceTable, ...]] | None = None
        self._cleared: datetime | None = None

    def database(self) -> Database:
        """Where the shelf is, opened by whoever needs it first; now and then cleared.

        Raises:
            ConfigurationError: `desks.toml` or the secret cannot be used.
            StoreError: it cannot be opened or brought up to date.
        """
        with self._lock:
            if self._database is None:
                self._database = self._open()
            now = self._clock()
            if self._cleared is None or now - self._cleared >= _CLEARED_EVERY:
                with self._database.transaction() as connection:
                    shelf.clear(
                        connection, bodies_before=now - _BODIES_KEPT, before=now - _KEPT
                    )
                self._cleared = now
            return self._database

    def read_by_several(self) -> frozenset[str]:
        """The keys of what more than one desk reads, by their files as they are."""
        with self._lock:
            folders = sorted((self._directory / DESKS).glob("[!.]*/"))
            shared = self._shared_sources()
            return several(self._keys_of(folder, shared) for folder in folders)

    def close(self) -> None:
        """Let go of the shelf."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _shared_sources(self) -> tuple[SourceTable, ...]:
        mark = _mark(self._directory / DESKS_FILE)
        if self._installation is None or self._installation[0] != mark:
            try:
                found = read_installation(self._directory, self._environment).shared
            except ConfigurationError:
                # Told of the installation itself; the desks go on by what was there.
                found = self._installation[1] if self._installation else ()
            self._installation = (mark, found)
        return self._installation[1]

    def _keys_of(self, folder: Path, shared: tuple[SourceTable, ...]) -> frozenset[str]:
        marks = _mark(folder / FILE), _mark(self._directory / DESKS_FILE)
        known = self._keys.get(folder.name)
        if known is not None and known[:2] == marks:
            return known[2]
        keys = frozenset(
            key_of(one) for one in wanted(folder, shared) if may_share(one)
        )
        self._keys[folder.name] = (*marks, keys)
        return keys

    def _open(self) -> Database:
        installation = read_installation(self._directory, self._environment)
        its = login(installation, SHARED, self._environment)
        database = open_database(its.address if its else self._file())
        try:
            bring_up_to_date(database)
        except BaseException:
            database.close()
            raise
        return database

    def _file(self) -> str:
        return f"sqlite:///{data_folder(self._directory.resolve()) / 'shared.sqlite3'}"


def _mark(path: Path) -> _Mark:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
