"""Safe copies of a folder's database: made while it is in use, put back when not."""

import os
from pathlib import Path

from aggregator.config.load import load
from aggregator.run.assemble import assembled
from aggregator.store import backup
from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade


def back_up(directory: Path, file: Path) -> None:
    """Copy the database of a folder into a new file.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
        RefusedError: the file is there already, or the database is PostgreSQL.
        StoreError: it cannot be written.
    """
    with assembled(directory) as parts:
        backup.backup(parts.database, file)


def put_back(directory: Path, file: Path) -> Path | None:
    """Put a backup in the place of a folder's database, and bring it up to date.

    Gives where the database is kept that was there before, if there was one.

    Raises:
        ConfigurationError: `sources.toml` cannot be used.
        RefusedError: the database is PostgreSQL.
        StoreError: the file is no backup, is newer, or the database is in use.
    """
    address = load(directory, os.environ).database
    database = open_database(address)
    try:
        before = backup.restore(database, file)
    finally:
        database.close()
    restored = open_database(address)
    try:
        upgrade(restored)
    finally:
        restored.close()
    return before
