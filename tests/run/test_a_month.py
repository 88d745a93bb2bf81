"""A month of polls with every kind of change: no false post was possible at any moment.

The editor approves, edits, rejects and posts at random between the polls. What is
approved at any moment could be posted at that moment, so that is what is held to the
truth; what was posted and is no longer true must be followed by a correction.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.desk import queue
from aggregator.desk.decision import Decision
from aggregator.drafts.moments import day, span
from aggregator.model.council import Person, Role
from aggregator.model.draft import Draft, State
from aggregator.model.errors import AggregatorError
from aggregator.model.facts import Kind, Status
from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.run.assemble import assembled
from aggregator.run.composing import template_of
from aggregator.run.drafting import draft_stories
from aggregator.run.placing import place_items
from aggregator.store import drafts, following, stories
from aggregator.store.of_story import drafts_of
from aggregator.stories.following import is_past
from tests.builders import NOW
from tests.run.world import PLACES, Thing, World

ADA = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
POLL = timedelta(hours=6)
POLLS = 4 * 30
COUNCIL = """
[council]
name = "Ambleford Libraries"
[drafts]
per_cycle = 40
remind_events = ["3d", "1d"]
"""


@dataclass
class Month:
    """One program, its world, and an editor who does this and that."""

    parts: object
    world: World
    # Each thing as its own site last told it to us.
    known: dict[int, Thing] = field(default_factory=dict)

    def poll(self):
        """Sources are read; now and then one fails, or brings half of what it has."""
        chance = self.world.chance
        with self.parts.database.transaction() as connection:
            for read in (self.world.own, self.world.county, self.world.calendar):
                items = read()
                luck = chance.random()
                if luck < 0.06:
                    continue
                if luck < 0.12:
                    items = items[: len(items) // 2]
                if read == self.world.own:
                    self.known |= {n: self.world.things[n] for n in map(number, items)}
                chance.shuffle(items)
                place_items(connection, items, self.world.now)
            draft_stories(self.parts, connection, self.world.now)

    def edit(self):
        """The editor's hour."""
        chance = self.world.chance
        for draft in self.drafts(State.WAITING):
            luck = chance.random()
            if luck < 0.1:
                self.decide(queue.edit, draft, f"Do come! {draft.text}")
            elif luck < 0.5:
                self.decide(queue.approve, draft)
            elif luck < 0.55:
                self.decide(queue.reject, draft, "not for us")
        for draft in self.drafts(State.APPROVED):
            if chance.random() < 0.5:
                self.decide(queue.posted, draft, None)

    def decide(self, verb, draft, *more):
        decision = Decision(
            person=ADA, draft=draft.id, revision=draft.revision, now=self.world.now
        )
        try:
            verb(self.parts.database, decision, *more)
        except AggregatorError:
            # Too long after "Do come!", or a check says no.
            assert verb in {queue.approve, queue.edit}

    def drafts(self, *states):
        with self.parts.database.reading() as connection:
            return drafts.page(connection, states=states, limit=1000).drafts

    def thing(self, draft: Draft) -> Thing:
        with self.parts.database.reading() as connection:
            story = stories.load(connection, draft.story)
        numbers = set(map(number, story.items))
        assert len(numbers) == 1, f"two things in one story: {numbers}"
        return self.world.things[numbers.pop()]

    def false(self, draft: Draft) -> str | None:
        """What is wrong with a draft, by all that could be known of its thing."""
        thing = self.thing(draft)
        faults = [
            wrong(draft, one, self.world.now)
            for one in (thing, self.known.get(thing.number, thing))
        ]
        return None if None in faults else faults[0]

    def unanswered(self):
        """Posts that are no longer true, and nothing in the queue says so."""
        found = []
        for draft in self.drafts(State.PUBLISHED):
            thing = self.thing(draft)
            truths = (thing, self.known.get(thing.number, thing))
            with self.parts.database.reading() as connection:
                said = following.said_last(connection, draft.story, "x")
                every = drafts_of(connection, draft.story)
            if is_past(said, self.world.now) or any(
                _is_so(said, one) for one in truths
            ):
                continue
            heard = {State.WAITING, State.APPROVED, State.REJECTED}
            if not any(
                one.state in heard and template_of(one.purpose) == "change"
                for one in every
            ):
                found.append((said.starts, said.venue, said.status, thing))
        return found

    def told(self):
        """Every draft that is open or out, by the thing that it is about."""
        found: dict[int, list[Draft]] = {}
        every = self.drafts(State.WAITING, State.APPROVED, State.PUBLISHED)
        for draft in sorted(every, key=lambda one: one.id):
            found.setdefault(self.thing(draft).number, []).append(draft)
        return found


def _is_so(said: Story, thing: Thing) -> bool:
    return (said.starts or said.closes, said.venue, said.status) == (
        thing.starts or thing.closes,
        thing.venue,
        thing.status,
    )


def number(item: Item) -> int:
    return int(item.id.rpartition("-")[2])


def written(thing: Thing, now: datetime) -> str:
    moment = thing.starts or thing.closes
    return day(span(moment, None, UTC, now, "en"))


def wrong(draft: Draft, thing: Thing, now: datetime) -> str | None:
    """What a reader of this post would be told that is not so."""
    moment = thing.starts or thing.closes
    if moment <= now and thing.kind is Kind.EVENT:
        return "it has begun"
    cancelled = draft.text.startswith(("Cancelled", "Do come! Cancelled"))
    if cancelled != (thing.status is Status.CANCELLED):
        return f"it is {thing.status}"
    if fault := wrong_about_places(draft, thing):
        return fault
    if written(thing, now) not in draft.text:
        return f"it is on {written(thing, now)}"
    others = {name for name in PLACES if name in draft.text} - {thing.venue}
    if others and template_of(draft.purpose) != "change":
        return f"it is at {thing.venue}"
    return None


def wrong_about_places(draft: Draft, thing: Thing) -> str | None:
    says_gone = "Sold out" in draft.text
    if says_gone and thing.status is not Status.SOLD_OUT:
        return "there are places"
    # What a person wrote is theirs to judge: a check beside it says so.
    is_ours = draft.text == draft.composed
    if is_ours and thing.status is Status.SOLD_OUT and not says_gone:
        return "it is sold out"
    return None


@pytest.mark.parametrize("seed", [2, 5])
def test_no_false_post_was_possible_at_any_moment(tmp_path, seed):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    world = World(seed=seed, now=NOW)
    with assembled(tmp_path, clock=lambda: world.now) as parts:
        month = Month(parts=parts, world=world)
        for poll in range(POLLS):
            month.poll()
            for draft in month.drafts(State.APPROVED):
                fault = month.false(draft)
                assert fault is None, f"poll {poll}: {fault}: {draft}"
            assert month.unanswered() == []
            month.edit()
            world.edition += 1
            world.pass_time(POLL)
        told = month.told()
    assert len(told) > 15, "the month must have something to tell"
    for thing, found in told.items():
        purposes = Counter(draft.purpose for draft in found)
        assert max(purposes.values()) == 1, f"{thing}: {purposes}"
