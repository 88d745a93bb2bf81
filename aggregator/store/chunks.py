"""Long lists of ids, in pieces or as one value: statements take few parameters."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    TableValuedAlias,
    any_,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from aggregator.model.later import later

_Value = TypeVar("_Value", str, int)

# A dialect of its own, with the drivers it knows.
_array: Callable[[TypeEngine[Any]], TypeEngine[Any]] = later(
    "sqlalchemy.dialects.postgresql", "ARRAY"
)
# SQLite takes 32,766 and PostgreSQL 65,535; statements this size are prepared quickly.
AT_ONCE = 500


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Each value once, in order, at most `AT_ONCE` together."""
    unique = list(dict.fromkeys(values))
    for start in range(0, len(unique), AT_ONCE):
        yield unique[start : start + AT_ONCE]


def among(
    connection: Connection, asked: ColumnElement[_Value], values: Iterable[_Value]
) -> ColumnElement[bool]:
    """That a column has one of any number of values; they go as one parameter."""
    unique = list(dict.fromkeys(values))
    if connection.dialect.name == "postgresql":
        return asked == any_(literal(unique, _array(asked.type)))
    return asked.in_(select(each(connection, unique, asked).c.value))


def each(
    connection: Connection, values: Sequence[_Value], like: ColumnElement[_Value]
) -> TableValuedAlias:
    """Any number of values as the rows of a table, `value`; they go as one parameter.

    `like` is a column of their type.
    """
    value = column("value", like.type)
    if connection.dialect.name == "postgresql":
        listed = func.unnest(literal(values, _array(like.type)))
        return listed.table_valued(value).render_derived()
    return func.json_each(msgspec.json.encode(values).decode()).table_valued(value)
