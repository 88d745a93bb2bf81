"""An SQLite database as a file: copied whole while in use, looked at, let go of."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from aggregator.model.errors import StoreError, StoreLockedError

# What SQLite keeps beside a file that is in use: a log that is left there would be
# played into whatever file takes its place.
BESIDE = ("-wal", "-shm")
# A few megabytes, so that somebody who waits hears of it.
_PAGES = 2_000


def copy(
    source: Path, target: Path, told: Callable[[int, int], None] = lambda _d, _a: None
) -> None:
    """A new file for its owner alone, as the source is at one moment.

    `told` hears how many pages are done, of how many.

    Raises:
        StoreError: a file cannot be used.
    """
    with (
        said_of(target),
        closing(sqlite3.connect(_read_only(source), uri=True)) as reading,
    ):
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        # A reader's view: what others write meanwhile would begin the copy anew.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(sqlite3.connect(target)) as writing:
            reading.backup(
                writing,
                pages=_PAGES,
                progress=lambda _s, left, every: told(every - left, every),
            )
            # It may be read where nothing can be written beside it.
            writing.execute("PRAGMA journal_mode = DELETE")


def settle(file: Path) -> None:
    """Fold what lies beside a file that nobody has open into it."""
    with said_of(file), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def version_of(path: Path) -> str:
    """The version of the schema in an undamaged database of ours.

    Raises:
        StoreError: it is damaged, or another program's.
    """
    with (
        said_of(path),
        closing(sqlite3.connect(_read_only(path), uri=True)) as found,
    ):
        sound = found.execute("PRAGMA integrity_check").fetchone()[0]
        tables = found.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()[0]
        if sound != "ok" or not tables:
            raise StoreError(
                f"{path} is no backup of this program, or it is damaged",
                remedy="choose another backup; nothing was changed",
            )
        row = found.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0])


def require_alone(file: Path, patience: timedelta) -> None:
    """Let pass a file that no program has open, with nothing left beside it.

    Raises:
        StoreLockedError: a program has it open.
    """
    if not file.exists():
        return
    try:
        with closing(
            sqlite3.connect(file, timeout=patience.total_seconds())
        ) as connection:
            # Leaving WAL needs the file to oneself, and folds the log into it.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise StoreLockedError(
            f"The database {file} is open in another program",
            remedy="end it (aggregator serve), then restore again",
        ) from error
    except sqlite3.DatabaseError:
        # A damaged database is why people restore.
        return


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Errors of the disk and of SQLite become a sentence about a file.

    Raises:
        StoreError: there was one.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise StoreError(
            f"{path} cannot be used: {why}",
            remedy="look whether it may be read and written and its disk has room",
        ) from error


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"
