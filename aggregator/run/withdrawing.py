"""A draft that must not go out as it is: out of the queue, or back into it."""

from datetime import datetime

from aggregator.model.draft import Draft, State
from aggregator.store import audit, deliveries, drafts
from aggregator.store.database import Connection

PROGRAM = "aggregator"
SEND_BACK = "send back"


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


def send_back(
    connection: Connection, draft: Draft, reason: str, now: datetime
) -> Draft:
    """An approved draft waits for its yes again, with the reason beside it."""
    deliveries.cancel(connection, draft.id)
    back = drafts.move(
        connection,
        draft.id,
        revision=draft.revision,
        to=State.WAITING,
        by=PROGRAM,
        reason=reason,
        now=now,
    )
    audit.write(
        connection,
        who=PROGRAM,
        what=SEND_BACK,
        subject=f"draft {draft.id}",
        before=draft.state,
        after=reason,
        now=now,
    )
    return back
