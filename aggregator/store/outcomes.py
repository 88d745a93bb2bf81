"""What polls brought is written down, many sources at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Update,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from aggregator.model.document import Validators
from aggregator.model.health import Health
from aggregator.model.rhythm import Rhythm
from aggregator.store.chunks import among
from aggregator.store.rows import Plain, insert_rows, instant, run_rows
from aggregator.store.sources import NO_VALIDATORS, Claim
from aggregator.store.tables.metadata import Instant
from aggregator.store.tables.sources import polls, sources

# Two days of a source that is asked every hour.
POLLS_KEPT = 50
UNCHANGED = "unchanged"
_EMPTY = "It has no entries at all; look whether its page or its address has changed"
_MOVED = 'It has moved for good; write url = "{}" in sources.toml'


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A document was read; `problem` is what an editor should know all the same.

    `reporting` says that the problem is the source's own word on a failure.
    `moved_to` is the address to ask from now on, where it has moved for good.
    `interval` is how long it is left alone now, by its rhythm.
    """

    claim: Claim
    validators: Validators
    entries: int
    problem: str | None
    next_due: datetime
    reporting: bool = False
    moved_to: str | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    interval: timedelta | None = None

    @property
    def state(self) -> tuple[Health, str | None]:
        """How the source is, and the sentence for it."""
        if self.reporting and self.problem:
            return Health.REPORTING, self.problem
        if not self.entries:
            return Health.EMPTY, self.problem or _EMPTY
        moved = _moved(self.moved_to)
        if self.problem:
            return Health.ODD, f"{self.problem} {moved}" if moved else self.problem
        return (Health.MOVED if moved else Health.OK), moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Nothing new: the source is as well as its last document."""

    claim: Claim
    validators: Validators
    next_due: datetime
    moved_to: str | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    interval: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The poll brought nothing usable."""

    claim: Claim
    health: Health
    sentence: str
    next_due: datetime


Outcome = Good | Same | Failed


def held(connection: Connection, claims: Iterable[Claim]) -> frozenset[str]:
    """The sources whose claims still hold, kept from everybody else until the end."""
    tokens = {claim.source: claim.token for claim in claims}
    asked = among(connection, sources.c.id, tokens)
    rows = connection.execute(
        select(sources.c.id, sources.c.token)
        .where(asked, sources.c.leased_until.is_not(None))
        .order_by(sources.c.id)
        .with_for_update()
    )
    return frozenset(name for name, token in rows.all() if tokens[name] == token)


def record(
    connection: Connection,
    outcomes: Sequence[Outcome],
    now: datetime,
    holding: frozenset[str] | None = None,
) -> frozenset[str]:
    """Write down what polls brought; the sources whose claims hold, and no others.

    `holding` is what `held` has said within this transaction, if it was asked.
    """
    if holding is None:
        holding = held(connection, [outcome.claim for outcome in outcomes])
    kept = [outcome for outcome in outcomes if outcome.claim.source in holding]
    goods = [outcome for outcome in kept if isinstance(outcome, Good)]
    sames = [outcome for outcome in kept if isinstance(outcome, Same)]
    fails = [outcome for outcome in kept if isinstance(outcome, Failed)]
    for statement, rows in (
        (_GOOD, [_good(outcome, now) for outcome in goods]),
        (_SAME, [_same(outcome, now) for outcome in sames]),
        (_FAILED, [_failed(outcome, now) for outcome in fails]),
    ):
        run_rows(connection, statement, rows)
    _write_down(connection, kept, now)
    return holding


def _health(health: str) -> dict[str, Any]:
    """The new health, and since when: the moment stays while the health does."""
    since = case((sources.c.health == bindparam(health), sources.c.since), else_=_NOW)
    return {"health": bindparam(health), "since": since}


_NOW = bindparam("at", type_=Instant)
_POLLED = {"last_polled": _NOW, "leased_until": None}
_OF = sources.c.id == bindparam("of")
_FRESH = {
    **{name: bindparam(f"new_{name}") for name in NO_VALIDATORS},
    "moved_to": bindparam("new_moved_to"),
    "changed_at": bindparam("new_changed_at", type_=Instant),
    "gap": bindparam("new_gap"),
    "interval": bindparam("new_interval"),
    "next_due": bindparam("new_due", type_=Instant),
    "last_good": _NOW,
    "failures": 0,
}
_GOOD: Update = (
    update(sources)
    .where(_OF)
    .values(
        **_POLLED,
        **_FRESH,
        **_health("new_health"),
        sentence=bindparam("new_sentence"),
        good_health=bindparam("new_health"),
        good_sentence=bindparam("new_sentence"),
        entries=bindparam("new_entries"),
    )
)
# As well as its last document; whether it has moved, each answer tells anew.
_was = func.coalesce(sources.c.good_health, Health.OK.value)
_WELL = or_(_was == Health.OK.value, _was == Health.MOVED.value)
_IS = case((_WELL, bindparam("new_health")), else_=_was)
_SAME: Update = (
    update(sources)
    .where(_OF)
    .values(
        **_POLLED,
        **_FRESH,
        health=_IS,
        since=case((sources.c.health == _IS, sources.c.since), else_=_NOW),
        sentence=case(
            (_WELL, bindparam("new_sentence")), else_=sources.c.good_sentence
        ),
    )
)
_FAILED: Update = (
    update(sources)
    .where(_OF)
    .values(
        **_POLLED,
        **_health("new_health"),
        sentence=bindparam("new_sentence"),
        # An address that was remembered leads nowhere: ask the one that was written.
        moved_to=None,
        next_due=bindparam("new_due", type_=Instant),
        failures=sources.c.failures + 1,
    )
)
_NEXT_KEPT = (
    select(polls.c.id)
    .where(polls.c.source == bindparam("of"))
    .order_by(polls.c.id.desc())
    .limit(1)
    .offset(POLLS_KEPT)
    .scalar_subquery()
)
_POLL = ("source", "at", "outcome", "sentence", "entries")
_DROP_OLD = delete(polls).where(
    polls.c.source == bindparam("of"), polls.c.id <= _NEXT_KEPT
)


def _good(outcome: Good, now: datetime) -> dict[str, Any]:
    health, sentence = outcome.state
    said = {
        "new_health": health,
        "new_sentence": sentence,
        "new_entries": outcome.entries,
    }
    return {**_fresh(outcome, now), **said}


def _same(outcome: Same, now: datetime) -> dict[str, Any]:
    moved = _moved(outcome.moved_to)
    health = Health.MOVED if moved else Health.OK
    return {**_fresh(outcome, now), "new_health": health, "new_sentence": moved}


def _moved(address: str | None) -> str | None:
    return None if address is None else _MOVED.format(address)


def _fresh(outcome: Good | Same, now: datetime) -> dict[str, Any]:
    gap, interval = outcome.rhythm.gap, outcome.interval
    return {
        "of": outcome.claim.source,
        "at": now,
        "new_moved_to": outcome.moved_to,
        "new_changed_at": outcome.rhythm.changed_at,
        "new_gap": None if gap is None else int(gap.total_seconds()),
        "new_interval": None if interval is None else int(interval.total_seconds()),
        "new_due": outcome.next_due,
        **{f"new_{name}": getattr(outcome.validators, name) for name in NO_VALIDATORS},
    }


def _failed(outcome: Failed, now: datetime) -> dict[str, Any]:
    return {
        "of": outcome.claim.source,
        "at": now,
        "new_health": outcome.health,
        "new_sentence": outcome.sentence,
        "new_due": outcome.next_due,
    }


def _write_down(
    connection: Connection, outcomes: Sequence[Outcome], now: datetime
) -> None:
    at = instant(connection.dialect, now)
    insert_rows(
        connection,
        polls,
        _POLL,
        [_poll(outcome, at) for outcome in outcomes],
        conflict="",
    )
    # PostgreSQL drops whole stretches of time instead (store/partitions.py).
    if connection.dialect.name == "sqlite":
        run_rows(
            connection,
            _DROP_OLD,
            [{"of": outcome.claim.source} for outcome in outcomes],
        )


def _poll(outcome: Outcome, at: Plain) -> tuple[Plain, ...]:
    source = outcome.claim.source
    if isinstance(outcome, Same):
        return source, at, UNCHANGED, None, None
    if isinstance(outcome, Failed):
        return source, at, outcome.health, outcome.sentence, None
    health, sentence = outcome.state
    return source, at, health, sentence, outcome.entries
