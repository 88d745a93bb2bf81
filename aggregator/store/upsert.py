"""`INSERT ... ON CONFLICT`, which both databases have and each spells itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from aggregator.model.later import later

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_into_postgresql: Callable[[Table], "postgresql.Insert"] = later(
    "sqlalchemy.dialects.postgresql", "insert"
)


def insert_or(
    connection: Connection, table: Table
) -> "sqlite.Insert | postgresql.Insert":
    """An insert that can say what to do about a row that is there already."""
    if connection.dialect.name == "postgresql":
        return _into_postgresql(table)
    return sqlite.insert(table)
