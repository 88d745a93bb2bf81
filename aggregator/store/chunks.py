"""Long lists of ids, in pieces or as one value: statements take few parameters."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

_Value = TypeVar("_Value", str, int)

# SQLite takes 32,766 and PostgreSQL 65,535; statements this size are prepared quickly.
AT_ONCE = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Each value once, in order, at most `AT_ONCE` together."""
    unique = list(dict.fromkeys(values))
    for start in range(0, len(unique), AT_ONCE):
        yield unique[start : start + AT_ONCE]


def among(
    connection: Connection, column: ColumnElement[_Value], values: Iterable[_Value]
) -> ColumnElement[bool]:
    """That a column has one of any number of values; they go as one parameter."""
    unique = list(dict.fromkeys(values))
    if connection.dialect.name == "postgresql":
        return column == any_(literal(unique, ARRAY(column.type)))
    listed = func.json_each(json.dumps(unique)).table_valued("value")
    return column.in_(select(listed.c.value))
