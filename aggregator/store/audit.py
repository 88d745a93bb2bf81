"""Who did what when: lines are added, never changed and never taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from aggregator.model.errors import StoreError
from aggregator.store.seals import FIRST, digest, remember_unsealed
from aggregator.store.tables.audit import audit, audit_seals

# Who did it where no person did.
PROGRAM = "aggregator"
# The line that says up to which seal the oldest lines were let go, and that seal.
PRUNED = "pruned"
PRUNED_SUBJECT = "audit"
_READ_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One deed: `subject` is what it was done to ("draft 12"), `what` the verb."""

    id: int
    at: datetime
    who: str
    what: str
    subject: str
    before: str | None = None
    after: str | None = None


def write(
    connection: Connection,
    *,
    who: str,
    what: str,
    subject: str,
    before: str | None,
    after: str | None,
    now: datetime,
) -> None:
    """Add a line, in the transaction that does what it tells of."""
    line = connection.execute(
        insert(audit)
        .values(at=now, who=who, what=what, subject=subject, before=before, after=after)
        .returning(audit.c.id)
    ).scalar_one()
    remember_unsealed(connection, line)


def read(
    connection: Connection,
    *,
    subject: str | None,
    limit: int,
    before_id: int | None = None,
) -> tuple[AuditLine, ...]:
    """Lines newest first, all or of one subject; `before_id` turns the page."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    if before_id is not None:
        query = query.where(audit.c.id < before_id)
    return tuple(AuditLine(**row) for row in connection.execute(query).mappings())


def latest(
    connection: Connection, what: str, subjects: Sequence[str]
) -> dict[str, AuditLine]:
    """The last line of that verb about each of some subjects, where there is one."""
    query = (
        select(audit)
        .where(audit.c.subject.in_(subjects), audit.c.what == what)
        .order_by(audit.c.id)
    )
    rows = connection.execute(query).mappings()
    return {row["subject"]: AuditLine(**row) for row in rows}


def since(
    connection: Connection, what: str, before: str, moment: datetime, limit: int
) -> tuple[AuditLine, ...]:
    """Lines of that verb from a moment on that name that state before, oldest first."""
    query = (
        select(audit)
        .where(audit.c.what == what, audit.c.before == before, audit.c.at >= moment)
        .order_by(audit.c.id)
        .limit(limit)
    )
    return tuple(AuditLine(**row) for row in connection.execute(query).mappings())


def between(
    connection: Connection, since: datetime, until: datetime, *, after: int, limit: int
) -> tuple[AuditLine, ...]:
    """Lines of a stretch of time, oldest first; `after` turns the page."""
    query = (
        select(audit)
        .where(audit.c.at >= since, audit.c.at < until, audit.c.id > after)
        .order_by(audit.c.id)
        .limit(limit)
    )
    return tuple(AuditLine(**row) for row in connection.execute(query).mappings())


def verify(connection: Connection) -> int:
    """How many lines there are, each as it was written and none missing in between.

    Where the oldest were let go (`store/pruning.py`), a later line says which seal the
    first that is left follows; that line is sealed itself.

    Raises:
        StoreError: a line was changed, added or taken away behind the program's back.
    """
    query = (
        select(audit_seals, audit)
        .outerjoin_from(audit_seals, audit, audit.c.id == audit_seals.c.line)
        .order_by(audit_seals.c.number)
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    pruned, before = _start(connection)
    number = pruned
    with connection.execute(query) as rows:
        for number, row in enumerate(rows.mappings(), start=pruned + 1):
            if row["number"] != number or row["id"] is None:
                raise _altered(number)
            before = digest(before, row)
            if row["hash"] != before:
                raise _altered(number)
    unsealed = (
        select(audit.c.id)
        .outerjoin_from(audit, audit_seals, audit_seals.c.line == audit.c.id)
        .where(audit_seals.c.number.is_(None))
        .limit(1)
    )
    if connection.scalar(unsealed) is not None:
        raise _altered(number + 1)
    return number - pruned


def _start(connection: Connection) -> tuple[int, str]:
    """How many lines were let go, and the seal that the first one left follows."""
    first = connection.scalar(select(func.min(audit_seals.c.number)))
    if first is None or first == 1:
        return 0, FIRST
    said = (
        select(audit.c.after)
        .where(audit.c.subject == PRUNED_SUBJECT, audit.c.what == PRUNED)
        .where(audit.c.who == PROGRAM, audit.c.after.startswith(f"{first - 1} "))
    )
    found: str | None = connection.scalar(said)
    if found is None:
        raise _altered(1)
    return first - 1, found.partition(" ")[2]


def _altered(number: int) -> StoreError:
    return StoreError(
        f"The history of who did what was altered at line {number}",
        remedy="compare it with a backup; the program itself never changes a line",
    )
