"""Taking turns on PostgreSQL; on SQLite a transaction is the only writer anyway."""

import zlib
from enum import IntEnum

from sqlalchemy import Connection, func, select

# Any number that another program in the same database would hardly choose.
_OURS = 0x4147


class Turn(IntEnum):
    """What is done by one transaction at a time."""

    UPGRADE = 1
    PLACE = 2
    SEAL = 3
    SPEAK = 4
    PROVIDE = 5
    TIDY = 6
    BUILD = 7


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait for the turn; it is over when the transaction is."""
    if connection.dialect.name == "postgresql":
        ours = _key(connection.dialect.default_schema_name)
        connection.execute(select(func.pg_advisory_xact_lock(ours, int(turn))))


def try_turn(connection: Connection, turn: Turn) -> bool:
    """Whether it is ours now, beyond transactions; for a connection to PostgreSQL."""
    ours = _key(connection.dialect.default_schema_name)
    found = connection.scalar(select(func.pg_try_advisory_lock(ours, int(turn))))
    return bool(found)


def leave_turn(connection: Connection, turn: Turn) -> None:
    """It is somebody else's."""
    ours = _key(connection.dialect.default_schema_name)
    connection.execute(select(func.pg_advisory_unlock(ours, int(turn))))


def _key(schema: str | None) -> int:
    """Desks in one database have a schema each, and wait for nobody else's turn."""
    if schema in {None, "public"}:
        return _OURS
    # PostgreSQL takes 32 bits with a sign.
    return int.from_bytes(zlib.crc32(str(schema).encode()).to_bytes(4), signed=True)
