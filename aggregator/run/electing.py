"""Before an election, what was approved earlier and names politicians asks again."""

from datetime import datetime

from aggregator.desk.cards import findings_of
from aggregator.model.check_rules import CheckRules
from aggregator.model.draft import Draft, Severity, State
from aggregator.run.withdrawing import send_back
from aggregator.store import deliveries, drafts
from aggregator.store.database import Connection

_RULE = "pre-election"
_AT_ONCE = 50
REASON = "It names a party or a candidate, and goes out in a pre-election period"


def hold_back_politics(
    connection: Connection, rules: CheckRules, now: datetime
) -> tuple[Draft, ...]:
    """Approved drafts that may not go out in a period go back to the queue."""
    if not rules.pre_elections:
        return ()
    after, sent = None, []
    while True:
        page = drafts.page(
            connection, states=(State.APPROVED,), after=after, limit=_AT_ONCE
        )
        sent += [
            send_back(connection, draft, REASON, now)
            for draft in page.drafts
            if _is_held(connection, draft, rules, now)
        ]
        if page.next is None:
            return tuple(sent)
        after = page.next


def _is_held(
    connection: Connection, draft: Draft, rules: CheckRules, now: datetime
) -> bool:
    if deliveries.on_their_way(connection, draft.id):
        return False
    return any(
        one.rule == _RULE and one.severity is Severity.BLOCKING
        for one in findings_of(connection, draft, now, rules)
    )
