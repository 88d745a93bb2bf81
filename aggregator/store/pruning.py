"""The oldest lines of the audit are let go, and what is left can still be verified.

The seal of the last line that goes is written into a line of its own first, which is
sealed like every other: whoever takes away lines without it is found out.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select, text

from aggregator.store import audit as lines
from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.audit import audit, audit_seals

_KEPT = "a line of the audit is kept as it was written"
_GUARDED = ("audit", "audit_seals")


def prune(connection: Connection, before: datetime, now: datetime, limit: int) -> int:
    """Let go of the oldest lines from before a moment; how many.

    The newest line always stays: the seals to come follow it.
    """
    take_turn(connection, Turn.TIDY)
    rows = connection.execute(
        select(audit_seals.c.number, audit_seals.c.hash, audit.c.id, audit.c.at)
        .join(audit, audit.c.id == audit_seals.c.line)
        .order_by(audit_seals.c.number)
        .limit(limit + 1)
    ).all()
    old = []
    for row in rows[:-1]:
        if row.at >= before:
            break
        old.append(row)
    if not old:
        return 0
    lines.write(
        connection,
        who=lines.PROGRAM,
        what=lines.PRUNED,
        subject=lines.PRUNED_SUBJECT,
        before=None,
        after=f"{old[-1].number} {old[-1].hash}",
        now=now,
    )
    _unguard(connection)
    connection.execute(
        delete(audit_seals).where(audit_seals.c.number <= old[-1].number)
    )
    ids = [row.id for row in old]
    connection.execute(delete(audit).where(audit.c.id.in_(ids)))
    _guard(connection)
    return len(old)


def _unguard(connection: Connection) -> None:
    for table in _GUARDED:
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def _guard(connection: Connection) -> None:
    for table in _GUARDED:
        if connection.dialect.name == "sqlite":
            connection.execute(
                text(
                    f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
                )
            )
        else:
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
