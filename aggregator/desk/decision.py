"""One person's decision on one draft, and the line that it leaves."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.model.council import Person
from aggregator.model.draft import Draft
from aggregator.store import audit, drafts
from aggregator.store.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One person's word on one draft as they saw it: `revision` is what they saw."""

    person: Person
    draft: int
    revision: int
    now: datetime


def reword(
    connection: Connection, decision: Decision, words: str, what: str = "edit"
) -> Draft:
    """Put other words in place of what it says; `what` is the line's verb.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it does not wait.
    """
    before = drafts.load(connection, decision.draft)
    after = drafts.edit(
        connection,
        decision.draft,
        revision=decision.revision,
        text=words,
        by=decision.person.name,
        now=decision.now,
    )
    write_down(connection, decision, what, before.text, after.text)
    return after


def write_down(
    connection: Connection,
    decision: Decision,
    what: str,
    before: str | None,
    after: str | None,
) -> None:
    """Leave the line by which anybody can see later who did what."""
    audit.write(
        connection,
        who=decision.person.name,
        what=what,
        subject=f"draft {decision.draft}",
        before=before,
        after=after,
        now=decision.now,
    )
