"""A backup is one file: a ZIP with an SQLite database, the pictures and a manifest."""

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from aggregator.model.errors import StoreError, StoreNewerError
from aggregator.store.likeness import Likeness, Told
from aggregator.store.sqlite_file import said_of

# Grows when an older program could not read what is written now.
_FORMAT = 1
_DATABASE = "database.sqlite"
_MANIFEST = "manifest.json"
_PICTURES = "pictures/"
# A name of the album, and nothing that leads out of its folder.
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_AT_ONCE = 1 << 20
# JPEGs are compressed already.
_AS_IT_IS = {".jpg", ".jpeg", ".png", ".webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup; `digest` is the SHA-256 of its database file.

    `version` is the schema's, `program` the release that made it.
    """

    version: str
    program: str
    made_at: str
    digest: str
    pictures: int
    tables: dict[str, Likeness]


def write(
    path: Path, database: Path, pictures: Path | None, manifest: Manifest, told: Told
) -> Manifest:
    """Make the file, readable by its owner alone, there when it is complete.

    Gives the manifest with the digest and the number of pictures that it found.

    Raises:
        StoreError: a file cannot be used.
    """
    partial = path.with_name(f"{path.name}.partial")
    with said_of(path):
        partial.unlink(missing_ok=True)
        # Made by us: a ZIP that is opened by name would be readable by everybody.
        number = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        try:
            with os.fdopen(number, "w+b") as file, zipfile.ZipFile(file, "w") as made:
                digest = _add(made, database, _DATABASE)
                count = _add_pictures(made, pictures, told)
                values = asdict(manifest) | {"digest": digest, "pictures": count}
                told_of = {"format": _FORMAT, **values}
                made.writestr(_MANIFEST, json.dumps(told_of, indent=1))
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    return Manifest(**{**values, "tables": manifest.tables})


def is_archive(path: Path) -> bool:
    """Whether it is one; older backups are a bare database."""
    with said_of(path):
        return zipfile.is_zipfile(path)


def take_out(path: Path, database: Path) -> Manifest:
    """Put the database of a backup into a new file; what the backup says of itself.

    Raises:
        StoreNewerError: a newer release wrote it.
        StoreError: it is damaged, or no backup of ours.
    """
    with _opened(path) as found:
        manifest = _read(path, found)
        if _extract(found, _DATABASE, database) != manifest.digest:
            raise _damaged(path)
    return manifest


def made_at(path: Path) -> str | None:
    """When a backup was made, in ISO 8601; a bare database does not say it."""
    if not is_archive(path):
        return None
    with _opened(path) as found:
        return _read(path, found).made_at


def take_pictures(path: Path, folder: Path, told: Told) -> int:
    """Put the pictures of a backup into a new folder; how many files there are.

    Raises:
        StoreError: it is damaged.
    """
    count = 0
    with _opened(path) as found:
        folder.mkdir(mode=0o700)
        for name in found.namelist():
            bare = name.removeprefix(_PICTURES)
            if bare == name:
                continue
            if not _NAME.fullmatch(bare):
                raise _damaged(path)
            _extract(found, name, folder / bare)
            count += 1
            told("pictures", count)
    return count


def _add(made: zipfile.ZipFile, file: Path, name: str) -> str:
    whole = hashlib.sha256()
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    if file.suffix not in _AS_IT_IS:
        entry.compress_type = zipfile.ZIP_DEFLATED
    with file.open("rb") as source, made.open(entry, "w", force_zip64=True) as target:
        while block := source.read(_AT_ONCE):
            whole.update(block)
            target.write(block)
    return whole.hexdigest()


def _add_pictures(made: zipfile.ZipFile, folder: Path | None, told: Told) -> int:
    count = 0
    if folder is None or not folder.is_dir():
        return count
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_file(follow_symlinks=False):
                continue
            if not _NAME.fullmatch(entry.name):
                continue
            try:
                _add(made, Path(entry.path), f"{_PICTURES}{entry.name}")
            except FileNotFoundError:  # somebody had it destroyed this moment
                continue
            count += 1
            told("pictures", count)
    return count


def _read(path: Path, found: zipfile.ZipFile) -> Manifest:
    try:
        values = json.loads(found.read(_MANIFEST))
        if values.pop("format") > _FORMAT:
            raise StoreNewerError(
                f"{path} was written by a newer release, {values.get('program')}",
                remedy="install that release, then restore",
            )
        tables = {name: Likeness(**of) for name, of in values.pop("tables").items()}
        return Manifest(**values, tables=tables)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path) from error


def _extract(found: zipfile.ZipFile, name: str, file: Path) -> str:
    whole = hashlib.sha256()
    number = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(number, "wb") as target, found.open(name) as source:
        while block := source.read(_AT_ONCE):
            whole.update(block)
            target.write(block)
    return whole.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with said_of(path):
        try:
            with zipfile.ZipFile(path) as found:
                yield found
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
            raise _damaged(path) from error


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"{path} is no backup of this program, or it is damaged",
        remedy="choose another backup; nothing was changed",
    )
