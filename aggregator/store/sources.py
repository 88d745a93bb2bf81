"""When each source is due, who is asking it now, and how it is doing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, update

from aggregator.model.document import Validators
from aggregator.model.health import Health, SourceHealth
from aggregator.model.rhythm import Rhythm
from aggregator.store.chunks import among, chunks
from aggregator.store.tables.sources import polls as poll_rows
from aggregator.store.tables.sources import sources
from aggregator.store.upsert import insert_or

# What makes the next document be read again, whatever it is.
NO_VALIDATORS: dict[str, None] = {
    "etag": None,
    "last_modified": None,
    "body_hash": None,
}
# As `_claim` takes them.
_CLAIMED = tuple(
    sources.c[name]
    for name in (
        *("id", "token", *NO_VALIDATORS, "failures", "moved_to", "changed_at", "gap"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to ask one source now; `token` tells it from every other claim.

    `failures` counts the polls before it that brought nothing usable. `moved_to` is
    the address to ask instead of the configured one, from which it has moved.
    """

    source: str
    validators: Validators
    token: int
    failures: int = 0
    moved_to: str | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)


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
    marks = fingerprints or {}
    kept = {
        row.id: (row.configured, row.fingerprint)
        for row in connection.execute(
            select(sources.c.id, sources.c.configured, sources.c.fingerprint)
        )
    }
    wanted = dict.fromkeys(source_ids)
    _add(connection, [name for name in wanted if name not in kept], marks, now)
    gone = [name for name, (active, _) in kept.items() if active and name not in wanted]
    back = [name for name in wanted if name in kept and not kept[name][0]]
    _set(connection, gone, {"configured": False})
    _set(connection, back, {"configured": True, "next_due": now})
    for name in wanted.keys() & kept.keys() & marks.keys():
        if kept[name][1] != marks[name]:
            before = kept[name][1] is not None
            anew = {**NO_VALIDATORS, "moved_to": None, "next_due": now}
            marked = {"fingerprint": marks[name], **(anew if before else {})}
            _set(connection, [name], marked)


def claim_due(
    connection: Connection,
    now: datetime,
    *,
    only: Sequence[str] | None = None,
    failing: bool | None = None,
    force: bool = False,
    lease: timedelta,
    limit: int,
) -> tuple[Claim, ...]:
    """Sources to ask now, longest due first, held until they are recorded.

    Nobody else gets them until then or until `lease` has passed. With `force`,
    sources that are not due yet as well, but never one that somebody holds. `failing`
    asks for those alone that failed last time, or did not.
    """
    free = or_(sources.c.leased_until.is_(None), sources.c.leased_until <= now)
    due = select(sources.c.id).where(sources.c.configured, free)
    if not force:
        due = due.where(sources.c.next_due <= now)
    if only is not None:
        due = due.where(sources.c.id.in_(only))
    if failing is not None:
        due = due.where((sources.c.failures > 0) == failing)
    due = due.order_by(sources.c.next_due, sources.c.id).limit(limit)
    chosen = connection.scalars(due.with_for_update(skip_locked=True)).all()
    if not chosen:
        return ()
    rows = connection.execute(
        update(sources)
        .where(among(connection, sources.c.id, chosen), free)
        .values(token=sources.c.token + 1, leased_until=now + lease)
        .returning(*_CLAIMED)
    )
    claims = {row[0]: _claim(row) for row in rows.all()}
    return tuple(claims[name] for name in chosen if name in claims)


def forget_bodies(connection: Connection, source_id: str) -> None:
    """Have the next document parsed even if it is the same as the last."""
    connection.execute(
        update(sources).where(sources.c.id == source_id).values(**NO_VALIDATORS)
    )


def make_due(connection: Connection, source_id: str, now: datetime) -> bool:
    """Have a configured source asked next; false if there is none of that name."""
    done = connection.execute(
        update(sources)
        .where(sources.c.id == source_id, sources.c.configured)
        .values(next_due=now)
    )
    return done.rowcount == 1


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
            moved_to=row["moved_to"],
            rhythm=_rhythm(row),
            interval=_seconds(row["interval"]),
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


def _add(
    connection: Connection,
    names: Sequence[str],
    marks: Mapping[str, str],
    now: datetime,
) -> None:
    new = {
        "configured": True,
        "next_due": now,
        "health": Health.NEW,
        "since": now,
        "failures": 0,
        "token": 0,
    }
    if names:
        connection.execute(
            insert_or(connection, sources).on_conflict_do_nothing(),
            [{"id": name, "fingerprint": marks.get(name), **new} for name in names],
        )


def _set(
    connection: Connection, names: Sequence[str], values: Mapping[str, Any]
) -> None:
    for ids in chunks(names):
        connection.execute(
            update(sources).where(sources.c.id.in_(ids)).values(**values)
        )


def _claim(row: Sequence[Any]) -> Claim:
    # By attribute or by name each of them would cost as much as all do like this.
    source, token, *known, failures, moved_to, changed_at, gap = row
    etag, last_modified, body_hash = known
    return Claim(
        source=source,
        validators=Validators(
            etag=etag, last_modified=last_modified, body_hash=body_hash
        ),
        token=token,
        failures=failures,
        moved_to=moved_to,
        rhythm=Rhythm(changed_at=changed_at, gap=_seconds(gap)),
    )


def _rhythm(row: Mapping[Any, Any]) -> Rhythm:
    return Rhythm(changed_at=row["changed_at"], gap=_seconds(row["gap"]))


def _seconds(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(seconds=number)
