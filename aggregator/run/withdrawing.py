"""A draft that must not go out any more leaves the queue, with the reason."""

from datetime import datetime

from aggregator.model.draft import Draft, State
from aggregator.store import audit, deliveries, drafts
from aggregator.store.database import Connection

PROGRAM = "aggregator"


def withdraw(connection: Connection, draft: Draft, reason: str, now: datetime) -> None:
    """Take it out of the queue, and its promise with it; the history says why."""
    deliveries.cancel(connection, draft.id)
    drafts.move(
        connection,
        draft.id,
        revision=draft.revision,
        to=State.WITHDRAWN,
        by=PROGRAM,
        reason=reason,
        now=now,
    )
    audit.write(
        connection,
        who=PROGRAM,
        what="withdraw",
        subject=f"draft {draft.id}",
        before=draft.state,
        after=reason,
        now=now,
    )
