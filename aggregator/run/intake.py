"""What polls brought is kept: many sources in one transaction, or each on its own.

A document becomes items before the database is touched. Then everything that has come
in meanwhile is written together; should that fail, each source is tried alone, so that
a bad one never costs the others anything.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from aggregator.fetch.politeness import next_due
from aggregator.fetch.rhythm import interval, noticed
from aggregator.model.council import Council
from aggregator.model.document import Document, Unchanged
from aggregator.model.entry import Reading
from aggregator.model.errors import (
    AggregatorError,
    FetchError,
    StoreLockedError,
    StoreLostError,
)
from aggregator.model.health import Health
from aggregator.model.hub import Offer
from aggregator.model.item import Item
from aggregator.model.kept_page import KeptPage
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.hub import hub_of
from aggregator.run.ailing import health_of
from aggregator.run.assemble import Parts
from aggregator.run.placing import Placed, place_readings
from aggregator.run.pushing import note_offers
from aggregator.store import kept_pages, missing
from aggregator.store.database import Connection
from aggregator.store.outcomes import (
    UNCHANGED,
    Failed,
    Good,
    Outcome,
    Same,
    held,
    record,
)
from aggregator.store.sources import Claim
from aggregator.stories.items import to_items

log = structlog.get_logger()

LONGEST_PAUSE = timedelta(days=1)
# What is gone is asked no more: not before it is configured anew, or asked for by name.
NEVER_AGAIN = timedelta(days=100 * 365)
FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What became of one source in a cycle; `sentence` says what is wrong, if so."""

    source: str
    outcome: str
    new_items: int = 0
    entries: int | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document as its items, all but kept; without its body, which is large.

    `pages` are those that it led to, `None` where it leads nowhere; `hub` is where
    its news can be subscribed to.
    """

    items: tuple[Item, ...]
    entries: int
    problem: str | None
    document: Document
    pages: tuple[KeptPage, ...] | None = None
    reporting: bool = False
    hub: Offer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What asking one source came to."""

    source: Source
    claim: Claim
    result: Taken | Unchanged | Exception


def take(source: Source, document: Document, council: Council, now: datetime) -> Taken:
    """Read a document into items, if that is quick.

    Raises:
        ReadError: the document is not what the source should send.
        TakesLongError: it could take long.
    """
    reading = read(document, source, now, hurried=True)
    return as_items(source, document, council, reading)


def as_items(
    source: Source, document: Document, council: Council, reading: Reading
) -> Taken:
    """What was read of a document, as items."""
    return Taken(
        items=to_items(reading.entries, source, council),
        entries=len(reading.entries),
        problem=problem_of(reading, source),
        reporting=reading.failure is not None,
        hub=hub_of(document),
        document=replace(document, body=b""),
    )


def keep(parts: Parts, brought: Sequence[Brought]) -> tuple[Polled, ...]:
    """Write down what came in, and what became of each source, in the same order."""
    now = parts.clock()
    try:
        with parts.database.transaction() as connection:
            return _kept(parts, connection, brought, now)
    except (StoreLockedError, StoreLostError):
        raise  # no source's fault; trying each would only wait as often
    except Exception as error:  # noqa: BLE001 - whose it was is found out below
        if len(brought) > 1:
            log.warning("sources are kept one by one", because=f"{error}")
            return tuple(polled for one in brought for polled in keep(parts, [one]))
        return (_given_up(parts, brought[0], error, now),)


def pause(source: Source, failures: int, asked: timedelta | None) -> timedelta:
    """How long to leave a source alone after `failures` failures in a row.

    Doubles from its own interval up to a day; a longer `Retry-After` is obeyed.
    """
    longest = max(source.every, LONGEST_PAUSE)
    doublings: int = min(max(failures - 1, 0), 8)
    backed_off = min(source.every * (1 << doublings), longest)
    return max(backed_off, asked or timedelta())


def problem_of(reading: Reading, source: Source) -> str | None:
    """What an editor should know about a document that could be read all the same."""
    count, expected = len(reading.entries), source.expect
    problems = list(reading.problems)
    if expected.least is not None and count < expected.least:
        problems.append(
            f"It has {_entries(count)}, at least {expected.least} are expected; "
            f"look whether {source.url} has changed"
        )
    if expected.most is not None and count > expected.most:
        problems.append(
            f"It has {_entries(count)}, at most {expected.most} are expected; "
            f"look whether {source.url} has changed"
        )
    return " ".join(problems) or None


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _kept(
    parts: Parts, connection: Connection, brought: Sequence[Brought], now: datetime
) -> tuple[Polled, ...]:
    holding = held(connection, [one.claim for one in brought])
    read = [one for one in brought if isinstance(one.result, Taken)]
    others = [one for one in brought if not isinstance(one.result, Taken)]
    # Who has its turn to place items has it to the end: all else comes before.
    done = _recorded(connection, others, holding, {}, now)
    _keep_pages(connection, read, holding)
    note_offers(parts, connection, _offers(read, holding))
    placed = _placed(parts, connection, read, holding, now)
    _note_listings(connection, read, holding, now)
    done |= _recorded(connection, read, holding, placed, now)
    for polled in done.values():
        if polled.outcome == FAILED:
            log.warning("poll failed", source=polled.source, sentence=polled.sentence)
    every = (done[one.source.id] for one in brought)
    return tuple(
        polled if polled.source in holding else _too_late(polled) for polled in every
    )


def _recorded(
    connection: Connection,
    brought: Sequence[Brought],
    holding: frozenset[str],
    placed: Mapping[str, Placed],
    now: datetime,
) -> dict[str, Polled]:
    """What became of each source, by its id, written down."""
    done = [_outcome(one, placed.get(one.source.id, Placed()), now) for one in brought]
    record(connection, [outcome for outcome, _ in done], now, holding)
    return {polled.source: polled for _, polled in done}


def _placed(
    parts: Parts,
    connection: Connection,
    brought: Sequence[Brought],
    holding: Collection[str],
    now: datetime,
) -> Mapping[str, Placed]:
    read = [
        (one.source.id, one.result.items)
        for one in brought
        if isinstance(one.result, Taken) and one.source.id in holding
    ]
    listed = [items for _, items in read]
    prefer = parts.configuration.stories.prefer
    placed = place_readings(connection, listed, now, prefer) if listed else ()
    return {name: done for (name, _), done in zip(read, placed, strict=True)}


def _offers(
    brought: Sequence[Brought], holding: Collection[str]
) -> dict[str, Offer | None]:
    return {
        one.source.id: one.result.hub
        for one in brought
        if isinstance(one.result, Taken) and one.source.id in holding
    }


def _note_listings(
    connection: Connection,
    brought: Sequence[Brought],
    holding: Collection[str],
    now: datetime,
) -> None:
    """What complete listings do not have any more; a doubtful one says nothing."""
    for one in brought:
        if not one.source.complete or one.source.id not in holding:
            continue
        if isinstance(one.result, Taken) and one.result.problem is None:
            listed = {item.id for item in one.result.items}
            missing.note_listing(connection, one.source.id, listed, now)


def _keep_pages(
    connection: Connection, brought: Sequence[Brought], holding: Collection[str]
) -> None:
    for one in brought:
        if one.source.id not in holding or not isinstance(one.result, Taken):
            continue
        if one.result.pages is not None:
            kept_pages.save(connection, one.source.id, one.result.pages)


def _outcome(brought: Brought, placed: Placed, now: datetime) -> tuple[Outcome, Polled]:
    source, claim, result = brought.source, brought.claim, brought.result
    if isinstance(result, Exception):
        return _failed(source, claim, result, now)
    new = placed.new_items + placed.changed_items > 0
    rhythm = noticed(claim.rhythm, source.every, now, new=new)
    wait = interval(source.every, rhythm, now)
    if isinstance(result, Unchanged):
        same = Same(
            claim=claim,
            validators=result.validators,
            # Desks that read it together are due together.
            next_due=next_due(result.fetched_at, wait, result.fresh_for),
            moved_to=result.moved_to or claim.moved_to,
            rhythm=rhythm,
            interval=wait,
        )
        return same, Polled(source=source.id, outcome=UNCHANGED)
    document = result.document
    good = Good(
        claim=claim,
        validators=document.validators,
        entries=result.entries,
        problem=result.problem,
        reporting=result.reporting,
        next_due=next_due(document.fetched_at, wait, document.fresh_for),
        moved_to=document.moved_to or claim.moved_to,
        rhythm=rhythm,
        interval=wait,
    )
    return good, Polled(
        source=source.id,
        outcome="read",
        new_items=placed.new_items,
        entries=result.entries,
        sentence=good.state[1],
    )


def _failed(
    source: Source, claim: Claim, error: Exception, now: datetime
) -> tuple[Failed, Polled]:
    sentence = _sentence(error)
    health = health_of(error)
    asked = error.retry_after if isinstance(error, FetchError) else None
    wait = (
        NEVER_AGAIN
        if health is Health.GONE
        else pause(source, claim.failures + 1, asked)
    )
    failed = Failed(
        claim=claim,
        health=health,
        sentence=sentence,
        next_due=now + wait,
    )
    return failed, Polled(source=source.id, outcome=FAILED, sentence=sentence)


def _given_up(parts: Parts, one: Brought, error: Exception, now: datetime) -> Polled:
    """What was brought cannot be kept; that at least is written down."""
    if not isinstance(error, AggregatorError):
        log.error(
            "a document could not be taken in", source=one.source.id, exc_info=error
        )
    failed, polled = _failed(one.source, one.claim, error, now)
    with parts.database.transaction() as connection:
        record(connection, [failed], now)
    return polled


def _too_late(polled: Polled) -> Polled:
    sentence = (
        "Another program polled it meanwhile; what that one read counts, and nothing "
        "is lost"
    )
    return Polled(source=polled.source, outcome=FAILED, sentence=sentence)


def _sentence(error: Exception) -> str:
    if isinstance(error, AggregatorError):
        return str(error)
    return (
        f"Reading it failed in a way the program does not know "
        f"({type(error).__name__}); please report it with the address of the source"
    )
