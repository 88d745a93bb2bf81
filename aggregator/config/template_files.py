"""The templates as files: the folder's own, and ours where it has none."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path

from aggregator.config.load import TEMPLATES, template_texts
from aggregator.config.write import rewrite
from aggregator.model.errors import NotFoundError, RefusedError

# Beside the database: what a template was before each change made in the browser.
BEFORE = Path("data") / "templates-before"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """One of them; `mark` changes with its text, `own` is whether the folder has it."""

    name: str
    text: str
    own: bool

    @property
    def mark(self) -> str:
        """What tells this text from another."""
        return hashlib.blake2b(self.text.encode(), digest_size=8).hexdigest()

    @property
    def is_ours(self) -> bool:
        """Whether it says what the program came with."""
        return self.text == packaged(self.name)


def template_files(directory: Path) -> tuple[TemplateFile, ...]:
    """Every template that is used, by name.

    Raises:
        ConfigurationError: one cannot be read as text.
    """
    own = directory / TEMPLATES
    return tuple(
        TemplateFile(name=name, text=text, own=(own / name).is_file())
        for name, text in sorted(template_texts(directory).items())
    )


def template_file(directory: Path, name: str) -> TemplateFile:
    """The template of that name.

    Raises:
        NotFoundError: there is none.
        ConfigurationError: it cannot be read as text.
    """
    for one in template_files(directory):
        if one.name == name:
            return one
    raise NotFoundError(f"There is no template {name[:60]}")


def packaged(name: str) -> str | None:
    """The text that the program came with, if it came with such a template."""
    file = resources.files("aggregator.config") / "starter" / TEMPLATES / name
    return file.read_text(encoding="utf-8") if file.is_file() else None


def put(
    directory: Path, name: str, change: Callable[[str], str], now: datetime
) -> None:
    """Write what `change` makes of its text into the folder; the old text is kept.

    Raises:
        NotFoundError: there is no template of that name.
        ConflictError: somebody changed it in the same moment.
        RefusedError: it cannot be written.
    """
    there = template_file(directory, name)
    path = directory / TEMPLATES / name
    try:
        path.parent.mkdir(exist_ok=True)
        if not there.own:
            path.write_text(there.text, encoding="utf-8")
    except OSError as error:
        raise RefusedError(
            f"{error.filename or path} cannot be written: {error.strerror}",
            remedy="make templates/ writable for who runs this",
        ) from None
    rewrite(path, change, now, kept=directory / BEFORE)
