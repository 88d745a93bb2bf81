"""Many plain rows at once, straight to the driver: by statements it takes longer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Dialect, Table

from aggregator.store.tables.metadata import Instant

_INSTANT = Instant()
_Plain = str | int | float | datetime | None


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[_Plain, ...]],
    *,
    conflict: str = "ON CONFLICT DO NOTHING",
) -> None:
    """Insert rows whose values the driver takes as they are.

    `conflict` is what to do about a row that is there already; it is left as it is.
    """
    if not rows:
        return
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    names = ", ".join(table.c[name].name for name in columns)
    marks = ", ".join(mark for _ in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {conflict}",  # noqa: S608 - our own names
        list(rows),
    )


def instant(dialect: Dialect, moment: datetime) -> str | datetime | None:
    """A moment as the driver takes it."""
    return _INSTANT.process_bind_param(moment, dialect)
