"""Makes the schema that the machines share, once, however many start together."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, metadata
from typing import Any

from sqlalchemy import Connection, text

from aggregator.model.errors import StoreError
from aggregator.store.database import ALIVE, Database, forgetting, missing_driver
from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.machines import LAYOUT, SCHEMA, machines

_ENGINE = "procrastinate"


def require_shareable(url: str) -> None:
    """Let the address of a database pass that many machines may share.

    Raises:
        StoreError: it is a file, or what is needed for it is not installed.
    """
    if not url.startswith("postgres"):
        raise StoreError(
            "The database is a file, which the programs of one machine alone can use",
            remedy="for several machines, write at the top of sources.toml: database "
            '= "postgresql://user@host/aggregator"; on one machine `aggregator serve` '
            "does all of it",
        )
    if missing := missing_driver(url):
        raise missing
    try:
        import_module(_ENGINE)
    except ImportError:
        raise StoreError(
            "Several machines need procrastinate, which is not installed",
            remedy='in the checkout, write: .venv/bin/pip install -e ".[postgresql]"',
        ) from None


def prepare(database: Database) -> None:
    """Have the schema as this release knows it; an older one is made anew, empty.

    Nothing is lost by that: what is due is read from other tables. A newer one stays:
    the last of the old processes in a deploy work with it.

    Raises:
        StoreError: the database cannot be used.
    """
    with database.transaction() as connection:
        take_turn(connection, Turn.UPGRADE)
        wanted = (LAYOUT, *_numbers(metadata.version(_ENGINE)))
        if _version(connection) >= wanted:
            return
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        _go_there(connection)
        # Many statements at once, and signs of percent in them: the driver itself.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(import_module(f"{_ENGINE}.schema").SchemaManager.get_schema())
        machines.create_all(connection)
        written = ".".join(map(str, wanted))
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{written}'"))


@contextmanager
def shared(database: Database) -> Iterator[Connection]:
    """A transaction in which procrastinate's names are found.

    Raises:
        StoreError: the database cannot be used.
    """
    with database.transaction() as connection:
        _go_there(connection)
        yield connection


def is_there(connection: Connection) -> bool:
    """Whether this installation has ever had several machines, and may be looked at."""
    if connection.dialect.name == "sqlite":
        return False
    # A desk of several has a login that has no business there.
    found = connection.scalar(
        text(
            "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace "
            "WHERE nspname = :name"
        ),
        {"name": SCHEMA},
    )
    return bool(found)


def connecting(database: Database) -> dict[str, Any]:
    """How PostgreSQL's own library connects to a database, with its password.

    Whoever connects so finds procrastinate's tables.
    """
    url = database.engine.url.set(drivername="postgresql+psycopg")
    _, named = database.engine.dialect.create_connect_args(url)
    return {
        **named,
        "options": f"-c search_path={SCHEMA} -c timezone=UTC {forgetting()}",
        "connect_timeout": 5,
        **ALIVE,
    }


def _go_there(connection: Connection) -> None:
    # `public` stays, since sealing at the end of the transaction may look there.
    connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}, public"))


def _version(connection: Connection) -> tuple[int, ...]:
    found = connection.scalar(
        text(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace "
            "WHERE nspname = :name"
        ),
        {"name": SCHEMA},
    )
    return _numbers(found or "")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
