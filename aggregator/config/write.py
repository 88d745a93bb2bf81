"""Puts a changed text in a file's place, whole or not at all, and keeps the old one."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aggregator.model.errors import ConflictError, RefusedError

# Beside the database: what a file was before each change that the program made.
BEFORE = Path("data") / "sources-before"
_KEPT = 20


def rewrite(
    path: Path,
    change: Callable[[str], str],
    now: datetime,
    *,
    kept: Path | None = None,
) -> None:
    """Replace the file by what `change` makes of its text; its mode is kept.

    A copy of what was there stays in `kept`, the last twenty of them; if it is left
    out, in `BEFORE` beside the file.

    Raises:
        ConflictError: somebody changed the file in the same moment.
        RefusedError: the file cannot be read or written.
    """
    try:
        path = path.resolve()
        with _alone(path.parent):
            before = path.read_bytes()
            after = change(before.decode("utf-8")).encode("utf-8")
            if after == before:
                return
            _keep(kept or path.parent / BEFORE, path, before, now)
            _put(path, before, after)
    except OSError as error:
        raise RefusedError(
            f"{error.filename or path} cannot be changed: {error.strerror}",
            remedy="make it and its folder writable for who runs this",
        ) from None
    except UnicodeDecodeError:
        raise RefusedError(
            f"{path} is not UTF-8", remedy="save the file as UTF-8"
        ) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One change at a time, whichever process makes it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _put(path: Path, before: bytes, after: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode)
        # An editor on this machine knows nothing of our lock.
        if path.read_bytes() != before:
            raise ConflictError(
                f"{path.name} was changed by somebody else in this moment",
                remedy="look at it again, and then once more",
            )
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _keep(folder: Path, path: Path, before: bytes, now: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S.%f")
    copy = folder / f"{path.stem}-{moment}{path.suffix}"
    copy.write_bytes(before)
    copy.chmod(path.stat().st_mode)
    for old in sorted(folder.glob(f"{path.stem}-*{path.suffix}"))[:-_KEPT]:
        old.unlink()
