"""Brings the schema up to date, once, however many programs start together."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from aggregator.model.errors import StoreNewerError
from aggregator.store.database import Database
from aggregator.store.locks import Turn, take_turn

_STEPS = Path(__file__).with_name("migrations")
# Alembic keeps what a step works on for the whole process: two desks' steps side by
# side would be taken in one database.
_ALONE = threading.Lock()


def upgrade(database: Database) -> None:
    """Take every step that this database lacks, all of them or none.

    Raises:
        StoreNewerError: a newer release has written the database.
        StoreError: the database cannot be used.
    """
    steps = configuration()
    script = ScriptDirectory.from_config(steps)
    with database.transaction() as connection:
        take_turn(connection, Turn.UPGRADE)
        found = revision(connection)
        if found == script.get_current_head():
            return
        if found is not None:
            require_known(found, database.name)
        steps.attributes["connection"] = connection
        with _ALONE:
            command.upgrade(steps, "head")


def require_known(found: str, name: str) -> None:
    """Let a version of the schema pass, or say that it is not one of ours.

    Raises:
        StoreNewerError: no step of this program leads to it.
    """
    script = ScriptDirectory.from_config(configuration())
    if found not in {step.revision for step in script.walk_revisions()}:
        raise StoreNewerError(
            f"The database {name} was written by a newer release: its version is "
            f"{found}, this program's is {script.get_current_head()}",
            remedy="install the newer release, or restore a backup made before it",
        )


def revision(connection: Connection) -> str | None:
    """The version of the schema in the database; nothing if it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def configuration() -> Config:
    """Alembic's settings, which need no file."""
    settings = Config()
    # A percent sign in the path would be read as a placeholder.
    settings.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
