"""More drafts in a story's life: a reminder before the day, a word when it changed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.configuration import DraftRules
from aggregator.model.draft import Draft
from aggregator.model.facts import Kind
from aggregator.model.story import Change, Life, Story
from aggregator.run.assemble import Parts
from aggregator.run.composing import CHANGE, REMINDER, compose_for, joins, template_of
from aggregator.run.withdrawing import withdraw
from aggregator.store import audit, deliveries, drafts, following
from aggregator.store.database import Connection
from aggregator.stories.following import (
    as_told,
    is_past,
    is_reminded,
    reminder_due,
    worth_telling,
)
from aggregator.stories.life import at, life

# What was said yesterday morning may be called to mind this morning, not sooner.
APART = timedelta(hours=20)
PROGRAM = "aggregator"
FIRST = "a correction of what was posted comes first"
_REMINDED = (Kind.EVENT, Kind.JOB)
_OFF = frozenset({Life.CANCELLED, Life.POSTPONED})
_SAID = {
    "starts": "the date",
    "venue": "the place",
    "closes": "the closing date",
    "price": "the price",
    "status": "whether it takes place or has places",
}


def follow(
    parts: Parts, connection: Connection, network: str, now: datetime, room: int
) -> int:
    """Add what is due for posts of a network, changes first; says how many."""
    added = _add_changes(parts, connection, network, now)
    return added + _add_reminders(parts, connection, network, now, room - added)


def untrue(
    connection: Connection,
    draft: Draft,
    story: Story,
    rules: DraftRules,
    now: datetime,
) -> str | None:
    """Why a draft must not go out as things are now; nothing while it may."""
    stage = life(story, now)
    if stage is Life.OVER:
        return f"the {draft.kind} is {stage}"
    template = template_of(draft.purpose)
    if template == CHANGE:
        said = following.said_last(connection, story.id, draft.network)
        if said is None or not worth_telling(said, story, now):
            return "it is again as was posted"
        return None
    if stage in _OFF:
        return f"the {draft.kind} is {stage}"
    told = drafts.basis(connection, draft.id)
    if template == REMINDER and told is not None:
        return _unreminded(told, story, rules, now)
    return None


def _unreminded(
    told: Story, story: Story, rules: DraftRules, now: datetime
) -> str | None:
    if is_past(told, now):
        return "the day that it reminds of has come"
    current = as_told(told, story, now)
    if is_reminded(current, rules, now):
        return None
    return f"the {story.kind} is {life(current, now)}"


def _add_changes(
    parts: Parts, connection: Connection, network: str, now: datetime
) -> int:
    """No limit holds here: what was posted is wrong now."""
    added = 0
    for story in following.changed_since_posted(connection, network, CHANGE, now):
        said = following.said_last(connection, story.id, network)
        told = worth_telling(said, story, now) if said else ()
        if not said or not told:
            continue
        current = as_told(said, story, now)
        composed = compose_for(parts, current, network, now, purpose=CHANGE, said=said)
        draft = drafts.add(
            connection,
            composed,
            story=story.id,
            purpose=_purpose(connection, story, network, told),
            why=f"It was posted about, and {_listed(told)} changed since",
            basis=current,
            now=now,
        )
        if _kept(connection, draft, composed.text, now):
            _clear(connection, story, network, now)
            added += 1
    return added


def _clear(connection: Connection, story: Story, network: str, now: datetime) -> None:
    """A correction goes first: whatever else waits would tell it as if it were news."""
    for draft in drafts.open_of(connection, story.id):
        is_other = template_of(draft.purpose) != CHANGE and draft.network == network
        if is_other and not deliveries.on_their_way(connection, draft.id):
            withdraw(
                connection, draft, "a correction of what was posted comes first", now
            )


def _add_reminders(
    parts: Parts, connection: Connection, network: str, now: datetime, room: int
) -> int:
    rules = parts.configuration.drafts
    added = 0
    for kind in _REMINDED:
        found = following.remindable(
            connection, network, kind, posted_before=now - APART, now=now
        )
        for story in found:
            purpose = reminder_due(story, rules, now)
            if purpose is None or added >= room:
                continue
            current = at(story, now)
            composed = compose_for(
                parts,
                current,
                network,
                now,
                purpose=purpose,
                campaign=joins(parts, current, now),
            )
            draft = drafts.add(
                connection,
                composed,
                story=story.id,
                purpose=purpose,
                why=_why(current, parts.configuration.council.timezone),
                basis=current,
                now=now,
            )
            added += _kept(connection, draft, composed.text, now)
    return added


def _kept(connection: Connection, draft: int | None, text: str, now: datetime) -> int:
    if draft is None:
        return 0
    audit.write(
        connection,
        who=PROGRAM,
        what="compose",
        subject=f"draft {draft}",
        before=None,
        after=text,
        now=now,
    )
    return 1


def _why(story: Story, timezone: str) -> str:
    moment = story.starts if story.kind is Kind.EVENT else story.closes
    verb = "starts" if story.kind is Kind.EVENT else "closes"
    if isinstance(moment, datetime):
        moment = moment.astimezone(ZoneInfo(timezone))
    day = f"{moment:%A} {moment.day} {moment:%B}" if moment else "soon"
    return f"A reminder: it was posted about, and {verb} on {day}"


def _listed(told: Sequence[Change]) -> str:
    words = [_SAID.get(change.field, change.field) for change in told]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _purpose(
    connection: Connection, story: Story, network: str, told: Sequence[Change]
) -> str:
    """The same correction of the same post has one draft, however often it is found."""
    posted = following.posted_of(connection, story.id, network, CHANGE)
    facts = "\n".join(f"{change.field}={change.after}" for change in told)
    digest = hashlib.blake2b(facts.encode(), digest_size=4).hexdigest()
    return f"{CHANGE}-{posted + 1}-{digest}"
