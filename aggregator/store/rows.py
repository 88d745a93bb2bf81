"""Many plain rows at once, straight to the driver: by statements it takes longer."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

_Plain = str | int | float | None


def insert_rows(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[tuple[_Plain, ...]],
) -> None:
    """Insert rows whose values the driver takes as they are, unless they are there."""
    if not rows:
        return
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    names = ", ".join(table.c[name].name for name in columns)
    marks = ", ".join(mark for _ in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) VALUES ({marks}) "  # noqa: S608 - our own names
        "ON CONFLICT DO NOTHING",
        list(rows),
    )
