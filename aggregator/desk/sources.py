"""Sources are added, changed and taken out, each with a line of who did it.

`sources.toml` stays the one place where they are: what a person writes in the browser
is put there as they would have written it by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aggregator.config.edit import add_source, change_source, free_id, source_block
from aggregator.config.one import Written, remove_source, written
from aggregator.config.write import rewrite
from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.store import audit, sources
from aggregator.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who changes which file, and when."""

    database: Database
    file: Path
    person: Person
    now: datetime


def as_written(file: Path, source: str) -> Written:
    """A source as the file has it now.

    Raises:
        NotFoundError: the file has it no more.
        ConfigurationError: the file is broken.
        RefusedError: it cannot be read.
    """
    return written(_text(file), source)


def add(desk: Desk, values: Mapping[str, Any]) -> str:
    """A new source at the end of the file; its id, made of its name.

    Raises:
        NotAllowedError: the person is not an editor.
        ConfigurationError: the values are wrong, or the file is.
        RefusedError: the file cannot be written.
    """
    require(desk.person, Action.CONFIGURE)
    chosen: dict[str, Any] = {}

    def change(text: str) -> str:
        chosen.update({**values, "id": free_id(text, str(values.get("name", "")))})
        return add_source(text, chosen)

    _changed(desk, change, "add source", lambda: (chosen["id"], None, _block(chosen)))
    return str(chosen["id"])


def change(desk: Desk, source: str, values: Mapping[str, Any], seen: str) -> None:
    """Other values for some keys; `None` takes a key away, the rest stays.

    `seen` is the mark of the lines that the person had before their eyes.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: the file has the source no more.
        ConflictError: somebody changed it meanwhile.
        ConfigurationError: the values are wrong, or the file is.
        RefusedError: the file cannot be written.
    """
    require(desk.person, Action.CONFIGURE)
    blocks: list[str] = []

    def edit(text: str) -> str:
        before = _unchanged(text, source, seen)
        after = change_source(text, source, _needed(values, before.values))
        blocks.extend((_block(before.values), _block(written(after, source).values)))
        return after

    _changed(desk, edit, "change source", lambda: (source, blocks[0], blocks[1]))


def remove(desk: Desk, source: str, seen: str) -> None:
    """Take a source out of the file; what it brought stays.

    Raises:
        As for `change`.
    """
    require(desk.person, Action.CONFIGURE)
    blocks: list[str] = []

    def edit(text: str) -> str:
        blocks.append(_block(_unchanged(text, source, seen).values))
        return remove_source(text, source)

    _changed(desk, edit, "remove source", lambda: (source, blocks[0], None))


def look_now(desk: Desk, source: str) -> None:
    """Have a source asked at the next tick, whatever its interval.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: it was never asked, or is configured no more.
    """
    require(desk.person, Action.CONFIGURE)
    with desk.database.transaction() as connection:
        if not sources.make_due(connection, source, desk.now):
            raise NotFoundError(
                f"{source} is not asked yet", remedy="it will be within a minute"
            )


def _changed(
    desk: Desk,
    edit: Callable[[str], str],
    what: str,
    told: Callable[[], tuple[str, str | None, str | None]],
) -> None:
    """The file and the line about it: neither without the other."""
    with desk.database.transaction() as connection:
        rewrite(desk.file, edit, desk.now)
        source, before, after = told()
        if before == after:
            return
        audit.write(
            connection,
            who=desk.person.name,
            what=what,
            subject=f"source {source}",
            before=before,
            after=after,
            now=desk.now,
        )


def _unchanged(text: str, source: str, seen: str) -> Written:
    now = written(text, source)
    if now.mark != seen:
        raise ConflictError(
            f"{source} was changed in sources.toml meanwhile",
            remedy="what it says now is shown below, and what you typed is kept",
        )
    return now


def _needed(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Only what differs: the rest stays as somebody wrote it."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        there = before.get(key)
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            if inner := _needed(value, there):
                found[key] = inner
        elif isinstance(value, Mapping):
            found[key] = {name: one for name, one in value.items() if one is not None}
        elif value != there:
            found[key] = value
    return found


def _block(values: Mapping[str, Any]) -> str:
    return source_block(values).strip()


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(
            f"{file.name} cannot be read", remedy="look whether it is there, and UTF-8"
        ) from error
