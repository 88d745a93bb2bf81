"""Every row from one database into another, whatever the two are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from aggregator.model.errors import StoreError
from aggregator.store.likeness import Told, in_batches
from aggregator.store.tables.every import metadata

_GUARDED = ("audit", "audit_seals")
# By which rules the keys of stories were made: there once a program has started.
_OWN = ("key_rules",)


def transfer(source: Connection, target: Connection, told: Told) -> None:
    """Copy all tables into empty ones, and how far their numbers have come.

    Raises:
        StoreError: the target cannot keep a value.
    """
    for table in metadata.sorted_tables:
        done = 0
        for rows in in_batches(source, table):
            _insert(target, table, rows)
            done += len(rows)
            told(table.name, done)
    _set_counters(target, counters(source))


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row, but for what every command writes that opens it."""
    return not any(
        connection.execute(select(table).limit(1)).first()
        for table in metadata.sorted_tables
        if table.name not in _OWN
    )


def make_empty(connection: Connection) -> None:
    """Delete every row of a PostgreSQL; only for one transaction that fills it again.

    The locks that it takes let nobody else read or write until then.
    """
    for table in _GUARDED:
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    for table in _GUARDED:
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))


def counters(connection: Connection) -> dict[str, int]:
    """The highest number that each table has ever given out, where it is remembered.

    Rows that are gone count, too: a number is given to one thing only.
    """
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows}
    found = {}
    for table in metadata.sorted_tables:
        if (sequence := _sequence(connection, table)) is not None:
            row = connection.execute(
                text(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - a name that PostgreSQL gave, quoted
            ).one()
            found[table.name] = row.last_value if row.is_called else 0
    return found


def _set_counters(connection: Connection, wanted: Mapping[str, int]) -> None:
    for table in metadata.sorted_tables:
        if connection.dialect.name == "sqlite":
            _set_on_sqlite(connection, table, wanted.get(table.name, 0))
        elif (sequence := _sequence(connection, table)) is not None:
            column = table.autoincrement_column
            highest = connection.scalar(select(func.max(column))) or 0
            number = max(highest, wanted.get(table.name, 0))
            if number:
                connection.execute(select(func.setval(sequence, number)))


def _set_on_sqlite(connection: Connection, table: Table, number: int) -> None:
    if not table.dialect_options["sqlite"]["autoincrement"] or not number:
        return
    named = {"name": table.name, "number": number}
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), named)
    connection.execute(
        text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), named
    )


def _sequence(connection: Connection, table: Table) -> str | None:
    column = table.autoincrement_column
    if column is None:
        return None
    found: str | None = connection.scalar(
        select(func.pg_get_serial_sequence(f'"{table.name}"', column.name))
    )
    return found


def _insert(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> None:
    try:
        connection.execute(insert(table), rows)
    except DBAPIError as error:
        where = _unkeepable(table, rows)
        if where is None:
            raise
        raise StoreError(
            f"{where} has a NUL character, which PostgreSQL cannot keep",
            remedy="take it out where the backup came from, then make another",
        ) from error


def _unkeepable(table: Table, rows: Sequence[Mapping[str, Any]]) -> str | None:
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and "\0" in value:
                key = [row[column.name] for column in table.primary_key]
                return f"{name} of row {key!r} of {table.name}"
    return None
