"""Finds and reads `sources.toml`; returns one frozen Configuration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aggregator.config.faults import in_order, value_faults
from aggregator.config.places import Places, places
from aggregator.config.schema import FileTable
from aggregator.config.schema_source import SourceTable
from aggregator.config.syntax import parse
from aggregator.config.translate import configured, source_of
from aggregator.model.configuration import Configuration
from aggregator.model.errors import ConfigurationError, Fault
from aggregator.model.source import Source

FILE = "sources.toml"
TEMPLATES = "templates"
# The setting that a service's environment may override the file with.
DATABASE_VARIABLE = "AGGREGATOR_DATABASE"

_DEFAULT = "sqlite:///data/aggregator.sqlite3"
_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Judged:
    """A text judged: `faults` are those outside its sources."""

    file: FileTable | None
    sources: tuple[SourceTable, ...]
    faults: tuple[Fault, ...]
    source_faults: tuple[Fault, ...]
    syntax: tuple[Fault, ...] = ()


def load(directory: Path, environment: Mapping[str, str]) -> Configuration:
    """What the folder's `sources.toml` says; faulty sources are left out and listed.

    Raises:
        ConfigurationError: the file cannot be read, or is wrong outside its sources.
    """
    judged = _judge(directory / FILE)
    if judged.file is None or judged.faults:
        raise ConfigurationError(in_order(judged.faults, judged.source_faults))
    named = environment.get(DATABASE_VARIABLE) or judged.file.database
    database = _from_here(named or _DEFAULT, directory)
    return configured(
        judged.file,
        _sources(judged, judged.file.council.timezone),
        database=database,
        directory=str(directory),
        faults=judged.source_faults,
    )


def check(directory: Path) -> tuple[Fault, ...]:
    """Every fault of the folder's `sources.toml`, in the order of its lines."""
    judged = _judge(directory / FILE)
    return in_order(judged.faults, judged.source_faults)


def template_texts(directory: Path) -> dict[str, str]:
    """Tweet templates by file name: the folder's own, and ours where it has none.

    Raises:
        ConfigurationError: a template cannot be read as text.
    """
    starter = resources.files("aggregator.config") / "starter" / TEMPLATES
    texts = {
        file.name: file.read_text(encoding="utf-8")
        for file in starter.iterdir()
        if file.name.endswith(".j2")
    }
    own = directory / TEMPLATES
    # Those of campaigns are in folders of their own.
    for pattern in ("*.j2", "*/*.j2"):
        for path in sorted(own.glob(pattern)):
            name = path.relative_to(own).as_posix()
            texts[name] = _text_of(path, f"{TEMPLATES}/{name}")
    return texts


def _judge(path: Path) -> Judged:
    try:
        text = _text_of(path, FILE)
    except ConfigurationError as error:
        return Judged(None, (), error.faults, ())
    return judge(text)


def judge(text: str) -> Judged:
    """What a text says, and every fault in it, those of its sources apart."""
    parsed = parse(FILE, text)
    if parsed.document is None:
        return Judged(None, (), parsed.faults, (), parsed.faults)
    found = places(parsed.text)
    listed = parsed.document.pop("source", [])
    file, faults = _file(parsed.document, found)
    if not isinstance(listed, list):
        faults, listed = (*faults, _not_many(found)), []
    sources, source_faults = _judge_sources(listed, found)
    source_faults = (*source_faults, *_pair_faults(listed, sources, file, found))
    # Of a statement that could not be read only that is told.
    faults, source_faults = (
        tuple(fault for fault in some if fault.line not in parsed.broken)
        for some in (faults, source_faults)
    )
    every = (*parsed.faults, *faults)
    return Judged(file, sources, every, source_faults, parsed.faults)


def _not_many(found: Places) -> Fault:
    line, column = found.key(("source",))
    return Fault(
        file=FILE,
        line=line,
        column=column,
        key="source",
        wrong="there may be many of them",
        write="write [[source]], with two brackets",
    )


def _file(
    document: dict[str, Any], found: Places
) -> tuple[FileTable | None, tuple[Fault, ...]]:
    try:
        return FileTable.model_validate(document), ()
    except ValidationError as error:
        return None, tuple(value_faults(FILE, found, error.errors(), FileTable))


def _judge_sources(
    listed: list[Any], found: Places
) -> tuple[tuple[SourceTable, ...], tuple[Fault, ...]]:
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
                    file=FILE,
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
            faults += value_faults(FILE, found, error.errors(), SourceTable, prefix)
        else:
            good.setdefault(source.id, source)
        if isinstance(name, str):
            lines.setdefault(name, line)
    return tuple(good.values()), tuple(faults)


def _pair_faults(
    listed: list[Any],
    sources: tuple[SourceTable, ...],
    file: FileTable | None,
    found: Places,
) -> Iterator[Fault]:
    """A pair is of two sources that are there, in two languages."""
    usual = file.council.language if file else "en"
    known = {one.id: (one.language or usual)[:2] for one in sources}
    named = {one.id: one.pair for one in sources if one.pair}
    for number, table in enumerate(listed):
        name = table.get("id") if isinstance(table, dict) else None
        other = named.get(name) if isinstance(name, str) else None
        if name is None or other is None:
            continue
        if other not in known:
            says = (f'there is no source "{other}"', "write the id of another source")
        elif name != other and known[name] == known[other]:
            says = (
                f'both are in the language "{known[other]}"',
                'write language = "cy" into the Welsh one',
            )
        else:
            continue
        line, column = found.value(("source", number, "pair"))
        yield Fault(
            file=FILE,
            line=line,
            column=column,
            key="source.pair",
            wrong=says[0],
            write=says[1],
        )


def _sources(judged: Judged, timezone: str) -> tuple[Source, ...]:
    return tuple(source_of(table, timezone) for table in judged.sources)


def _text_of(path: Path, name: str) -> str:
    try:
        text = path.read_bytes().decode("utf-8")
        return text.removeprefix("\ufeff").replace("\r\n", "\n")
    except FileNotFoundError:
        where = path.parent.resolve()
        fault = whole_file(
            f"there is none in {where}",
            "write one with: aggregator init, or say where it is: --config DIR",
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


def _from_here(address: str, directory: Path) -> str:
    """A file's address from the folder of `sources.toml`, wherever we are run."""
    if not address.startswith(_SQLITE) or address.endswith(":memory:"):
        return address
    file = directory.resolve() / address.removeprefix(_SQLITE)
    return f"{_SQLITE}{file}"


def whole_file(what: str, write: str, name: str = FILE) -> Fault:
    """A fault of no place in particular."""
    return Fault(file=name, line=1, column=1, key="file", wrong=what, write=write)
