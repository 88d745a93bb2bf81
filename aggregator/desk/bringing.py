"""A draft that a person brings: it waits, and a line says who brought it."""

from datetime import datetime

from aggregator.model.draft import Composed, Draft
from aggregator.store import audit, drafts
from aggregator.store.database import Connection


def bring(  # noqa: PLR0917  what is brought, what for, why, by whom, when
    connection: Connection,
    composed: Composed,
    purpose: str,
    why: str,
    who: str,
    now: datetime,
) -> Draft:
    """A draft of no story, waiting for an editor."""
    number = drafts.add(
        connection, composed, story=None, purpose=purpose, why=why, now=now, by=who
    )
    assert number is not None  # only a story's drafts are one of a kind
    audit.write(
        connection,
        who=who,
        what="submit",
        subject=f"draft {number}",
        before=None,
        after=composed.text,
        now=now,
    )
    return drafts.load(connection, number)
