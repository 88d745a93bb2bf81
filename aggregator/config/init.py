"""Writes the files that a new installation starts from."""

from importlib import resources
from pathlib import Path

from aggregator.config.installation import DESKS, DESKS_FILE
from aggregator.config.load import FILE, TEMPLATES
from aggregator.model.errors import RefusedError


def init_installation(directory: Path) -> None:
    """Write a commented `desks.toml`, for several desks, into a folder.

    Raises:
        RefusedError: the folder is that of a desk, or is not writable.
    """
    if (directory / FILE).exists():
        raise RefusedError(
            f"{directory / FILE} is there: this folder is one desk, not several",
            remedy=f"make another folder, and move this one into its {DESKS}/",
        )
    starter = resources.files("aggregator.config") / "starter" / DESKS_FILE
    try:
        directory.mkdir(parents=True, exist_ok=True)
        text = starter.read_text(encoding="utf-8")
        (directory / DESKS_FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RefusedError(
            f"{error.filename} cannot be written: {error.strerror}",
            remedy="choose a folder that you may write to",
        ) from None


def init(directory: Path) -> None:
    """Write a commented `sources.toml` and `templates/` into a folder.

    Raises:
        RefusedError: something of that name is there, or the folder is not writable.
    """
    starter = resources.files("aggregator.config") / "starter"
    files = {directory / FILE: (starter / FILE).read_text(encoding="utf-8")}
    for template in (starter / TEMPLATES).iterdir():
        if template.name.endswith(".j2"):
            path = directory / TEMPLATES / template.name
            files[path] = template.read_text(encoding="utf-8")
    for path in files:
        if path.exists():
            raise RefusedError(
                f"{path} is there already, and nothing was written",
                remedy="choose an empty folder: aggregator init DIR",
            )
    try:
        (directory / TEMPLATES).mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RefusedError(
            f"{error.filename} cannot be written: {error.strerror}",
            remedy="choose a folder that you may write to",
        ) from None
