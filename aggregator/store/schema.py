"""Whether the schema is up to date; only if it is not, what takes steps is loaded."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import column, inspect, select, table

from aggregator.model.later import later
from aggregator.store.database import Database

_STEPS = Path(__file__).with_name("migrations") / "versions"
_VERSION = table("alembic_version", column("version_num"))
_upgrade: Callable[[Database], None] = later("aggregator.store.migrate", "upgrade")


def bring_up_to_date(database: Database) -> None:
    """Take every step that this database lacks, all of them or none.

    Raises:
        StoreNewerError: a newer release has written the database.
        StoreError: the database cannot be used.
    """
    if kept_version(database) != newest_version():
        _upgrade(database)


def newest_version() -> str:
    """The last step that this release has; files are named by their version."""
    return max(step.name[1:5] for step in _STEPS.glob("r[0-9]*_*.py"))


def kept_version(database: Database) -> str | None:
    """The version of the schema in the database; nothing if it is empty."""
    with database.reading() as connection:
        if not inspect(connection).has_table(_VERSION.name):
            return None
        found: str | None = connection.scalar(select(_VERSION.c.version_num))
        return found
