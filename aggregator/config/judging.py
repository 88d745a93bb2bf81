"""What is said of any file with sources in it: its text, and each of its sources."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aggregator.config.faults import value_faults
from aggregator.config.places import Places
from aggregator.config.schema_source import SourceTable
from aggregator.model.errors import ConfigurationError, Fault


def judge_sources(
    listed: list[Any], found: Places, file: str
) -> tuple[tuple[SourceTable, ...], tuple[Fault, ...]]:
    """The good ones of a file's `[[source]]` tables, and the faults of the others."""
    good: dict[str, SourceTable] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for number, table in enumerate(listed):
        prefix = ("source", number)
        name = table.get("id") if isinstance(table, dict) else None
        line, column = found.value((*prefix, "id"))
        if isinstance(name, str) and name in lines:
            faults.append(
                Fault(
                    file=file,
                    line=line,
                    column=column,
                    key="source.id",
                    wrong=f'line {lines[name]} has a source "{name}" already',
                    write="give each source an id of its own",
                )
            )
        try:
            source = SourceTable.model_validate(table)
        except ValidationError as error:
            faults += value_faults(file, found, error.errors(), SourceTable, prefix)
        else:
            good.setdefault(source.id, source)
        if isinstance(name, str):
            lines.setdefault(name, line)
    return tuple(good.values()), tuple(faults)


def text_of(path: Path, name: str, *, made_by: str = "aggregator init") -> str:
    """The text of a file that a person wrote; `name` is how faults speak of it.

    `made_by` is the command that writes one where there is none.

    Raises:
        ConfigurationError: it cannot be read as text.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        return text.removeprefix("\ufeff").replace("\r\n", "\n")
    except FileNotFoundError:
        where = path.parent.resolve()
        fault = whole_file(
            f"there is none in {where}",
            f"write one with: {made_by}, or say where it is: --config DIR",
            name,
        )
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        fault = Fault(
            file=name,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            key="file",
            wrong="this is not UTF-8",
            write="save the file as UTF-8",
        )
    except IsADirectoryError:
        fault = whole_file("it is a folder", "put a file in its place", name)
    except OSError as error:
        what = f"it cannot be read: {error.strerror or error}"
        fault = whole_file(what, "give this user the right to read it", name)
    raise ConfigurationError((fault,))


def whole_file(what: str, write: str, name: str) -> Fault:
    """A fault of no place in particular."""
    return Fault(file=name, line=1, column=1, key="file", wrong=what, write=write)
