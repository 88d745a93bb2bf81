"""Indexes that PostgreSQL builds beside everybody's work, before a step needs them.

To build one within a step would keep everybody from writing until it is there. So a
step names those of large tables as `beside`, and they are built before its transaction
begins. What is interrupted is begun anew by the next start: the step is still due.
SQLite has one writer and small tables: there the step itself makes them.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from aggregator.store.database import Database
from aggregator.store.faults import translated
from aggregator.store.locks import Turn, leave_turn, try_turn

log = structlog.get_logger()

_PAUSE = 1.0
_IS_VALID = text(
    "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index of columns that the release before has already."""

    name: str
    table: str
    columns: tuple[str, ...]


def coming(script: ScriptDirectory, found: str) -> tuple[Index, ...]:
    """What the steps name that a database of this version has still to take."""
    steps = script.iterate_revisions("head", found)
    return tuple(
        index for step in steps for index in getattr(step.module, "beside", ())
    )


def build(database: Database, wanted: Iterable[Index]) -> None:
    """Have these indexes, whole; programs that start together take turns.

    Raises:
        StoreError: the database cannot be used.
    """
    with translated(database.name), database.engine.connect() as raw:
        connection = raw.execution_options(isolation_level="AUTOCOMMIT")
        # Who waited within a statement would be waited for by whoever builds.
        while not try_turn(connection, Turn.BUILD):
            time.sleep(_PAUSE)
        try:
            # It waits for every transaction that has begun before, however long.
            connection.execute(text("SET lock_timeout = 0"))
            for index in wanted:
                _have(connection, index)
        finally:
            leave_turn(connection, Turn.BUILD)
            raw.invalidate()  # its settings are nobody else's


def _have(connection: Connection, index: Index) -> None:
    name = f'"{index.name}"'
    is_valid = connection.scalar(_IS_VALID, {"name": name})
    if is_valid:
        return
    if is_valid is not None:
        # Its building was interrupted; it is kept up, and never used.
        connection.execute(text(f"DROP INDEX CONCURRENTLY {name}"))
    columns = ", ".join(f'"{column}"' for column in index.columns)
    log.info("an index is built beside the work", index=index.name, table=index.table)
    connection.execute(
        text(f'CREATE INDEX CONCURRENTLY {name} ON "{index.table}" ({columns})')
    )
