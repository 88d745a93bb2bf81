"""One cycle: what is due is fetched, read, placed in stories, and drafted."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from aggregator.fetch.client import Fetcher, open_fetcher
from aggregator.fetch.politeness import next_due
from aggregator.model.document import Document, Unchanged
from aggregator.model.errors import AggregatorError, FetchError, NotFoundError
from aggregator.model.health import Health
from aggregator.model.source import Source
from aggregator.run.assemble import Parts
from aggregator.run.drafting import Drafted, draft_stories
from aggregator.run.intake import Intake, take_in
from aggregator.run.pictures import bring_pictures
from aggregator.store import sources as source_rows
from aggregator.store.sources import Claim

log = structlog.get_logger()

# A claim outlives the slowest fetch by far; a crash gives its sources back after it.
LEASE = timedelta(minutes=5)
BATCH = 64
# Fetches that wait for their host's turn count as well, so there are as many as claims.
AT_ONCE = BATCH
LONGEST_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What became of one source in a cycle; `sentence` says what is wrong, if so."""

    source: str
    outcome: str
    new_items: int = 0
    entries: int | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What one cycle did."""

    polled: tuple[Polled, ...] = ()
    drafted: Drafted = field(default_factory=Drafted)


Progress = Callable[[Polled, int], None]


async def cycle(
    parts: Parts,
    *,
    only: Sequence[str] | None = None,
    force: bool = False,
    progress: Progress = lambda _polled, _total: None,
) -> Cycle:
    """Poll what is due (with `force`, whatever is asked for) and draft what is new.

    `progress` is called after each source with it and the number claimed so far.

    Raises:
        NotFoundError: `only` names a source that is not configured.
        StoreError: the database cannot be used.
    """
    sources = {source.id: source for source in parts.configuration.sources}
    _refuse_unknown(only, sources)
    with parts.database.transaction() as connection:
        source_rows.sync(
            connection,
            tuple(sources),
            parts.clock(),
            fingerprints={name: _fingerprint(one) for name, one in sources.items()},
        )
    polled: list[Polled] = []
    done: set[str] = set()
    contact = parts.configuration.council.contact
    async with open_fetcher(
        contact=contact, clock=parts.clock, remembered=parts.remembered
    ) as fetcher:
        while claims := _claim(parts, only, force=force, done=done):
            done.update(claim.source for claim in claims)
            gate = asyncio.Semaphore(AT_ONCE)
            tasks = [
                _poll(parts, fetcher, gate, sources[claim.source], claim)
                for claim in claims
            ]
            for finished in asyncio.as_completed(tasks):
                polled.append(await finished)
                progress(polled[-1], len(done))
        with parts.database.transaction() as connection:
            drafted = draft_stories(parts, connection, parts.clock())
        await bring_pictures(parts, fetcher)
    log.info(
        "cycle", polled=len(polled), drafts=drafted.added, withdrawn=drafted.withdrawn
    )
    return Cycle(polled=tuple(polled), drafted=drafted)


def pause(source: Source, failures: int, asked: timedelta | None) -> timedelta:
    """How long to leave a source alone after `failures` failures in a row.

    Doubles from its own interval up to a day; a longer `Retry-After` is obeyed.
    """
    longest = max(source.every, LONGEST_PAUSE)
    doublings: int = min(max(failures - 1, 0), 8)
    backed_off = min(source.every * (1 << doublings), longest)
    return max(backed_off, asked or timedelta())


def _fingerprint(source: Source) -> str:
    """Another one means that even an unchanged document has to be read again."""
    return hashlib.blake2b(repr(source).encode(), digest_size=16).hexdigest()


def _refuse_unknown(only: Sequence[str] | None, sources: dict[str, Source]) -> None:
    for name in only or ():
        if name not in sources:
            raise NotFoundError(
                f"There is no source called {name}",
                remedy=f"sources.toml has: {', '.join(sources)}",
            )


def _claim(
    parts: Parts, only: Sequence[str] | None, *, force: bool, done: set[str]
) -> tuple[Claim, ...]:
    with parts.database.transaction() as connection:
        wanted = only
        if force:
            named = only or [source.id for source in parts.configuration.sources]
            wanted = [name for name in named if name not in done]
            if not wanted:
                return ()
        return source_rows.claim_due(
            connection,
            parts.clock(),
            only=wanted,
            force=force,
            lease=LEASE,
            limit=BATCH,
        )


async def _poll(
    parts: Parts,
    fetcher: Fetcher,
    gate: asyncio.Semaphore,
    source: Source,
    claim: Claim,
) -> Polled:
    async with gate:
        try:
            fetched = await fetcher.fetch(source, claim.validators)
        except FetchError as error:
            return await asyncio.to_thread(_failed, parts, source, claim, error)
        except Exception as error:  # one source never stops the others
            log.exception("fetch failed unexpectedly", source=source.id)
            return await asyncio.to_thread(_failed, parts, source, claim, error)
    return await asyncio.to_thread(_keep, parts, source, claim, fetched)


def _keep(
    parts: Parts, source: Source, claim: Claim, fetched: Document | Unchanged
) -> Polled:
    now = parts.clock()
    try:
        if isinstance(fetched, Unchanged):
            with parts.database.transaction() as connection:
                source_rows.record_unchanged(
                    connection,
                    claim,
                    validators=fetched.validators,
                    next_due=next_due(now, source.every, fetched.fresh_for),
                    now=now,
                )
            return Polled(source=source.id, outcome="unchanged")
        return _kept(source, take_in(parts, source, claim, fetched, now))
    except Exception as error:  # one source never stops the others
        if not isinstance(error, AggregatorError):
            log.exception("a document could not be taken in", source=source.id)
        return _failed(parts, source, claim, error)


def _kept(source: Source, intake: Intake) -> Polled:
    return Polled(
        source=source.id,
        outcome="read",
        new_items=intake.placed.new_items,
        entries=intake.entries,
        sentence=intake.problem,
    )


def _failed(parts: Parts, source: Source, claim: Claim, error: Exception) -> Polled:
    now = parts.clock()
    sentence = _sentence(error)
    gone = isinstance(error, FetchError) and error.cause == "gone"
    asked = error.retry_after if isinstance(error, FetchError) else None
    with parts.database.transaction() as connection:
        failures = source_rows.failures(connection, source.id) + 1
        source_rows.record_failure(
            connection,
            claim,
            health=Health.GONE if gone else Health.FAILING,
            sentence=sentence,
            next_due=now + pause(source, failures, asked),
            now=now,
        )
    log.warning("poll failed", source=source.id, sentence=sentence)
    return Polled(source=source.id, outcome="failed", sentence=sentence)


def _sentence(error: Exception) -> str:
    if isinstance(error, AggregatorError):
        return str(error)
    return (
        f"Reading it failed in a way the program does not know "
        f"({type(error).__name__}); please report it with the address of the source"
    )
