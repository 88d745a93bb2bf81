"""When each source is due, who is asking it now, and how it is doing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, insert, literal, or_, select, update

from aggregator.model.document import Validators
from aggregator.model.health import Health, SourceHealth
from aggregator.store.tables.metadata import Instant
from aggregator.store.tables.sources import polls as poll_rows
from aggregator.store.tables.sources import sources
from aggregator.store.upsert import insert_or

# Two days of a source that is asked every hour.
POLLS_KEPT = 50
UNCHANGED = "unchanged"
_NO_VALIDATORS: dict[str, None] = {
    "etag": None,
    "last_modified": None,
    "body_hash": None,
}
_EMPTY = "It has no entries at all; look whether its page or its address has changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to ask one source now; `token` tells it from every other claim."""

    source: str
    validators: Validators
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One line of a source's history; `outcome` is a health or "unchanged"."""

    at: datetime
    outcome: str
    entries: int | None = None
    sentence: str | None = None


def sync(
    connection: Connection,
    source_ids: Sequence[str],
    now: datetime,
    *,
    fingerprints: Mapping[str, str] | None = None,
) -> None:
    """Every configured source has a row; one that is new is due at once.

    A source that is configured no more keeps its row and is never due. Where a
    source's fingerprint differs from the one kept, it is configured differently:
    its validators are forgotten and it is due at once.
    """
    connection.execute(
        update(sources)
        .where(sources.c.configured, sources.c.id.not_in(source_ids))
        .values(configured=False)
    )
    new = {
        "configured": True,
        "next_due": now,
        "health": Health.NEW,
        "since": now,
        "failures": 0,
        "token": 0,
    }
    marks = fingerprints or {}
    if source_ids:
        connection.execute(
            insert_or(connection, sources).on_conflict_do_nothing(),
            [
                {"id": name, "fingerprint": marks.get(name), **new}
                for name in source_ids
            ],
        )
    connection.execute(
        update(sources)
        .where(~sources.c.configured, sources.c.id.in_(source_ids))
        .values(configured=True, next_due=now)
    )
    _forget_reconfigured(connection, marks, now)


def claim_due(
    connection: Connection,
    now: datetime,
    *,
    only: Sequence[str] | None = None,
    force: bool = False,
    lease: timedelta,
    limit: int,
) -> tuple[Claim, ...]:
    """Sources to ask now, longest due first, held until they are recorded.

    Nobody else gets them until then or until `lease` has passed. With `force`,
    sources that are not due yet as well, but never one that somebody holds.
    """
    free = or_(sources.c.leased_until.is_(None), sources.c.leased_until <= now)
    due = select(sources.c.id).where(sources.c.configured, free)
    if not force:
        due = due.where(sources.c.next_due <= now)
    if only is not None:
        due = due.where(sources.c.id.in_(only))
    due = due.order_by(sources.c.next_due, sources.c.id).limit(limit)
    chosen = connection.scalars(due.with_for_update(skip_locked=True)).all()
    if not chosen:
        return ()
    rows = connection.execute(
        update(sources)
        .where(sources.c.id.in_(chosen), free)
        .values(token=sources.c.token + 1, leased_until=now + lease)
        .returning(sources)
    ).mappings()
    claims = {row["id"]: _claim(row) for row in rows}
    return tuple(claims[name] for name in chosen if name in claims)


def record_good(
    connection: Connection,
    claim: Claim,
    *,
    validators: Validators,
    entries: int,
    problem: str | None,
    next_due: datetime,
    now: datetime,
) -> bool:
    """A document was read; false if the claim is held no more."""
    health = Health.ODD if problem else Health.OK
    if not entries:
        health, problem = Health.EMPTY, problem or _EMPTY
    return _record(
        connection,
        claim,
        now,
        Poll(at=now, outcome=health, entries=entries, sentence=problem),
        {
            **_health(health, problem, now),
            **_validators(validators),
            "good_health": health,
            "good_sentence": problem,
            "entries": entries,
            "last_good": now,
            "next_due": next_due,
            "failures": 0,
        },
    )


def record_unchanged(
    connection: Connection,
    claim: Claim,
    *,
    validators: Validators,
    next_due: datetime,
    now: datetime,
) -> bool:
    """Nothing new: it is as well as its last document; false without the claim."""
    health = connection.scalar(
        select(sources.c.good_health).where(sources.c.id == claim.source)
    )
    return _record(
        connection,
        claim,
        now,
        Poll(at=now, outcome=UNCHANGED),
        {
            **_health(Health(health or Health.OK), None, now),
            **_validators(validators),
            "sentence": sources.c.good_sentence,
            "last_good": now,
            "next_due": next_due,
            "failures": 0,
        },
    )


def record_failure(
    connection: Connection,
    claim: Claim,
    *,
    health: Health,
    sentence: str,
    next_due: datetime,
    now: datetime,
) -> bool:
    """The poll brought nothing usable; false if the claim is held no more."""
    return _record(
        connection,
        claim,
        now,
        Poll(at=now, outcome=health, sentence=sentence),
        {
            **_health(health, sentence, now),
            "next_due": next_due,
            "failures": sources.c.failures + 1,
        },
    )


def forget_bodies(connection: Connection, source_id: str) -> None:
    """Have the next document parsed even if it is the same as the last."""
    connection.execute(
        update(sources).where(sources.c.id == source_id).values(**_NO_VALIDATORS)
    )


def failures(connection: Connection, source_id: str) -> int:
    """How many polls in a row brought nothing usable."""
    found = connection.scalar(
        select(sources.c.failures).where(sources.c.id == source_id)
    )
    return found or 0


def health(connection: Connection) -> tuple[SourceHealth, ...]:
    """How every configured source is doing, by id."""
    query = select(sources).where(sources.c.configured).order_by(sources.c.id)
    return tuple(
        SourceHealth(
            source=row["id"],
            health=Health(row["health"]),
            sentence=row["sentence"],
            since=row["since"],
            last_polled=row["last_polled"],
            last_good=row["last_good"],
            next_due=row["next_due"],
            entries=row["entries"],
            failures=row["failures"],
        )
        for row in connection.execute(query).mappings()
    )


def polls(connection: Connection, source_id: str, limit: int) -> tuple[Poll, ...]:
    """The last polls of a source, newest first; some fifty are kept."""
    columns = (
        poll_rows.c.at,
        poll_rows.c.outcome,
        poll_rows.c.entries,
        poll_rows.c.sentence,
    )
    query = (
        select(*columns)
        .where(poll_rows.c.source == source_id)
        .order_by(poll_rows.c.id.desc())
        .limit(limit)
    )
    return tuple(Poll(**row) for row in connection.execute(query).mappings())


def _forget_reconfigured(
    connection: Connection, fingerprints: Mapping[str, str], now: datetime
) -> None:
    kept = connection.execute(
        select(sources.c.id, sources.c.fingerprint).where(
            sources.c.id.in_(fingerprints)
        )
    ).all()
    for name, before in kept:
        if before == fingerprints[name]:
            continue
        values: dict[str, Any] = {"fingerprint": fingerprints[name]}
        if before is not None:
            values |= {**_NO_VALIDATORS, "next_due": now}
        connection.execute(update(sources).where(sources.c.id == name).values(**values))


def _claim(row: Mapping[Any, Any]) -> Claim:
    validators = Validators(**{name: row[name] for name in _NO_VALIDATORS})
    return Claim(source=row["id"], validators=validators, token=row["token"])


def _validators(validators: Validators) -> dict[str, Any]:
    return {name: getattr(validators, name) for name in _NO_VALIDATORS}


def _health(health: Health, sentence: str | None, now: datetime) -> dict[str, Any]:
    since = case(
        (sources.c.health == health, sources.c.since), else_=literal(now, Instant)
    )
    return {"health": health, "sentence": sentence, "since": since}


def _record(
    connection: Connection,
    claim: Claim,
    now: datetime,
    poll: Poll,
    values: Mapping[str, Any],
) -> bool:
    held = connection.execute(
        update(sources)
        .where(
            sources.c.id == claim.source,
            sources.c.token == claim.token,
            sources.c.leased_until.is_not(None),
        )
        .values(**values, last_polled=now, leased_until=None)
    )
    if held.rowcount != 1:
        return False
    connection.execute(
        insert(poll_rows).values(
            source=claim.source,
            at=poll.at,
            outcome=poll.outcome,
            entries=poll.entries,
            sentence=poll.sentence,
        )
    )
    _drop_old_polls(connection, claim.source)
    return True


def _drop_old_polls(connection: Connection, source_id: str) -> None:
    oldest_kept = (
        select(poll_rows.c.id)
        .where(poll_rows.c.source == source_id)
        .order_by(poll_rows.c.id.desc())
        .limit(1)
        .offset(POLLS_KEPT)
        .scalar_subquery()
    )
    connection.execute(
        delete(poll_rows).where(
            poll_rows.c.source == source_id, poll_rows.c.id <= oldest_kept
        )
    )
