"""A draft with everything an editor needs beside it to decide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.desk.surroundings import Surroundings, around, findings
from aggregator.drafts.measure import Measured
from aggregator.drafts.thread import measured
from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.delivery import Delivery
from aggregator.model.draft import Draft, Finding, State
from aggregator.model.facts import Kind
from aggregator.model.story import Change, Story
from aggregator.store import deliveries, drafts, stories
from aggregator.store.database import Connection, Database
from aggregator.stories.following import subject
from aggregator.stories.life import changes

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One draft, its story as it is now, and what to know before saying yes.

    `changed` lists what is no longer as it was when the draft was written.
    """

    draft: Draft
    story: Story | None
    measured: Measured
    findings: tuple[Finding, ...]
    deliveries: tuple[Delivery, ...]
    changed: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which drafts to show; those put aside, or with their authors, only alone."""

    states: tuple[State, ...] = (State.WAITING,)
    kind: Kind | None = None
    search: str | None = None
    network: str | None = None
    campaign: str | None = None
    put_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A page of the queue; `next` asks for the one after it.

    `resting` is how many of those that wait are put aside or with their authors.
    """

    cards: tuple[Card, ...]
    next: str | None
    counts: dict[State, int]
    resting: int = 0


def page(
    database: Database,
    filters: Filters,
    now: datetime,
    *,
    after: str | None = None,
    limit: int = PAGE,
    rules: CheckRules = USUAL,
) -> CardPage:
    """Cards in the order in which they should be decided."""
    with database.reading() as connection:
        found = drafts.page(
            connection,
            states=filters.states,
            kind=filters.kind,
            search=filters.search,
            network=filters.network,
            campaign=filters.campaign,
            awake_at=None if filters.put_aside else now,
            resting_at=now if filters.put_aside else None,
            after=after,
            limit=limit,
        )
        return CardPage(
            cards=_cards(connection, found.drafts, found.told, now, rules),
            next=found.next,
            counts=drafts.counts(connection),
            resting=drafts.resting(connection, now),
        )


def every(
    database: Database,
    states: Sequence[State],
    now: datetime,
    *,
    rules: CheckRules = USUAL,
) -> Iterator[Card]:
    """All cards in these states, a page at a time."""
    after = None
    filters = Filters(states=tuple(states))
    while True:
        found = page(database, filters, now, after=after, rules=rules)
        yield from found.cards
        if found.next is None:
            return
        after = found.next


def one(
    database: Database,
    draft_id: int,
    now: datetime,
    *,
    rules: CheckRules = USUAL,
) -> Card:
    """The card of one draft.

    Raises:
        NotFoundError: there is no such draft.
    """
    with database.reading() as connection:
        draft = drafts.load(connection, draft_id)
        told = drafts.basis(connection, draft_id)
        about = {draft_id: told} if told else {}
        return _cards(connection, (draft,), about, now, rules)[0]


def findings_of(
    connection: Connection,
    draft: Draft,
    now: datetime,
    rules: CheckRules,
    *,
    due: datetime | None = None,
) -> tuple[Finding, ...]:
    """What the checks say of a draft as it is written now, if it goes out at `due`."""
    story = stories.load(connection, draft.story) if draft.story else None
    promised = deliveries.for_drafts(connection, [draft.id])
    known = around(connection, (draft,), promised, now, rules)
    if due is not None:
        known = replace(known, due={draft.id: due})
    return findings(draft, story, known)


def _cards(
    connection: Connection,
    found: Sequence[Draft],
    told: Mapping[int, Story],
    now: datetime,
    rules: CheckRules,
) -> tuple[Card, ...]:
    """The same few questions to the database, however many cards there are."""
    wanted = dict.fromkeys(draft.story for draft in found if draft.story)
    about = {story.id: story for story in stories.load_all(connection, [*wanted])}
    promised = deliveries.for_drafts(connection, [draft.id for draft in found])
    known = around(connection, found, promised, now, rules)
    return tuple(
        _card(
            draft,
            about[draft.story] if draft.story else None,
            told.get(draft.id),
            promised.get(draft.id, ()),
            known,
        )
        for draft in found
    )


def _card(
    draft: Draft,
    story: Story | None,
    told: Story | None,
    promised: tuple[Delivery, ...],
    known: Surroundings,
) -> Card:
    return Card(
        draft=draft,
        story=story,
        measured=measured(draft.text, draft.network),
        findings=findings(draft, story, known),
        deliveries=promised,
        changed=(
            changes(told, subject(draft.purpose, story, told, known.now))
            if told and story
            else ()
        ),
    )
