"""Sources are asked side by side; what they bring is read, and kept a batch at a time.

As one source is done, the next is claimed, so that a slow one holds up nobody. While
one batch is being written, the next comes together.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Self, TypeVar

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.entry import Reading
from aggregator.model.errors import FetchError, ReadError, TakesLongError
from aggregator.model.kept_page import KeptPage
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.following import is_stale, leads_on, may_lead_on
from aggregator.run.apart import LONGEST, MOST
from aggregator.run.assemble import Parts
from aggregator.run.intake import Brought, Polled, Taken, as_items, take
from aggregator.run.keeper import Keeper
from aggregator.run.list_pages import follow
from aggregator.run.timelines import fetch_timeline
from aggregator.run.work import Work
from aggregator.store import kept_pages
from aggregator.store import sources as source_rows
from aggregator.store.sources import Claim

log = structlog.get_logger()

# A claim outlives the slowest fetch by far; a crash gives its sources back after it.
LEASE = timedelta(minutes=5)
# Sources under way, waiting for their host's turn or to be kept included.
AT_ONCE = 384
# Claimed together; a claim is a transaction, and each is written to the disk.
_CLAIMED = 128
# Documents read at once; one that takes long lends its place to the next.
_READ_AT_ONCE = 2
_READERS = 8
_READ_SECONDS = 15.0
# From the first word to the last entry; what is left of it when a document is there.
_SOURCE_SECONDS, _LEAST_LEFT = 20.5, 1.0

T = TypeVar("T")
Progress = Callable[[Polled, int], None]


class Claims:
    """Hands out the sources of one cycle, each once."""

    def __init__(
        self, parts: Parts, only: Sequence[str] | None, *, force: bool
    ) -> None:
        self._parts = parts
        self._only = only
        self._sources = {one.id: one for one in parts.configuration.sources}
        self._forced = deque(self._sources if only is None else only) if force else None
        self._done: set[str] = set()
        self.count = 0

    @property
    def are_all(self) -> bool:
        """Whether those that were asked for by name have been claimed."""
        return self._only is not None and self.count == len(set(self._only))

    def take(self, most: int) -> list[tuple[Source, Claim]]:
        """At most so many more; none means that there are no more."""
        claims: tuple[Claim, ...] = ()
        if self._forced is None:
            # However many sources are dead, and due for longest: the others come first.
            claims = self._claimed(most, self._only, failing=False)
            claims = claims or self._claimed(most, self._only, failing=True)
        while self._forced and not claims:
            named = min(most, len(self._forced))
            only = [self._forced.popleft() for _ in range(named)]
            claims = self._claimed(most, only, force=True)
        fresh = [claim for claim in claims if claim.source not in self._done]
        self._done.update(claim.source for claim in fresh)
        self.count = len(self._done)
        return [(self._sources[claim.source], claim) for claim in fresh]

    def _claimed(
        self,
        most: int,
        only: Sequence[str] | None,
        *,
        failing: bool | None = None,
        force: bool = False,
    ) -> tuple[Claim, ...]:
        with self._parts.database.transaction() as connection:
            return source_rows.claim_due(
                connection,
                self._parts.clock(),
                only=only,
                failing=failing,
                force=force,
                lease=LEASE,
                limit=most,
            )


async def poll(
    parts: Parts,
    fetcher: Fetcher,
    claims: Claims,
    progress: Progress,
    keeper: Keeper | None = None,
) -> tuple[Polled, ...]:
    """Ask every source that can be claimed; what became of each.

    Polls that go on side by side share a `keeper`.

    Raises:
        StoreError: the database cannot be used.
    """
    async with AsyncExitStack() as stack:
        if keeper is None:
            keeper = await stack.enter_async_context(Keeper())
        polling = _Polling(parts, fetcher, claims, progress, keeper)
        return await (await stack.enter_async_context(polling)).all()


class _Polling:
    """The sources under way: asked, read, waiting to be kept."""

    def __init__(
        self,
        parts: Parts,
        fetcher: Fetcher,
        claims: Claims,
        progress: Progress,
        keeper: Keeper,
    ) -> None:
        self._parts = parts
        self._fetcher = fetcher
        self._claims = claims
        self._progress = progress
        self._keeper = keeper
        self._under_way: set[asyncio.Task[None]] = set()
        self._polled: list[Polled] = []
        self._lost: Exception | None = None
        self._news = asyncio.Event()
        self._places = asyncio.Semaphore(_READ_AT_ONCE)
        self._readers = ThreadPoolExecutor(_READERS, "read")
        self._apart = ThreadPoolExecutor(MOST, "apart")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._apart.shutdown(wait=False, cancel_futures=True)
        self._parts.apart.rest()

    async def all(self) -> tuple[Polled, ...]:
        more, told = True, 0
        while (more or self._under_way) and self._lost is None:
            if more and AT_ONCE - len(self._under_way) >= _CLAIMED:
                more = await self._ask_more(_CLAIMED)
            else:
                self._news.clear()
                await self._news.wait()
            for one in self._polled[told:]:
                self._progress(one, self._claims.count)
            told = len(self._polled)
        if self._lost is not None:
            raise self._lost
        return tuple(self._polled)

    async def _ask_more(self, most: int) -> bool:
        claimed = await self._keeper.run(partial(self._claims.take, most))
        for source, claim in claimed:
            task = asyncio.create_task(self._ask(source, claim))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return bool(claimed) and not self._claims.are_all

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._news.set()

    async def _ask(self, source: Source, claim: Claim) -> None:
        result = await self._result(source, claim)
        brought = Brought(source=source, claim=claim, result=result)
        try:
            polled = await self._keeper.kept(self._parts, brought)
        except Exception as error:  # noqa: BLE001 - raised by whoever waits for all
            self._lost = error
        else:
            self._polled.append(polled)

    async def _result(
        self, source: Source, claim: Claim
    ) -> Taken | Unchanged | Exception:
        asked = source
        if claim.moved_to is not None:
            asked = replace(source, url=claim.moved_to)
        try:
            # A list that has not changed may lead to pages that have.
            kept = await self._pages_of(source) if leads_on(source) else {}
            stale = is_stale(kept, self._parts.clock())
            validators = Validators() if stale else claim.validators
            fetched = await fetch_timeline(
                self._parts, self._fetcher, asked, validators
            )
            if isinstance(fetched, Unchanged):
                return fetched
            if may_lead_on(source, fetched):
                return await self._follow(source, fetched)
            return await self._take(source, fetched)
        except (FetchError, ReadError) as error:
            return error
        except Exception as error:  # one source never stops the others
            log.exception("a source failed unexpectedly", source=source.id)
            return error

    async def _take(self, source: Source, document: Document) -> Taken:
        council, now = self._parts.configuration.council, self._parts.clock()
        try:
            return await self._read(
                source.name, partial(take, source, document, council, now)
            )
        except TakesLongError:
            work = partial(read, document, source, now)
            reading = await self._read_apart(source.name, work, document.took)
            return await asyncio.to_thread(as_items, source, document, council, reading)

    async def _follow(self, source: Source, document: Document) -> Taken:
        followed = await follow(
            self._fetcher,
            source,
            document,
            await self._pages_of(source),
            self._parts.clock,
            run=partial(self._read_anywhere, source.name),
        )
        council = self._parts.configuration.council
        taken = await asyncio.to_thread(
            as_items, source, document, council, followed.reading
        )
        if not followed.whole:
            anew = replace(taken.document, etag=None, last_modified=None, body_hash="")
            taken = replace(taken, document=anew)
        return replace(taken, pages=followed.pages)

    async def _pages_of(self, source: Source) -> dict[str, KeptPage]:
        return await self._keeper.run(partial(self._load_pages, source.id))

    def _load_pages(self, source_id: str) -> dict[str, KeptPage]:
        with self._parts.database.reading() as connection:
            return kept_pages.load(connection, source_id)

    async def _read_anywhere(self, name: str, work: Work[Reading]) -> Reading:
        try:
            return await self._read(name, partial(work, hurried=True))
        except TakesLongError:
            return await self._read_apart(name, work)

    async def _read_apart(
        self, name: str, work: Work[Reading], took: timedelta = timedelta()
    ) -> Reading:
        """In a process of its own, so that what is stuck in it holds up nobody."""
        left = max(_LEAST_LEFT, _SOURCE_SECONDS - took.total_seconds())
        apart = partial(self._parts.apart.read, name, work, min(left, LONGEST))
        return await asyncio.get_running_loop().run_in_executor(self._apart, apart)

    async def _read(self, name: str, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        async with self._places:
            reading = loop.run_in_executor(self._readers, work)
            try:
                async with asyncio.timeout(_READ_SECONDS):
                    return await asyncio.shield(reading)
            except TimeoutError as error:
                raise ReadError(
                    f"{name}: what it sends takes more than "
                    f"{_READ_SECONDS:g} seconds to read",
                    cause="broken",
                    remedy="point the source at a smaller feed, or report its address",
                ) from error
