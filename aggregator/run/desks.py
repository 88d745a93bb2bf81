"""The desks of an installation: made, listed, opened side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from aggregator.config.desk_login import make_secret
from aggregator.config.init import init, init_installation
from aggregator.config.installation import (
    DESKS,
    NAMES,
    SHARED,
    is_installation,
    is_name,
    login,
    read_installation,
)
from aggregator.config.load import FILE, load
from aggregator.model.errors import ConfigurationError, RefusedError
from aggregator.store.database import open_database
from aggregator.store.migrate import upgrade
from aggregator.store.provide import provide


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A desk as its files have it; `wrong` is why they cannot be used."""

    name: str
    folder: Path
    council: str | None = None
    address: str | None = None
    wrong: str | None = None


def listed(directory: Path, environment: Mapping[str, str]) -> tuple[Listed, ...]:
    """Every desk of an installation, in the order of their names.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
    """
    installation = read_installation(directory, environment)
    return tuple(
        _look(name, directory / DESKS / name, environment)
        for name in installation.desks
    )


def at_one_host(directory: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Desks whose addresses have one host, of which only the first is ever reached.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
    """
    known: dict[str, str] = {}
    found = []
    for one in listed(directory, environment):
        host = urlsplit(one.address or "").hostname
        if host and known.setdefault(host, one.name) != one.name:
            found.append(
                f"The desk {one.name} has the host of {known[host]} in its address; "
                "change one of them, in [desk] of sources.toml"
            )
    return tuple(found)


def _look(name: str, folder: Path, environment: Mapping[str, str]) -> Listed:
    try:
        configuration = load(folder, environment)
    except ConfigurationError as error:
        return Listed(name=name, folder=folder, wrong=str(error))
    return Listed(
        name=name,
        folder=folder,
        council=configuration.council.name,
        address=configuration.desk.address,
    )


def add_desk(directory: Path, name: str, environment: Mapping[str, str]) -> Path:
    """A folder for the desk, and its place in the database; what is there is kept.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
        RefusedError: it cannot be called so, or something cannot be made.
        StoreError: the database cannot be used.
    """
    if not is_name(name):
        raise RefusedError(f"A desk cannot be called {name!r}", remedy=f"write {NAMES}")
    if not is_installation(directory):
        init_installation(directory)
    folder = directory / DESKS / name
    installation = read_installation(directory, environment)
    if installation.database is not None:
        make_secret(directory, environment)
        logins = [
            made
            for one in (SHARED, name)
            if (made := login(installation, one, environment)) is not None
        ]
        provide(installation.database, logins)
        for one in logins:
            database = open_database(one.address)
            try:
                upgrade(database)
            finally:
                database.close()
    if not (folder / FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        init(folder)
    return folder
