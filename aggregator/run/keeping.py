"""Safe copies of a folder's database and pictures: made in use, put back when not."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aggregator.config.load import load
from aggregator.desk.holds import held, hold_after_restore
from aggregator.model.errors import StoreError
from aggregator.model.plan import Hold
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.data_folder import DATA, PICTURES
from aggregator.store import archive, backup, restore
from aggregator.store.archive import Manifest
from aggregator.store.database import Database, open_database
from aggregator.store.likeness import Told
from aggregator.store.restore import Restored


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What a restore has done; `hold` is in force until a person lets go."""

    restored: Restored
    hold: Hold | None
    kept: tuple[Path, ...]


def back_up(directory: Path, file: Path, told: Told = backup.quietly) -> Manifest:
    """Copy the database and the pictures of a folder into a new file.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
        RefusedError: the file is there already.
        StoreError: it cannot be written.
    """
    with assembled(directory) as parts:
        pictures = directory / DATA / PICTURES
        return backup.backup(
            parts.database, file, pictures, now=parts.clock(), told=told
        )


def put_back(
    directory: Path,
    file: Path,
    *,
    replace: bool = False,
    holds: bool = True,
    told: Told = backup.quietly,
) -> PutBack:
    """Put a backup in the place of a folder's database and pictures.

    With `replace` a PostgreSQL that has rows is emptied first, and a backup made of it
    before. Without `holds` what is planned goes out as if nothing had happened: only
    for a move during which nothing ran.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
        RefusedError: the database has rows and is not to be replaced.
        StoreError: the file is no backup, is newer, or the database is in use.
    """
    address = load(directory, os.environ).database
    pictures = directory / DATA / PICTURES
    pictures.parent.mkdir(exist_ok=True)
    database = open_database(address)
    try:
        made_at = archive.made_at(file) if file.is_file() else None
        standing = _standing(database)
        kept: tuple[Path, ...] = ()
        if replace and not database.is_sqlite:
            # Before a copy is made of it, which may take long.
            restore.require_no_other(database)
            kept = (_keep(database, pictures, now(), told),)
        restored = restore.restore(database, file, pictures, replace=replace, told=told)
        hold = (
            hold_after_restore(database, standing, made_at or "an unknown time", now())
            if holds
            else held(database)
        )
    finally:
        database.close()
    return PutBack(restored=restored, hold=hold, kept=kept + restored.kept)


def _standing(database: Database) -> Hold | None:
    """The hold in force in what is replaced, as far as it can be read."""
    try:
        return held(database)
    except StoreError:
        # It is empty, or so damaged that somebody restores.
        return None


def _keep(database: Database, pictures: Path, moment: datetime, told: Told) -> Path:
    file = pictures.parent / f"before-restore-{moment:%Y%m%dT%H%M%S}.backup"
    backup.backup(database, file, pictures, now=moment, told=told)
    return file
