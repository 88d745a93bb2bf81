"""An editor says which items are of one thing; later polls keep to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.decision import Bond, Decision
from aggregator.model.draft import Draft, State
from aggregator.model.errors import RefusedError
from aggregator.model.item import Item
from aggregator.model.preference import USUAL, Preference
from aggregator.model.story import Story
from aggregator.store import (
    audit,
    decisions,
    deliveries,
    drafts,
    of_story,
    stories,
    story_keys,
    ties,
)
from aggregator.store.database import Connection, Database
from aggregator.stories.index import Index
from aggregator.stories.keys import keys
from aggregator.stories.match import PUT_TOGETHER
from aggregator.stories.merge import merge as merged

PUT_APART = "an editor said that it is another thing"
_OPEN = (State.WAITING, State.APPROVED)
_ALIKE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorter:
    """Who sorts, and when, and whose account of a story comes first."""

    person: Person
    now: datetime
    prefer: Sequence[Preference] = USUAL


def split(
    database: Database, sorter: Sorter, story_id: str, item_ids: Collection[str]
) -> str:
    """Make another story of some of a story's items; says which.

    The drafts stay with what is left, and follow it as ever.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such story.
        RefusedError: none of its items, or all of them, were chosen.
    """
    require(sorter.person, Action.DECIDE)
    with database.transaction() as connection:
        story = stories.load(connection, story_id)
        chosen = [item for item in story.items if item.id in item_ids]
        left = [item for item in story.items if item.id not in item_ids]
        if not chosen or not left:
            raise RefusedError(
                "A story is split into two parts, and one of them would be empty",
                remedy="choose some of what its sources say, not none and not all",
            )
        name, first = stories.next_id(connection), story.first_seen
        other = merged(name, chosen, first, sorter.prefer)
        _save(connection, other, dict.fromkeys(_ids(chosen), PUT_APART), sorter.now)
        rest = merged(story.id, left, first, sorter.prefer)
        _save(connection, rest, {}, sorter.now)
        _decide(connection, sorter, Bond.APART, left, chosen)
        _write(connection, sorter, ("split", story.id), other.id)
    return other.id


def merge(database: Database, sorter: Sorter, story_id: str, other_id: str) -> None:
    """Take another story into a story: its items and its drafts.

    Of two open drafts for one purpose the other story's is withdrawn.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: one of them is not there.
        RefusedError: they are the same, or a draft is being sent at this moment.
    """
    require(sorter.person, Action.DECIDE)
    if story_id == other_id:
        raise RefusedError(
            "A story cannot be merged with itself", remedy="name another story"
        )
    with database.transaction() as connection:
        story = stories.load(connection, story_id)
        other = stories.load(connection, other_id)
        first = min(story.first_seen, other.first_seen)
        both = (*story.items, *other.items)
        whole = merged(story.id, both, first, sorter.prefer)
        reasons = dict.fromkeys(_ids(other.items), PUT_TOGETHER)
        _save(connection, replace(whole, first_seen=first), reasons, sorter.now)
        _take_drafts(connection, sorter, story_id, other_id)
        stories.forget(connection, other_id)
        _decide(connection, sorter, Bond.TOGETHER, story.items, other.items)
        _write(connection, sorter, ("merge", story_id), f"{other_id}: {other.title}")


def alike(database: Database, story: Story) -> tuple[Story, ...]:
    """Stories that share something with this one: what it might be merged with."""
    wanted = {key for item in story.items for key in keys(item)}
    with database.reading() as connection:
        postings = story_keys.postings(connection, wanted)
        others = {
            key: [one for one in found if one != story.id]
            for key, found in postings.items()
        }
        near = Index(others).nearest(wanted)
        return stories.load_all(connection, near[:_ALIKE])


def _take_drafts(
    connection: Connection, sorter: Sorter, story_id: str, other_id: str
) -> None:
    mine = of_story.drafts_of(connection, story_id)
    taken = {(draft.network, draft.purpose) for draft in mine}
    for draft in of_story.drafts_of(connection, other_id):
        clash = (draft.network, draft.purpose) in taken
        if clash and draft.state in _OPEN:
            _withdraw(connection, sorter, draft, story_id)
        purpose = f"{draft.purpose}-{other_id}" if clash else draft.purpose
        ties.hand_over(connection, draft.id, story_id, purpose)


def _withdraw(
    connection: Connection, sorter: Sorter, draft: Draft, story_id: str
) -> None:
    if deliveries.on_their_way(connection, draft.id):
        raise RefusedError(
            f"Draft {draft.id} is being sent at this moment",
            remedy="wait a minute, then merge them",
        )
    deliveries.cancel(connection, draft.id)
    drafts.move(
        connection,
        draft.id,
        revision=draft.revision,
        to=State.WITHDRAWN,
        by=sorter.person.name,
        reason=f"it is the same as story {story_id}, which has a draft already",
        now=sorter.now,
    )


def _save(
    connection: Connection, story: Story, reasons: dict[str, str], now: datetime
) -> None:
    found = {item.id: keys(item) for item in story.items}
    stories.save(connection, story, found, reasons, now)


def _decide(
    connection: Connection,
    sorter: Sorter,
    bond: Bond,
    one: Sequence[Item],
    other: Sequence[Item],
) -> None:
    decision = Decision(bond=bond, one=_ids(one), other=_ids(other))
    decisions.add(connection, decision, by=sorter.person.name, now=sorter.now)


def _ids(items: Sequence[Item]) -> frozenset[str]:
    return frozenset(item.id for item in items)


def _write(
    connection: Connection, sorter: Sorter, deed: tuple[str, str], after: str
) -> None:
    what, story = deed
    audit.write(
        connection,
        who=sorter.person.name,
        what=what,
        subject=f"story {story}",
        before=None,
        after=after,
        now=sorter.now,
    )
