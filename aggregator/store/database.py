"""Opens SQLite or PostgreSQL; the one `transaction()`; foreign errors end here."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Lock

import structlog
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from aggregator.model.errors import StoreError
from aggregator.store.faults import held_by_another, is_locked, translated
from aggregator.store.seals import forget_unsealed, seal

__all__ = ["Connection", "Database", "open_database"]

# How long to wait for another program that is writing. A cycle's longest transaction
# takes a second or two; an editor would rather wait for it than be refused.
PATIENCE = timedelta(seconds=15)
# After so long a person wonders whether the program still runs.
_SILENT = timedelta(seconds=2)
_PAUSE = timedelta(milliseconds=20)
_READS = "aggregator_reads"

# A server that is cut off is missed within a quarter of a minute; by default, never.
ALIVE = {
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}

# A machine that is cut off amid a transaction would keep its rows from the others for
# hours: its server waits that long for a word. None of ours pauses for a second.
FORGOTTEN = timedelta(seconds=30)

log = structlog.get_logger()
_DRIVER = "psycopg"
# How a PostgreSQL knows our connections from those of other programs.
PROGRAM = "aggregator"
# Connections that one process has to a server: at most, and while nobody works.
_AT_ONCE = 15
IDLE = 5


class Database:
    """An open database; `name` is how sentences speak of it, without a password."""

    def __init__(
        self, engine: Engine, name: str, patience: timedelta = PATIENCE
    ) -> None:
        self.engine = engine
        self.name = name
        self._patience = patience
        self._turn = Lock()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Everything in it is kept, or nothing.

        On SQLite it is the only writer from its first moment, so that what it read
        is still true when it writes.

        Raises:
            StoreLockedError: another program held the database for too long.
            StoreError: the database cannot be used.
        """
        with (
            translated(self.name),
            self._in_turn(),
            self.engine.connect() as connection,
        ):
            forget_unsealed(connection)
            with connection.begin():
                yield connection
                seal(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view for a page; waits for no writer and refuses to write.

        Raises:
            StoreError: the database cannot be used.
        """
        with translated(self.name), self.engine.connect() as connection:
            if self.is_sqlite:
                connection.execution_options(**{_READS: True})
            else:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One writer of this program after the other, where only one can write.

        SQLite lets whoever waits try again after a pause: of many at once some are
        overtaken until their patience ends.
        """
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self._patience.total_seconds()):
            raise held_by_another(self.name)
        try:
            yield
        finally:
            self._turn.release()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(
    url: str,
    *,
    patience: timedelta = PATIENCE,
    idle: int = IDLE,
    forgotten: timedelta = FORGOTTEN,
) -> Database:
    """The database at an SQLAlchemy address, connected to once to be sure.

    `patience` is how long a transaction waits for another program, `idle` how many
    connections to a server are kept when nobody needs them, `forgotten` after how long
    a silence within a transaction a server lets go of what it holds.

    Raises:
        StoreError: the address is wrong, or nothing usable is there.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError(
            "The address of the database cannot be understood",
            remedy="write sqlite:///data/aggregator.db or postgresql://host/name",
        ) from None
    kind = address.get_backend_name()
    if kind == "sqlite":
        database = _open_file(address, patience)
    elif kind in {"postgresql", "postgres"}:
        database = _open_server(address, patience, idle, forgotten)
    else:
        raise StoreError(
            f"A database of the kind {kind} is not supported",
            remedy="use sqlite:///data/aggregator.db or postgresql://host/name",
        )
    try:
        with database.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
    except StoreError:
        database.close()
        raise
    return database


def missing_driver(url: str) -> StoreError | None:
    """What is lacking to open this address, found out without connecting to it."""
    if not url.startswith("postgres"):
        return None
    try:
        import_module(_DRIVER)
    except ImportError:
        return _no_driver()
    return None


def _no_driver() -> StoreError:
    # On PyPI `aggregator` is somebody else's project: only a checkout has the extra.
    return StoreError(
        "PostgreSQL needs its driver, which is not installed",
        remedy='in the checkout, write: .venv/bin/pip install -e ".[postgresql]"',
    )


def _open_file(address: URL, patience: timedelta) -> Database:
    if address.database in {None, "", ":memory:"}:
        raise StoreError(
            "The database needs a file", remedy="write sqlite:///data/aggregator.db"
        )
    path = Path(str(address.database))
    _prepare(path)
    engine = create_engine(
        address.set(drivername="sqlite+pysqlite"),
        connect_args={
            "timeout": min(patience, _SILENT).total_seconds(),
            "isolation_level": None,
        },
        hide_parameters=True,  # errors are shown and logged: no hash belongs there
        max_overflow=-1,  # a connection costs a file handle, waiting for one a page
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", partial(_begin, path=path, patience=patience))
    return Database(engine, str(path), patience)


def _prepare(path: Path) -> None:
    """The file, readable by its owner alone: it holds password hashes."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except FileNotFoundError:
        raise StoreError(
            f"There is no folder {path.parent} for the database",
            remedy="create it, or name another file",
        ) from None
    except OSError as error:
        raise StoreError(
            f"The database {path} cannot be written: {error.strerror}",
            remedy="give this user the right to write it and its folder",
        ) from error


def _set_up_connection(raw: sqlite3.Connection, _record: object) -> None:
    # FULL: a decision survives a power cut. One commit a document and one a decision
    # are far below the 3,600 a second that it allows.
    _write_ahead(raw)
    for setting in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
    ):
        raw.execute(f"PRAGMA {setting}")


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Keep a log beside the file (WAL), so that readers wait for nobody.

    While another program makes the same change SQLite answers "locked" at once,
    whatever the busy timeout; the first program to start does it for all.
    """
    tries = int(_SILENT / _PAUSE)
    for left in reversed(range(tries)):
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if not left or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_PAUSE.total_seconds())
        else:
            return


def _begin(connection: Connection, *, path: Path, patience: timedelta) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    if reads:
        connection.exec_driver_sql("BEGIN")  # waits for nobody
        return
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if patience <= _SILENT or not is_locked(error):
            raise
        # An error, since commands show nothing less, and somebody sits before one.
        log.error(  # noqa: TRY400 - nothing is wrong yet
            "waiting for another program that holds the database",
            database=str(path),
            at_most_seconds=(patience - _SILENT).total_seconds(),
        )
        _wait(connection, patience - _SILENT)


def _wait(connection: Connection, patience: timedelta) -> None:
    try:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_milliseconds(patience)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {_milliseconds(_SILENT)}")


def _milliseconds(time: timedelta) -> int:
    return int(time.total_seconds() * 1000)


def forgetting(silence: timedelta = FORGOTTEN) -> str:
    """The options by which a server lets go of what a silent connection holds."""
    return f"-c idle_in_transaction_session_timeout={_milliseconds(silence)}"


def _open_server(
    address: URL, patience: timedelta, idle: int, forgotten: timedelta
) -> Database:
    milliseconds = _milliseconds(patience)
    shown = address.set(password=None).render_as_string()
    try:
        engine = create_engine(
            address.set(drivername="postgresql+psycopg"),
            connect_args={
                "connect_timeout": 10,
                "application_name": PROGRAM,
                "options": f"-c lock_timeout={milliseconds} -c timezone=UTC "
                f"{forgetting(forgotten)}",
                **ALIVE,
            },
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=idle,
            max_overflow=_AT_ONCE - idle,
        )
    except ImportError:
        raise _no_driver() from None
    except SQLAlchemyError as error:
        raise StoreError(f"The database {shown} cannot be opened: {error}") from error
    return Database(engine, shown)
