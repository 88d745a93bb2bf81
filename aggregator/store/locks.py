"""Taking turns on PostgreSQL; on SQLite a transaction is the only writer anyway."""

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
    TIDY = 6


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait for the turn; it is over when the transaction is."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_OURS, int(turn))))
