"""`INSERT ... ON CONFLICT`, which both databases have and each spells itself."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(
    connection: Connection, table: Table
) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do about a row that is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
