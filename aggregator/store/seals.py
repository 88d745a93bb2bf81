"""Seals over the audit: each covers the one before, so a changed line shows.

A line is sealed at the end of the transaction that wrote it. The turn to seal is
taken last and needs nothing after it, so that no two transactions wait for each
other, and so that the seals are in the order of the commits.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.audit import audit, audit_seals

_UNSEALED = "aggregator_unsealed"
# What the first seal follows.
FIRST = ""


def remember_unsealed(connection: Connection, line: int) -> None:
    """The line is to be sealed at the end of this transaction."""
    connection.info.setdefault(_UNSEALED, []).append(line)


def forget_unsealed(connection: Connection) -> None:
    """A new transaction begins: what was never committed needs no seal."""
    connection.info.pop(_UNSEALED, None)


def seal(connection: Connection) -> None:
    """Seal the lines that this transaction wrote."""
    lines = connection.info.pop(_UNSEALED, None)
    if not lines:
        return
    take_turn(connection, Turn.SEAL)
    last = connection.execute(
        select(audit_seals).order_by(audit_seals.c.number.desc()).limit(1)
    ).first()
    number, before = (last.number, last.hash) if last else (0, FIRST)
    written = connection.execute(
        select(audit).where(audit.c.id.in_(lines)).order_by(audit.c.id)
    ).mappings()
    seals = []
    for line in written:
        number, before = number + 1, digest(before, line)
        seals.append({"number": number, "line": line["id"], "hash": before})
    connection.execute(insert(audit_seals), seals)


def digest(before: str, line: Mapping[Any, Any]) -> str:
    """The seal of a line that follows the seal `before`."""
    said = [line[name] for name in ("id", "who", "what", "subject", "before", "after")]
    text = json.dumps([before, line["at"].isoformat(), *said], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
