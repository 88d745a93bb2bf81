"""Many plain rows at once, straight to the driver: by statements it takes longer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Table, Update

from aggregator.store.tables.metadata import Instant

_INSTANT = Instant()
Plain = str | int | float | datetime | None


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Plain, ...]],
    *,
    conflict: str,
) -> None:
    """Insert rows whose values the driver takes as they are.

    `conflict` is what to do about a row that is there already.
    """
    if not rows:
        return
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    marks = ", ".join(mark for _ in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({_names(table, columns)}) "  # noqa: S608 - our own names
        f"VALUES ({marks}) {conflict}",
        list(rows),
    )


def run_rows(
    connection: Connection,
    statement: Update | Delete,
    rows: Sequence[Mapping[str, Plain]],
) -> None:
    """Run a statement once a row, whose values stand for its named parameters."""
    if not rows:
        return
    dialect = connection.dialect
    compiled = _compiled(statement, dialect)
    given = [
        {
            name: instant(dialect, value) if isinstance(value, datetime) else value
            for name, value in {**compiled.params, **row}.items()
        }
        for row in rows
    ]
    names = compiled.positiontup
    told = (
        given if names is None else [tuple([r[name] for name in names]) for r in given]
    )
    connection.exec_driver_sql(compiled.string, told)


# The statements of our modules, for the databases of a process.
@lru_cache(maxsize=32)
def _compiled(statement: Update | Delete, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's
    return statement.compile(dialect=dialect)


def insert_missing(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Plain, ...]],
) -> None:
    """Insert those of the rows that are not there yet.

    PostgreSQL is given a list for each column: a row by itself costs it twice as much.
    """
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        insert_rows(connection, table, columns, rows, conflict="ON CONFLICT DO NOTHING")
        return
    types = (table.c[name].type.compile(connection.dialect) for name in columns)
    lists = ", ".join(f"%s::{kind}[]" for kind in types)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({_names(table, columns)}) "  # noqa: S608 - our own names
        f"SELECT * FROM unnest({lists}) ON CONFLICT DO NOTHING",
        tuple(map(list, zip(*rows, strict=True))),
    )


def instant(dialect: Dialect, moment: datetime) -> str | datetime | None:
    """A moment as the driver takes it."""
    return _INSTANT.process_bind_param(moment, dialect)


def _names(table: Table, columns: Sequence[str]) -> str:
    return ", ".join(table.c[name].name for name in columns)
