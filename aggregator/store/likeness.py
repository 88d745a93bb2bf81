"""What a table holds: how many rows, and a digest that both databases give alike."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, select

from aggregator.model.errors import StoreError
from aggregator.store.tables.every import metadata

# Told again and again: a table, and how many of its rows are done.
Told = Callable[[str, int], None]

_AT_ONCE = 1_000
# Pages are megabytes, and hundreds of them would be held at once.
_LARGE_AT_ONCE = 20
# Digests of rows are added up: neither database has to put its rows in order, and the
# two order text differently.
_WRAPS_AT = 1 << 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two tables hold the same if these are the same; `digest` is in hexadecimal."""

    rows: int
    digest: str


def likenesses(connection: Connection, told: Told) -> dict[str, Likeness]:
    """Every table's, by its name."""
    return {
        table.name: likeness(connection, table, told)
        for table in metadata.sorted_tables
    }


def likeness(connection: Connection, table: Table, told: Told) -> Likeness:
    """One table's, whatever its size in a few megabytes of memory."""
    rows = total = 0
    for batch in in_batches(connection, table):
        for row in batch:
            total += int.from_bytes(hashlib.sha256(_written(row)).digest())
        rows += len(batch)
        told(table.name, rows)
    return Likeness(rows=rows, digest=f"{total % _WRAPS_AT:064x}")


def in_batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in no order, some at a time."""
    large = any(isinstance(column.type, LargeBinary) for column in table.columns)
    query = select(table).execution_options(
        yield_per=_LARGE_AT_ONCE if large else _AT_ONCE
    )
    with connection.execute(query) as result:
        for rows in result.mappings().partitions():
            yield [dict(row) for row in rows]


def require_alike(
    wanted: Mapping[str, Likeness], found: Mapping[str, Likeness], name: str
) -> None:
    """Let pass what holds the same, table by table.

    Raises:
        StoreError: a table differs.
    """
    for table, likeness_ in wanted.items():
        there = found.get(table)
        if there != likeness_:
            rows = there.rows if there else 0
            raise StoreError(
                f"{name} is not equal to the backup: {table} has {rows} rows, "
                f"the backup {likeness_.rows}, and their contents differ",
                remedy="try once more, or another backup",
            )


def _written(row: Mapping[str, Any]) -> bytes:
    return json.dumps(
        row, sort_keys=True, separators=(",", ":"), default=_plain
    ).encode()


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return {"bytes": hashlib.sha256(value).hexdigest()}
    raise TypeError(f"{type(value)} has no digest")
