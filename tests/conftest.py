"""Real parts for tests: databases of both kinds, new for each; a real browser."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
import structlog
from playwright.sync_api import Browser, sync_playwright

from aggregator.store.database import Database, open_database
from aggregator.store.migrate import upgrade
from tests.postgresql import server

# What waits for a lock in a test waits in vain, unless the test says otherwise.
PATIENCE = timedelta(seconds=20)
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_numbers = count(1)


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command sets up the log of its whole process; the next test has its own."""
    yield
    structlog.reset_defaults()


# While it is open its event loop runs in this thread, and no asynchronous test could:
# so it closes with the module, and is not kept for the session.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; in CI a missing one is a failure."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "no Chromium on this machine; on Debian: apt install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this test process alone."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    with server(folder / "data") as address:
        yield address
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory) -> Path:
    """An SQLite file with every table and no rows, to copy."""
    path = tmp_path_factory.mktemp("upgraded") / "aggregator.db"
    _upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def upgraded_template(postgresql) -> str:
    """The name of a PostgreSQL database with every table and no rows, to copy."""
    name = "upgraded"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    _upgrade(_address(postgresql, name))
    return name


@pytest.fixture(params=BOTH)
def empty_address(request, tmp_path) -> str:
    """The address of a database without a table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return _new_database(request.getfixturevalue("postgresql"), "template0")


@pytest.fixture(params=BOTH)
def address(request, tmp_path) -> str:
    """The address of a database with every table and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "aggregator.db"
        shutil.copy(request.getfixturevalue("upgraded_file"), path)
        return f"sqlite:///{path}"
    template = request.getfixturevalue("upgraded_template")
    return _new_database(request.getfixturevalue("postgresql"), template)


@pytest.fixture
def opened() -> Iterator[Callable[..., Database]]:
    """Opens databases that are closed when the test ends."""
    databases: list[Database] = []

    def open_one(
        address: str, patience: timedelta = PATIENCE, **named: timedelta
    ) -> Database:
        databases.append(open_database(address, patience=patience, **named))
        return databases[-1]

    yield open_one
    for database in databases:
        database.close()


@pytest.fixture
def database(address, opened) -> Database:
    """A database with every table and no rows, of each kind in turn."""
    return opened(address)


@pytest.fixture
def connection(database):
    """One transaction, which is kept when the test ends well."""
    with database.transaction() as connection:
        yield connection


def _upgrade(address: str) -> None:
    database = open_database(address)
    upgrade(database)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _new_database(server_address: str, template: str) -> str:
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server_address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return _address(server_address, name)


def _address(server_address: str, name: str) -> str:
    return server_address.replace("/postgres?", f"/{name}?")
