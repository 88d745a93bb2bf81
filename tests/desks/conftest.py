"""Installations of several desks: on files, and on a PostgreSQL that asks passwords."""

import asyncio
import pkgutil
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path

import psycopg
import pytest
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from aggregator.config.desk_login import make_secret
from aggregator.config.installation import DESKS, login, read_installation
from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle
from aggregator.run.desks import add_desk
from aggregator.store import tables
from aggregator.store.database import open_database
from aggregator.store.migrate import configuration, revision
from aggregator.store.provide import provide
from aggregator.store.tables.metadata import metadata
from tests.conftest import BOTH
from tests.postgresql import server
from tests.site import site_on_loopback

COUNCIL = """
[council]
name = "{name}"
timezone = "Europe/London"
"""
# The owner of the databases is trusted, as a person at the server is; the desks' logins
# have to say their passwords.
HBA = "local all postgres trust\nlocal all keeper trust\nlocal all all scram-sha-256\n"

# Importing them is what fills the metadata.
for found in pkgutil.iter_modules(tables.__path__, f"{tables.__name__}."):
    import_module(found.name)

_numbers = count(1)


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move(self, **by):
        self.moment += timedelta(**by)


class House:
    """An installation in a folder, and its clock."""

    def __init__(self, folder, database=None, upgraded=None):
        self.folder, self.database, self.clock = folder, database, Clock()
        self.upgraded = upgraded
        self.share()

    def share(self, *sources):
        line = f'database = "{self.database}"\n' if self.database else ""
        text = line + "\n".join(sources)
        (self.folder / "desks.toml").write_text(text, encoding="utf-8")

    def add(self, name, *sources, top="", extra=""):
        self._hasten(name)
        add_desk(self.folder, name, {})
        self.configure(name, *sources, top=top, extra=extra)

    def configure(self, name, *sources, top="", extra=""):
        council = COUNCIL.format(name=f"{name.title()} Libraries")
        text = top + council + extra + "\n".join(sources)
        (self.desk(name) / "sources.toml").write_text(text, encoding="utf-8")

    def _hasten(self, name):
        """Every table at once: that the steps lead there is tested elsewhere."""
        if self.database is None:
            data = self.desk(name) / "data"
            data.mkdir(parents=True)
            shutil.copy(self.upgraded, data / "aggregator.sqlite3")
            return
        make_secret(self.folder, {})
        logins = [self.login(one) for one in ("shared", name)]
        provide(self.database, logins)
        for one in logins:
            database = open_database(one.address)
            with database.transaction() as connection:
                if revision(connection) is None:
                    metadata.create_all(connection)
                    script = ScriptDirectory.from_config(configuration())
                    MigrationContext.configure(connection).stamp(script, "head")
            database.close()

    def desk(self, name):
        return self.folder / DESKS / name

    def login(self, name):
        return login(read_installation(self.folder, {}), name, {})

    @contextmanager
    def parts(self, name):
        with assembled(self.desk(name), clock=self.clock) as parts:
            yield parts

    def cycle(self, name, **how):
        with self.parts(name) as parts:
            return asyncio.run(cycle(parts, **how))


@pytest.fixture(scope="session")
def guarded():
    """A PostgreSQL that lets nobody but its owners in without a password."""
    folder = Path(tempfile.mkdtemp(prefix="pg-desks-"))
    with server(folder / "data") as address:
        with psycopg.connect(address, autocommit=True) as connection:
            path = connection.execute("SHOW hba_file").fetchone()[0]
            Path(path).write_text(HBA, encoding="ascii")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE ROLE keeper LOGIN CREATEROLE")
        yield address
    shutil.rmtree(folder, ignore_errors=True)


def new_database(server_address):
    """A database of its own, that of a login that is no superuser."""
    name = f"house_{next(_numbers)}"
    with psycopg.connect(server_address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER keeper")
    there = server_address.replace("/postgres?", f"/{name}?")
    return there.replace("//postgres:@", "//keeper@")


@pytest.fixture
def on_server(guarded, tmp_path):
    """An installation on PostgreSQL."""
    return House(tmp_path, new_database(guarded))


@pytest.fixture
def on_files(tmp_path, upgraded_file):
    """An installation on files."""
    return House(tmp_path, upgraded=upgraded_file)


@pytest.fixture(params=BOTH)
def house(request, tmp_path):
    """An installation on files, and one on PostgreSQL."""
    if request.param == "sqlite":
        return House(tmp_path, upgraded=request.getfixturevalue("upgraded_file"))
    return House(tmp_path, new_database(request.getfixturevalue("guarded")))


@pytest.fixture
def site():
    with site_on_loopback() as site:
        yield site
