"""A folder of desks: `desks.toml`, and beside it `desks/` with a folder for each.

A desk's folder is what the folder of a council with one desk is. That it is one of
several is told by where it lies, so nobody can open it in another way by mistake.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from aggregator.config.desk_login import login_of
from aggregator.config.faults import in_order, value_faults
from aggregator.config.judging import judge_sources, text_of, whole_file
from aggregator.config.places import places
from aggregator.config.schema_desks import DesksTable
from aggregator.config.schema_source import SourceTable
from aggregator.config.syntax import parse
from aggregator.model.desk_login import DeskLogin
from aggregator.model.errors import ConfigurationError, Fault, NotFoundError

DESKS_FILE = "desks.toml"
DESKS = "desks"
# The setting that a service's environment may override the file with.
DATABASE_VARIABLE = "AGGREGATOR_DATABASE"
# Whose schema has what is read once for every desk; no desk may be called so.
SHARED = "shared"
# It becomes part of a host's name and, after a prefix, of a role's.
_NAME = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,29}")
NAMES = "up to 30 small letters, digits and hyphens, such as ambleford"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a desk lies: its name, and the folder of its installation."""

    directory: Path
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What `desks.toml` says; `faults` are those of sources left out for them.

    `database` is the address of a PostgreSQL, `None` where each desk has a file.
    """

    directory: Path
    database: str | None = None
    shared: tuple[SourceTable, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def desks(self) -> tuple[str, ...]:
        """The names of its desks."""
        return tuple(name for name in self.folders if is_name(name))

    @property
    def folders(self) -> tuple[str, ...]:
        """What lies among the desks; what begins with a dot is put aside."""
        found = (self.directory / DESKS).glob("[!.]*/")
        return tuple(sorted(one.name for one in found if one.is_dir()))


def is_name(name: str) -> bool:
    """Whether a desk may be called so."""
    return _NAME.fullmatch(name) is not None and name != SHARED


def is_installation(directory: Path) -> bool:
    """Whether several desks are kept there."""
    return (directory / DESKS_FILE).is_file()


def home_of(directory: Path) -> Home | None:
    """Where this desk lies; nothing for the folder of a council with one desk."""
    folder = directory.resolve()
    above = folder.parent.parent
    if folder.parent.name != DESKS or not is_installation(above):
        return None
    return Home(directory=above, desk=folder.name)


def folder_of(directory: Path, desk: str) -> Path:
    """The folder of a desk by its name.

    Raises:
        NotFoundError: the installation has no desk of that name.
    """
    folder = directory / DESKS / desk
    if not is_name(desk) or not folder.is_dir():
        found = Installation(directory=directory).desks
        raise NotFoundError(
            f"There is no desk called {desk}",
            remedy=f"there are: {', '.join(found)}"
            if found
            else f"make it: aggregator desk add {desk}",
        )
    return folder


def read_installation(directory: Path, environment: Mapping[str, str]) -> Installation:
    """What the folder's `desks.toml` says.

    Raises:
        ConfigurationError: it cannot be read, or is wrong outside its sources.
    """
    written = text_of(
        directory / DESKS_FILE, DESKS_FILE, made_by="aggregator desk add NAME"
    )
    parsed = parse(DESKS_FILE, written)
    if parsed.document is None or parsed.faults:
        raise ConfigurationError(parsed.faults)
    found = places(parsed.text)
    listed = parsed.document.pop("source", [])
    try:
        file = DesksTable.model_validate(parsed.document)
    except ValidationError as error:
        wrong = value_faults(DESKS_FILE, found, error.errors(), DesksTable)
        raise ConfigurationError(in_order(wrong)) from None
    if not isinstance(listed, list):
        line, column = found.key(("source",))
        many = whole_file(
            "there may be many sources",
            "write [[source]], with two brackets",
            DESKS_FILE,
        )
        raise ConfigurationError((replace(many, line=line, column=column),))
    shared, faults = judge_sources(listed, found, DESKS_FILE)
    installation = Installation(
        directory=directory,
        database=_named(environment) or file.database,
        shared=shared,
        faults=faults,
    )
    misnamed = tuple(_misnamed(one) for one in installation.folders if not is_name(one))
    return replace(installation, faults=(*in_order(faults), *misnamed))


def login(
    installation: Installation, desk: str, environment: Mapping[str, str]
) -> DeskLogin | None:
    """The desk's own login at the database; nothing where it has a file.

    Raises:
        ConfigurationError: the installation's secret cannot be used.
    """
    if installation.database is None:
        return None
    return login_of(installation.database, desk, installation.directory, environment)


def _named(environment: Mapping[str, str]) -> str | None:
    """The address in the environment, where it is one that desks can share."""
    given = environment.get(DATABASE_VARIABLE)
    if given and not given.startswith("postgres"):
        wrong = f"{DATABASE_VARIABLE} names a file, which desks do not share"
        write = "take it out of the environment, and each desk has a file of its own"
        raise ConfigurationError((whole_file(wrong, write, DESKS_FILE),))
    return given or None


def _misnamed(folder: str) -> Fault:
    return whole_file(
        f"the folder {DESKS}/{folder} is no desk: its name cannot be one",
        f"write {NAMES}, or put a dot before it",
        DESKS_FILE,
    )
