"""A backup in the place of a database, of either kind; proved equal to it."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from aggregator.model.errors import RefusedError, StoreError, StoreLockedError
from aggregator.store import archive, audit, sqlite_file
from aggregator.store.backup import quietly
from aggregator.store.database import PROGRAM, Connection, Database, open_database
from aggregator.store.likeness import Likeness, Told, likenesses, require_alike
from aggregator.store.migrate import latest, require_known, upgrade
from aggregator.store.transfer import is_empty, make_empty, transfer

# For another program to let go of the database.
_PATIENCE = timedelta(seconds=5)
_LOOK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What is there now: its tables, files of pictures and lines of the audit.

    `kept` is what was there before and lies beside it now.
    """

    tables: dict[str, Likeness]
    pictures: int
    audit_lines: int
    kept: tuple[Path, ...]


def restore(
    database: Database,
    path: Path,
    pictures: Path | None = None,
    *,
    replace: bool = False,
    patience: timedelta = _PATIENCE,
    told: Told = quietly,
) -> Restored:
    """Put a backup, brought up to date, in the place of the database.

    What was there before is kept on SQLite, where it is a file. A PostgreSQL has to be
    empty, unless its contents are to be lost (`replace`). `pictures` is the album's
    folder; a backup that is a bare database leaves it alone.

    Raises:
        RefusedError: the database has rows and is not to be replaced.
        StoreNewerError: a newer release made the backup.
        StoreLockedError: a program has the database open.
        StoreError: the file is no backup, is damaged, or could not be kept whole.
    """
    if not path.is_file():
        raise StoreError(f"There is no file {path}", remedy="name a backup")
    beside = _folder(database, pictures, path)
    with (
        sqlite_file.said_of(beside),
        tempfile.TemporaryDirectory(dir=beside, prefix=".restore-") as work,
    ):
        copy = Path(work) / "database.sqlite"
        album = Path(work) / "pictures"
        wanted = _unpack(path, copy, told)
        found = _take_album(path, album, told) if pictures else None
        if database.is_sqlite:
            kept = _replace_file(database, copy, patience)
            there = _look(database, told)
        else:
            kept = ()
            require_no_other(database, patience)
            there = _fill(database, copy, wanted, replace=replace, told=told)
        require_alike(wanted, there, database.name)
        if pictures is not None and found is not None:
            kept += _replace_folder(album, pictures)
        with database.reading() as connection:
            lines = audit.verify(connection)
    return Restored(tables=there, pictures=found or 0, audit_lines=lines, kept=kept)


def _folder(database: Database, pictures: Path | None, path: Path) -> Path:
    """Where there is to be room, and from where a file needs only another name."""
    if database.is_sqlite:
        return Path(str(database.engine.url.database)).parent
    return pictures.parent if pictures else path.parent


def _unpack(path: Path, copy: Path, told: Told) -> dict[str, Likeness]:
    """The backup's database as a file of its own, up to date; what its tables hold."""
    manifest = archive.take_out(path, copy) if archive.is_archive(path) else None
    if manifest is None:
        sqlite_file.version_of(path)
        sqlite_file.copy(path, copy)
    version = sqlite_file.version_of(copy)
    require_known(version, str(path))
    opened = open_database(f"sqlite:///{copy}")
    try:
        upgrade(opened)
        with opened.reading() as connection:
            found = likenesses(connection, told)
    finally:
        opened.close()
    sqlite_file.settle(copy)
    # An older one's tables have other columns now; its file is whole all the same.
    if manifest is not None and version == latest():
        require_alike(manifest.tables, found, str(path))
    return found


def _take_album(path: Path, album: Path, told: Told) -> int | None:
    if not archive.is_archive(path):
        return None
    return archive.take_pictures(path, album, told)


def _replace_file(
    database: Database, copy: Path, patience: timedelta
) -> tuple[Path, ...]:
    file = Path(str(database.engine.url.database))
    database.close()
    sqlite_file.require_alone(file, patience)
    before = file.with_name(f"{file.name}.before-restore")
    with sqlite_file.said_of(file):
        for suffix in ("", *sqlite_file.BESIDE):
            leftover = Path(f"{file}{suffix}")
            if leftover.exists():
                leftover.replace(Path(f"{before}{suffix}"))
        copy.replace(file)
    return (before,) if before.exists() else ()


def _look(database: Database, told: Told) -> dict[str, Likeness]:
    with database.reading() as connection:
        return likenesses(connection, told)


def _fill(
    database: Database,
    copy: Path,
    wanted: dict[str, Likeness],
    *,
    replace: bool,
    told: Told,
) -> dict[str, Likeness]:
    upgrade(database)
    source = open_database(f"sqlite:///{copy}")
    try:
        with source.reading() as reading, database.transaction() as connection:
            _make_room(connection, database.name, replace=replace)
            transfer(reading, connection, told)
            there = likenesses(connection, told)
            # Before it is kept: what differs replaces nothing.
            require_alike(wanted, there, database.name)
    finally:
        source.close()
    return there


def _make_room(connection: Connection, name: str, *, replace: bool) -> None:
    if not replace and not is_empty(connection):
        raise RefusedError(
            f"The database {name} is not empty",
            remedy="name an empty one, or add --replace to lose what is there",
        )
    make_empty(connection)


def require_no_other(database: Database, patience: timedelta = _PATIENCE) -> None:
    """Let pass a PostgreSQL that no other program of ours is connected to.

    Raises:
        StoreLockedError: one is, and stays so for longer than `patience`.
    """
    database.close()
    until = time.monotonic() + patience.total_seconds()
    # What has hung up, ourselves just now included, is still listed for a moment.
    while _others(database):
        if time.monotonic() > until:
            raise StoreLockedError(
                f"The database {database.name} is open in another program",
                remedy="end them all (serve, scheduler, worker), then restore again",
            )
        time.sleep(_LOOK_AGAIN_SECONDS)


def _others(database: Database) -> int:
    with database.reading() as connection:
        count: int = connection.scalars(
            text(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name = :program "
                "AND pid <> pg_backend_pid()"
            ),
            {"program": PROGRAM},
        ).one()
    return count


def _replace_folder(arriving: Path, folder: Path) -> tuple[Path, ...]:
    """An earlier one that was kept makes room: it is two restores old."""
    before = folder.with_name(f"{folder.name}.before-restore")
    with sqlite_file.said_of(folder):
        if not folder.exists():
            arriving.replace(folder)
            return ()
        if before.exists():
            shutil.rmtree(before)
        folder.replace(before)
        arriving.replace(folder)
    return (before,)
