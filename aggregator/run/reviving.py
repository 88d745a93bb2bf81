"""What was withdrawn comes back when it is true again, unless its source wavers."""

from datetime import datetime

from aggregator.drafts.shares import unshared
from aggregator.model.configuration import Configuration, DraftRules
from aggregator.model.draft import ANNOUNCE, Draft, State
from aggregator.model.story import Story
from aggregator.run.composing import CHANGE, REMINDER, template_of
from aggregator.run.following import untrue
from aggregator.store import audit, drafts, following, stories
from aggregator.store.database import Connection
from aggregator.stories.following import reminder_due
from aggregator.stories.life import is_current

PROGRAM = "aggregator"
REVIVE = "revive"
# A source that says yes and no in turn is left to a person after so often.
_PATIENCE = 2
_HISTORY = 200


def revive(
    connection: Connection, configuration: Configuration, now: datetime
) -> tuple[Draft, ...]:
    """Withdrawn drafts whose stories are again as they say, waiting once more."""
    found = []
    for number, story_id in following.withdrawn_since(connection, now):
        draft = drafts.load(connection, number)
        story = stories.load(connection, story_id)
        if unshared(story, configuration.checks.shares, now):
            continue
        if _is_wanted(connection, draft, story, configuration.drafts, now):
            found.append(_back(connection, draft, now))
    return tuple(found)


def _is_wanted(
    connection: Connection, draft: Draft, story: Story, rules: DraftRules, now: datetime
) -> bool:
    if untrue(connection, draft, story, rules, now):
        return False
    template = template_of(draft.purpose)
    if template == ANNOUNCE and not is_current(story, rules, now):
        return False
    if template == REMINDER and reminder_due(story, rules, now) != draft.purpose:
        return False
    if template == CHANGE and _is_told(connection, draft):
        return False
    return not _wavers(connection, draft)


def _is_told(connection: Connection, draft: Draft) -> bool:
    """Whether another draft tells of the change, or has told of it."""
    assert draft.story is not None  # it was withdrawn because of its story
    posted = following.posted_of(connection, draft.story, draft.network, CHANGE)
    if draft.purpose.split("-")[1] != str(posted + 1):
        return True
    return any(
        other.network == draft.network and template_of(other.purpose) == CHANGE
        for other in drafts.open_of(connection, draft.story)
    )


def _wavers(connection: Connection, draft: Draft) -> bool:
    lines = audit.read(connection, subject=f"draft {draft.id}", limit=_HISTORY)
    return sum(line.what == REVIVE for line in lines) >= _PATIENCE


def _back(connection: Connection, draft: Draft, now: datetime) -> Draft:
    reason = "it is again as the draft says"
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
        what=REVIVE,
        subject=f"draft {draft.id}",
        before=draft.reason,
        after=reason,
        now=now,
    )
    return back
