"""The whole database as one file: copied out while in use, put back when it is not."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from aggregator.model.errors import RefusedError, StoreError, StoreLockedError
from aggregator.store.database import Database
from aggregator.store.migrate import require_known

# For another program to let go of the file.
_PATIENCE = timedelta(seconds=5)
# What SQLite keeps beside a file that is in use: a log that is left there would be
# played into whatever file takes its place.
_BESIDE = ("-wal", "-shm")


def backup(database: Database, path: Path) -> None:
    """Copy everything to a new file, as it is at one moment, whoever is writing.

    Raises:
        RefusedError: the file is there already, or the database is PostgreSQL.
        StoreError: it cannot be written.
    """
    file = _file(database)
    if path.exists():
        raise RefusedError(f"{path} is there already", remedy="name a new file")
    with _told(path):
        _copy(file, path)


def restore(
    database: Database, path: Path, *, patience: timedelta = _PATIENCE
) -> Path | None:
    """Put a backup in the place of the database; bring it up to date afterwards.

    Gives where the database is kept that was there before, if there was one.

    Raises:
        RefusedError: the database is PostgreSQL.
        StoreNewerError: a newer release made the backup.
        StoreLockedError: a program has the database open.
        StoreError: the file is no backup, or is damaged.
    """
    file = _file(database)
    _require_sound(path)
    database.close()
    _require_alone(file, patience)
    arriving = file.with_name(f"{file.name}.arriving")
    before = file.with_name(f"{file.name}.before-restore")
    with _told(file):
        arriving.unlink(missing_ok=True)
        _copy(path, arriving)
        for suffix in ("", *_BESIDE):
            leftover = Path(f"{file}{suffix}")
            if leftover.exists():
                leftover.replace(Path(f"{before}{suffix}"))
        arriving.replace(file)
    return before if before.exists() else None


def _file(database: Database) -> Path:
    if not database.is_sqlite:
        raise RefusedError(
            f"The database {database.name} is no file to copy",
            remedy="use pg_dump and pg_restore, which come with PostgreSQL",
        )
    return Path(str(database.engine.url.database))


def _copy(source: Path, target: Path) -> None:
    """A file on its own, readable by its owner alone, that appears when complete."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with (
        closing(sqlite3.connect(_read_only(source), uri=True)) as reading,
        closing(sqlite3.connect(partial)) as writing,
    ):
        reading.backup(writing)
        # A backup may be read where nothing can be written beside it.
        writing.execute("PRAGMA journal_mode = DELETE")
    partial.replace(target)


def _require_sound(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"There is no file {path}", remedy="name a backup")
    with _told(path), closing(sqlite3.connect(_read_only(path), uri=True)) as found:
        sound = found.execute("PRAGMA integrity_check").fetchone()[0]
        tables = found.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()[0]
        if sound != "ok" or not tables:
            raise StoreError(
                f"{path} is no backup of this program, or it is damaged",
                remedy="choose another backup; nothing was changed",
            )
        version = found.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    require_known(version, str(path))


def _require_alone(file: Path, patience: timedelta) -> None:
    """The file, with nothing left beside it, unless a program has it open."""
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


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"{path} cannot be used: {error}",
            remedy="look whether it may be read and written and its disk has room",
        ) from error
