"""Finds and reads `sources.toml`; returns one frozen Configuration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aggregator.config.faults import in_order, value_faults
from aggregator.config.installation import (
    DATABASE_VARIABLE,
    home_of,
    read_installation,
)
from aggregator.config.installed import added, shared_faults
from aggregator.config.judging import judge_sources, text_of
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
    found: Places = field(default_factory=lambda: places(""))


def load(directory: Path, environment: Mapping[str, str]) -> Configuration:
    """What the folder's `sources.toml` says; faulty sources are left out and listed.

    Raises:
        ConfigurationError: the file cannot be read, or is wrong outside its sources.
    """
    judged = _judge(directory / FILE)
    if judged.file is None or judged.faults:
        raise ConfigurationError(in_order(judged.faults, judged.source_faults))
    sources = _sources(judged, judged.file.council.timezone)
    named = environment.get(DATABASE_VARIABLE) or judged.file.database
    if home := home_of(directory):
        more = added(home, judged.file, judged.found, environment)
        own = {one.id for one in sources}
        sources += tuple(one for one in more.sources if one.id not in own)
        named = more.database
    return configured(
        judged.file,
        sources,
        database=_from_here(named or _DEFAULT, directory),
        directory=str(directory),
        faults=(*judged.source_faults, *_faults_of_shared(judged, directory)),
    )


def check(directory: Path) -> tuple[Fault, ...]:
    """Every fault of the folder's `sources.toml`, in the order of its lines."""
    judged = _judge(directory / FILE)
    shared = _faults_of_shared(judged, directory)
    return in_order(judged.faults, judged.source_faults, shared)


def _faults_of_shared(judged: Judged, directory: Path) -> tuple[Fault, ...]:
    if judged.file is None:
        return ()
    home = home_of(directory)
    try:
        installation = read_installation(home.directory, {}) if home else None
    except ConfigurationError:
        return ()  # told of the installation itself
    own = [one.id for one in judged.sources]
    return tuple(shared_faults(installation, judged.file.shared, own, judged.found))


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
            texts[name] = text_of(path, f"{TEMPLATES}/{name}")
    return texts


def _judge(path: Path) -> Judged:
    try:
        text = text_of(path, FILE)
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
    sources, source_faults = judge_sources(listed, found, FILE)
    source_faults = (*source_faults, *_pair_faults(listed, sources, file, found))
    # Of a statement that could not be read only that is told.
    faults, source_faults = (
        tuple(fault for fault in some if fault.line not in parsed.broken)
        for some in (faults, source_faults)
    )
    every = (*parsed.faults, *faults)
    return Judged(file, sources, every, source_faults, parsed.faults, found)


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


def _from_here(address: str, directory: Path) -> str:
    """A file's address from the folder of `sources.toml`, wherever we are run."""
    if not address.startswith(_SQLITE) or address.endswith(":memory:"):
        return address
    file = directory.resolve() / address.removeprefix(_SQLITE)
    return f"{_SQLITE}{file}"
