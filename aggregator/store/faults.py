"""What a database driver says, as a sentence for the person who has to act on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from aggregator.model.errors import StoreError, StoreLockedError, StoreLostError

# https://www.sqlite.org/rescode.html: busy and locked, with their extended codes.
_SQLITE_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_REMEDIES = {
    sqlite3.SQLITE_CANTOPEN: "look whether its folder exists and may be read",
    sqlite3.SQLITE_READONLY: "give this user the right to write it and its folder",
    sqlite3.SQLITE_FULL: "make room on its disk",
    sqlite3.SQLITE_IOERR: "look whether its disk is full or failing",
    sqlite3.SQLITE_CORRUPT: "restore the last backup",
    sqlite3.SQLITE_NOTADB: "name another file, or move this one away",
}
# https://www.postgresql.org/docs/18/errcodes-appendix.html: lock not available,
# deadlock detected, serialization failure.
_POSTGRESQL_LOCKED = {"55P03", "40P01", "40001"}
# Shut down, crashed, starting, silent for too long; and all that begin with 08.
_POSTGRESQL_LOST = {"57P01", "57P02", "57P03", "25P03"}


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Errors of the driver and of SQLAlchemy leave as ours, naming the database.

    Raises:
        StoreLockedError: another program held it for too long.
        StoreLostError: its server went away.
        StoreError: anything else.
    """
    try:
        yield
    except DBAPIError as error:
        raise _fault(name, error) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database {name} cannot be used: {error}") from error


def is_locked(error: DBAPIError) -> bool:
    """Whether SQLite says that another program holds the database."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error.orig, sqlite3.Error) and code in _SQLITE_LOCKED


def held_by_another(name: str) -> StoreLockedError:
    """The database did not come free in time."""
    return StoreLockedError(
        f"The database {name} is held by another program",
        remedy="try again in a moment; if it stays so, end the other program",
    )


def _fault(name: str, error: DBAPIError) -> StoreError:
    original = error.orig
    # PostgreSQL's first line alone: the details may quote a whole row.
    diagnosis = getattr(original, "diag", None)
    said = " ".join(
        (getattr(diagnosis, "message_primary", None) or f"{original}").split()
    )
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        locked = is_locked(error)
        remedy = _SQLITE_REMEDIES.get(code)
    else:
        state = getattr(original, "sqlstate", None)
        locked = state in _POSTGRESQL_LOCKED
        remedy = None if state else "look whether the server runs and may be reached"
    if locked:
        return held_by_another(name)
    kind = StoreLostError if _is_lost(error) else StoreError
    return kind(f"The database {name} cannot be used: {said}", remedy=remedy)


def _is_lost(error: DBAPIError) -> bool:
    """Whether it is the server that is at fault, and not what it was asked."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _POSTGRESQL_LOST or state.startswith("08")
    is_server = not isinstance(error.orig, sqlite3.Error)
    return is_server and isinstance(error, OperationalError)
