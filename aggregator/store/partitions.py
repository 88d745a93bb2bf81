"""On PostgreSQL the tables that only grow are kept in parts, each for some time.

An old part is dropped at once; deleting its rows would take hours and leave holes.
A part for what fits nowhere else ("rest") takes what is older or far ahead, so that
nothing is ever refused for its date. On SQLite these are plain tables.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from aggregator.store.locks import Turn, take_turn

# Tables by the days that a part of theirs has.
PARTED: Mapping[str, int] = {"polls": 7, "metrics": 28}
# Parts made before their time: a month in which nobody looks is survived.
_AHEAD = 5
# Parts begin at whole multiples of their days after a Monday.
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_NAME = re.compile(r"_p\d{8}$|_rest$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows from `since` on, until `until`, which it has not."""

    table: str
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        """What PostgreSQL calls it."""
        return f"{self.table}_p{self.since:%Y%m%d}"


def is_part(name: str) -> bool:
    """Whether a table's name is that of a part of one of ours."""
    return bool(_NAME.search(name)) and _NAME.sub("", name) in PARTED


def part_of(table: str, moment: datetime) -> Part:
    """The part for a moment."""
    span = timedelta(days=PARTED[table])
    since = _EPOCH + (moment - _EPOCH) // span * span
    return Part(table=table, since=since, until=since + span)


def make_ahead(connection: Connection, now: datetime) -> int:
    """The parts for now and the coming stretches; how many are new."""
    if connection.dialect.name != "postgresql":
        return 0
    take_turn(connection, Turn.TIDY)
    made = 0
    for table, days in PARTED.items():
        there = _names(connection, table)
        for number in range(_AHEAD):
            part = part_of(table, now + timedelta(days=days * number))
            if part.name not in there and not _rest_has(connection, part):
                connection.execute(
                    text(
                        f'CREATE TABLE "{part.name}" PARTITION OF "{table}" FOR VALUES '
                        f"FROM ('{part.since.isoformat()}') "
                        f"TO ('{part.until.isoformat()}')"
                    )
                )
                made += 1
    return made


def drop_before(connection: Connection, table: str, moment: datetime) -> int:
    """Drop the parts whose every row is older; how many there were."""
    if connection.dialect.name != "postgresql":
        return 0
    dropped = 0
    for name in sorted(_names(connection, table)):
        found = re.search(r"_p(\d{4})(\d{2})(\d{2})$", name)
        if found is None:
            continue
        year, month, day = map(int, found.groups())
        part = part_of(table, datetime(year, month, day, tzinfo=UTC))
        if part.name == name and part.until <= moment:
            connection.execute(text(f'DROP TABLE "{name}"'))
            dropped += 1
    return dropped


def _names(connection: Connection, table: str) -> set[str]:
    rows = connection.scalars(
        text(
            "SELECT child.relname FROM pg_inherits "
            "JOIN pg_class child ON child.oid = inhrelid "
            "WHERE inhparent = to_regclass(:table)"
        ),
        {"table": f'"{table}"'},
    )
    return set(rows)


def _rest_has(connection: Connection, part: Part) -> bool:
    """Rows that came before their part: it cannot be made any more, and need not be."""
    query = text(
        f'SELECT 1 FROM "{part.table}_rest" '  # noqa: S608 - our own names
        "WHERE at >= :since AND at < :until LIMIT 1"
    )
    named = {"since": part.since, "until": part.until}
    return connection.execute(query, named).first() is not None
