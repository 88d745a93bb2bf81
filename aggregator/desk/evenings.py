"""A live evening as it is now: its run-sheet, what was made of it, and the thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.drafts.run_sheet import blanks
from aggregator.model.council import Person, Role
from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import Draft, State
from aggregator.model.evening import EARLY, PATIENCE, Evening, Line
from aggregator.store import audit, deliveries, evenings
from aggregator.store.database import Connection, Database

# What begins the name of words that nobody prepared; no line's id may.
OWN = "+"
_GONE = (State.REJECTED, State.WITHDRAWN)
_UNSENT = (DeliveryState.READY, DeliveryState.CLAIMED, DeliveryState.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One draft of the evening on its network, and how it stands in the thread.

    It `waits_until` then at most for the one before it. One that is `alone` went as a
    post of its own, for the one before was not out in time. `answers` is the address of
    the post that somebody who posts it by hand would answer. `sent_by` is who said yes,
    and `sent_at` when.
    """

    draft: Draft
    sent_by: str | None = None
    sent_at: datetime | None = None
    delivery: Delivery | None = None
    waits_until: datetime | None = None
    alone: bool = False
    answers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line as it is now, or what somebody said without one."""

    key: str
    line: Line | None = None
    blanks: tuple[str, ...] = ()
    embargoed: bool = False
    posts: tuple[Told, ...] = ()

    @property
    def who(self) -> str | None:
        """Who sent it; who handed it in, as long as nobody has."""
        first = self.posts[0] if self.posts else None
        if first is None:
            return None
        brought = first.draft.brought_by
        return brought if self.waiting else first.sent_by or brought

    @property
    def waiting(self) -> bool:
        """Whether a person has still to say yes."""
        return any(one.draft.state is State.WAITING for one in self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An evening with its lines in their order, and what else was said, newest first.

    `used` has everything that was made of it, in the order in which it was.
    """

    evening: Evening
    cues: tuple[Cue, ...]
    own: tuple[Cue, ...]
    used: tuple[Cue, ...]


def sheet(database: Database, evening: Evening, now: datetime) -> Sheet:
    """The evening as it is now."""
    with database.reading() as connection:
        found = evenings.of(connection, evening.id)
        ids = [draft.id for _, draft in found]
        promised = deliveries.for_drafts(connection, ids) if ids else {}
        names = [f"draft {number}" for number in ids]
        said_yes = audit.latest(connection, State.APPROVED, names)
        made: dict[str, list[Told]] = {}
        for cue, draft in found:
            if is_standing(draft):
                one = _told(connection, draft, promised.get(draft.id, ()))
                if line := said_yes.get(f"draft {draft.id}"):
                    one = replace(one, sent_by=line.who, sent_at=line.at)
                made.setdefault(cue, []).append(one)
    cues = tuple(
        Cue(
            key=line.id,
            line=line,
            blanks=blanks(line),
            embargoed=is_embargoed(line, now),
            posts=tuple(made.get(line.id, ())),
        )
        for line in evening.lines
    )
    lines = {one.key: one for one in cues}
    used = tuple(
        lines.get(key) or Cue(key=key, posts=tuple(posts))
        for key, posts in made.items()
    )
    own = tuple(one for one in reversed(used) if one.line is None)
    return Sheet(evening=evening, cues=cues, own=own, used=used)


def chosen(evenings: Sequence[Evening], now: datetime) -> Evening | None:
    """The evening that is on, or is next, or was last."""
    to_come = [one for one in evenings if one.ends > now]
    if to_come:
        return min(to_come, key=lambda one: one.starts)
    return max(evenings, key=lambda one: one.ends, default=None)


def is_named(evening: Evening, person: Person) -> bool:
    """Whether this person is one of those who send that evening."""
    if person.role in evening.roles:
        return True
    return person.name.casefold() in {one.casefold() for one in evening.names}


def may_send(evening: Evening, person: Person, now: datetime) -> bool:
    """Whether this person may send now; editors may before the others."""
    if now >= evening.ends or not is_named(evening, person):
        return False
    return person.role is Role.EDITOR or now >= evening.starts - EARLY


def is_standing(draft: Draft) -> bool:
    """Whether nobody took it away: a line of which all is gone may be used again."""
    return draft.state not in _GONE


def is_embargoed(line: Line, now: datetime) -> bool:
    """Whether it is too early for it."""
    return line.embargo is not None and now < line.embargo


def _told(connection: Connection, draft: Draft, promised: tuple[Delivery, ...]) -> Told:
    standing = [one for one in promised if one.state is not DeliveryState.CANCELLED]
    if not standing:
        return Told(draft=draft)
    delivery = standing[0]
    found = evenings.before(connection, delivery, named=False)
    if found is None:
        return Told(draft=draft, delivery=delivery)
    before, _ = found
    is_out = before.state is DeliveryState.PUBLISHED
    waits = delivery.state in _UNSENT and delivery.payload is None and not is_out
    return Told(
        draft=draft,
        delivery=delivery,
        waits_until=delivery.moment + PATIENCE if waits else None,
        alone=_is_alone(connection, delivery),
        answers=before.address if is_out else None,
    )


def _is_alone(connection: Connection, delivery: Delivery) -> bool:
    """Whether it went without the one that it could have answered."""
    payload = delivery.payload
    if payload is None or payload.after is not None:
        return False
    return evenings.before(connection, delivery) is not None
