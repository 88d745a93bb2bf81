"""Puts a changed text in a file's place, whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from aggregator.model.errors import RefusedError


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Replace the file by what `change` makes of its text; its mode is kept.

    Raises:
        RefusedError: the file cannot be read or written.
    """
    try:
        before = path.read_bytes().decode("utf-8")
        after = change(before)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(after.encode("utf-8"))
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be changed: {error.strerror}",
            remedy="make it writable for who runs this",
        ) from None
    except UnicodeDecodeError:
        raise RefusedError(
            f"{path} is not UTF-8", remedy="save the file as UTF-8"
        ) from None
