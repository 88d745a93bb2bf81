"""Brings the schema up to date, once, however many programs start together."""

import threading
import time
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from aggregator.model.errors import StoreError, StoreLockedError, StoreNewerError
from aggregator.store import beside, partitions, reach
from aggregator.store.database import Database
from aggregator.store.locks import Turn, take_turn

# How long a step waits for a table, how often it tries, and how long it rests between.
_LOCKS = timedelta(seconds=3)
_TRIES = 20
_PAUSE = timedelta(seconds=1)
_STEPS = Path(__file__).with_name("migrations")
# Alembic keeps what a step works on for the whole process: two desks' steps side by
# side would be taken in one database.
_ALONE = threading.Lock()


def upgrade(database: Database) -> None:
    """Take every step that this database lacks, all of them or none.

    A step that cannot have a table within seconds lets go and tries again: while it
    waits for one long query, every other query waits behind it.

    Raises:
        StoreNewerError: a newer release has changed the database, and not only added.
        StoreError: the database cannot be used.
    """
    if not database.is_sqlite:
        _build_beside(database)
    for left in reversed(range(_TRIES)):
        try:
            _take_steps(database)
        except StoreLockedError:
            if not left or database.is_sqlite:
                raise
            time.sleep(_PAUSE.total_seconds())
        else:
            break


def _build_beside(database: Database) -> None:
    script = ScriptDirectory.from_config(configuration())
    with database.reading() as connection:
        found = revision(connection)
    if found is not None and _is_known(script, found):
        wanted = beside.coming(script, found)
        if wanted:
            beside.build(database, wanted)


def _take_steps(database: Database) -> None:
    steps = configuration()
    script = ScriptDirectory.from_config(steps)
    with database.transaction() as connection:
        take_turn(connection, Turn.UPGRADE)
        found = revision(connection)
        if found == script.get_current_head():
            return
        if found is not None and not _is_known(script, found):
            # A deploy is under way: the newer program has added what it needs.
            if reach.serves(connection, script):
                return
            require_known(found, database.name)
        if not database.is_sqlite:
            milliseconds = int(_LOCKS.total_seconds() * 1000)
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
        steps.attributes["connection"] = connection
        with _ALONE:
            command.upgrade(steps, "head")
        reach.write(connection, reach.oldest_served(script))


def latest() -> str:
    """The version of the schema that this program makes."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def require_current(connection: Connection, name: str) -> None:
    """Let pass a database that this program knows every column of.

    Raises:
        StoreNewerError: a newer release has added to it.
        StoreError: it was not brought up to date.
    """
    found = revision(connection)
    if found is None:
        raise StoreError(f"The database {name} is empty", remedy="name another")
    require_known(found, name)
    if found != latest():
        raise StoreError(
            f"The database {name} was written by an older release",
            remedy="run any command of this one on it first",
        )


def require_known(found: str, name: str) -> None:
    """Let a version of the schema pass, or say that it is not one of ours.

    Raises:
        StoreNewerError: no step of this program leads to it.
    """
    script = ScriptDirectory.from_config(configuration())
    if not _is_known(script, found):
        raise StoreNewerError(
            f"The database {name} was written by a newer release: its version is "
            f"{found}, this program's is {script.get_current_head()}",
            remedy="install the newer release, or restore a backup made before it",
        )


def _is_known(script: ScriptDirectory, found: str) -> bool:
    return found in {step.revision for step in script.walk_revisions()}


def revision(connection: Connection) -> str | None:
    """The version of the schema in the database; nothing if it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def is_modelled(name: str | None, kind: str, _parents: object = None) -> bool:
    """Whether a table in the database is one of `tables/`, and not a part of one."""
    return kind != "table" or not (name == reach.NAME or partitions.is_part(str(name)))


def configuration() -> Config:
    """Alembic's settings, which need no file."""
    settings = Config()
    # A percent sign in the path would be read as a placeholder.
    settings.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
