"""What the installation adds to a desk: its database, and the sources it shares."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from aggregator.config.installation import Home, Installation, login, read_installation
from aggregator.config.places import Places
from aggregator.config.schema import FileTable
from aggregator.config.translate import source_of
from aggregator.model.errors import ConfigurationError, Fault
from aggregator.model.source import Source

_FILE = "sources.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """`database` is `None` where the desk keeps a file of its own."""

    database: str | None
    sources: tuple[Source, ...] = ()


def added(
    home: Home, file: FileTable, found: Places, environment: Mapping[str, str]
) -> Added:
    """What a desk of an installation has besides what it says itself.

    Raises:
        ConfigurationError: `desks.toml` or the secret cannot be used, or the desk
            names a database of its own.
    """
    installation = read_installation(home.directory, environment)
    if file.database is not None:
        raise ConfigurationError((_own_database(found),))
    its = login(installation, home.desk, environment)
    tables = {one.id: one for one in installation.shared}
    wanted = [tables[one] for one in dict.fromkeys(file.shared) if one in tables]
    timezone = file.council.timezone
    return Added(
        database=its.address if its else None,
        sources=tuple(replace(source_of(one, timezone), shared=True) for one in wanted),
    )


def shared_faults(
    installation: Installation | None,
    shared: Collection[str],
    own: Collection[str],
    found: Places,
) -> Iterator[Fault]:
    """What is wrong with the ids that a desk takes; those that are right go on."""
    if installation is None:
        if shared:
            yield _fault(found, (), *_ALONE)
        return
    known = [one.id for one in installation.shared]
    for number, name in enumerate(shared):
        if name in own:
            said = (
                f'this file has a source "{name}" of its own, which is used',
                "take it out here, or give that one another id",
            )
        elif name not in known:
            said = (
                f'desks.toml has no source "{name}" that can be used',
                f"write one of: {', '.join(known)}" if known else "take it out",
            )
        else:
            continue
        yield _fault(found, (number,), *said)


_ALONE = (
    "only desks of one installation share sources, and this is none",
    "take it out, or write the source here",
)


def _fault(found: Places, path: tuple[int, ...], wrong: str, write: str) -> Fault:
    line, column = found.value(("shared", *path))
    return Fault(
        file=_FILE, line=line, column=column, key="shared", wrong=wrong, write=write
    )


def _own_database(found: Places) -> Fault:
    line, column = found.key(("database",))
    return Fault(
        file=_FILE,
        line=line,
        column=column,
        key="database",
        wrong="this desk is one of several, and desks.toml says where they are kept",
        write="take this line out",
    )
