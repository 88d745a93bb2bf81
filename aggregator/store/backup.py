"""The whole database as one file that either kind of database is made from again."""

import tempfile
from datetime import datetime
from pathlib import Path

from aggregator import __version__
from aggregator.model.errors import RefusedError
from aggregator.store import archive, sqlite_file
from aggregator.store.archive import Manifest
from aggregator.store.database import Database, open_database
from aggregator.store.likeness import Told, likenesses, require_alike
from aggregator.store.migrate import require_current, revision, upgrade
from aggregator.store.transfer import transfer


def quietly(_what: str, _done: int) -> None:
    """Tell nobody."""


def backup(
    database: Database,
    path: Path,
    pictures: Path | None = None,
    *,
    now: datetime,
    told: Told = quietly,
) -> Manifest:
    """Copy everything to a new file, as it is at one moment, whoever is writing.

    `pictures` is the album's folder.

    Raises:
        RefusedError: the file is there already.
        StoreNewerError: a newer release has added to the database.
        StoreError: it cannot be written.
    """
    if path.exists():
        raise RefusedError(f"{path} is there already", remedy="name a new file")
    with (
        sqlite_file.said_of(path),
        # Beside the file, where there is to be room for it.
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as work,
    ):
        copy = Path(work) / "database.sqlite"
        if database.is_sqlite:
            source = Path(str(database.engine.url.database))
            sqlite_file.copy(source, copy, lambda done, _all: told("pages", done))
            manifest = _look(copy, now, told)
        else:
            manifest = _bring(database, copy, now, told)
        return archive.write(path, copy, pictures, manifest, told)


def _look(copy: Path, now: datetime, told: Told) -> Manifest:
    opened = open_database(f"sqlite:///{copy}")
    try:
        with opened.reading() as connection:
            require_current(connection, opened.name)
            manifest = Manifest(
                version=str(revision(connection)),
                program=__version__,
                made_at=now.isoformat(),
                digest="",
                pictures=0,
                tables=likenesses(connection, told),
            )
    finally:
        opened.close()
    sqlite_file.settle(copy)
    return manifest


def _bring(database: Database, copy: Path, now: datetime, told: Told) -> Manifest:
    opened = open_database(f"sqlite:///{copy}")
    try:
        upgrade(opened)
        with database.reading() as source:
            require_current(source, database.name)
            with opened.transaction() as target:
                transfer(source, target, told)
            there = likenesses(source, told)
    finally:
        opened.close()
    manifest = _look(copy, now, told)
    require_alike(there, manifest.tables, str(copy))
    return manifest
