"""What complete listings do not have any more is asked about, never taken for off.

A listing may lose a thing by mistake: so it is a day before anybody is asked, and what
an editor approves knowing it stays approved.
"""

from datetime import datetime, timedelta

from aggregator.model.draft import Draft, State
from aggregator.run.withdrawing import send_back
from aggregator.store import deliveries, drafts, missing, ties
from aggregator.store.database import Connection

PATIENCE = timedelta(days=1)
VANISHED = "No source lists it any more: ask whether it is still on"


def ask_about_vanished(connection: Connection, now: datetime) -> int:
    """Mark the open drafts of what vanished, and unmark those of what is back.

    Says how many approved ones went back to the queue.
    """
    gone = missing.vanished(connection, now - PATIENCE)
    asked = 0
    for story, since in gone.items():
        for draft in drafts.open_of(connection, story):
            asked += _ask(connection, draft, since + PATIENCE, now)
    for draft in ties.marked(connection, VANISHED):
        if draft.story not in gone:
            ties.mark(connection, draft.id, None)
    return asked


def _ask(connection: Connection, draft: Draft, since: datetime, now: datetime) -> bool:
    if draft.state is State.WAITING:
        ties.mark(connection, draft.id, VANISHED)
        return False
    if deliveries.on_their_way(connection, draft.id):
        return False
    if draft.decided_at is not None and draft.decided_at >= since:
        return False  # whoever approved it had been asked
    send_back(connection, draft, VANISHED, now)
    return True
