"""Fetches what several desks read once for all of them.

Whoever wants it first asks and puts it on the shelf; who comes meanwhile waits, in
whatever process; who comes within the source's interval takes it from there.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from aggregator.fetch.client import Fetcher, Looked
from aggregator.fetch.faults import bare, named
from aggregator.fetch.shared import (
    Ask,
    Given,
    decide,
    document,
    is_same,
    is_worth_keeping,
    key_of,
    may_share,
    unchanged,
)
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError, StoreError
from aggregator.model.shelved import Shelved
from aggregator.model.source import Source
from aggregator.store import shelf
from aggregator.store.database import Connection, Database

log = structlog.get_logger()

# Renewed while its holder lives; so long after a crash another desk asks.
LEASE = timedelta(seconds=30)
_RENEWED_EVERY = LEASE / 3
_FIRST_PAUSE = 0.02
_LONGEST_PAUSE = 1.0

T = TypeVar("T")


class SharingFetcher(Fetcher):
    """A desk's own fetcher with the shelf before it; for one event loop."""

    def __init__(
        self,
        own: Fetcher,
        database: Database,
        shared: frozenset[str],
        *,
        clock: Callable[[], datetime],
        lasts: timedelta | None,
        threads: Executor,
    ) -> None:
        self._own = own
        self._database = database
        self._shared = shared
        self._now = clock
        self._lasts = lasts
        self._threads = threads

    async def fetch(
        self, source: Source, validators: Validators
    ) -> Document | Unchanged:
        """Ask the source for something new, or take what another desk was given.

        Raises:
            FetchError: as a fetcher of one's own does.
        """
        if source.id not in self._shared or not may_share(source):
            return await self._own.fetch(source, validators)
        try:
            return await self._together(source, validators)
        except StoreError as error:
            log.warning("fetched alone", source=source.id, because=str(error))
            return await self._own.fetch(source, validators)

    def spacing_of(self, source: Source) -> timedelta:
        """As a fetcher of one's own."""
        return self._own.spacing_of(source)

    async def look(self, url: str, allow_private: tuple[str, ...] = ()) -> Looked:
        """As a fetcher of one's own."""
        return await self._own.look(url, allow_private)

    async def send_form(
        self, url: str, form: Mapping[str, str], source: Source
    ) -> None:
        """As a fetcher of one's own."""
        await self._own.send_form(url, form, source)

    async def _together(
        self, source: Source, validators: Validators
    ) -> Document | Unchanged:
        key, pause = key_of(source), _FIRST_PAUSE
        while True:
            known = await self._read(partial(shelf.look, key=key, now=self._now()))
            lasts = self._lasts or source.every
            step = decide(known, validators, self._now(), lasts)
            if isinstance(step, Given):
                return await self._give(step.known, key, source, validators)
            if isinstance(step, Ask):
                fetched = await self._ask(source, key, known, step.validators)
                if isinstance(fetched, Document):
                    return _as_asked(fetched, validators)
                if fetched is not None:
                    continue  # it is known now
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _give(
        self, known: Shelved, key: str, source: Source, validators: Validators
    ) -> Document | Unchanged:
        if known.fault is not None:
            raise named(known.fault, source.name)
        if is_same(known, validators):
            return unchanged(known)
        body = await self._read(partial(shelf.body, key=key))
        if body is None:  # cleared away in this moment
            return await self._own.fetch(source, validators)
        return document(known, body)

    async def _ask(
        self, source: Source, key: str, known: Shelved | None, validators: Validators
    ) -> Document | Unchanged | None:
        """What came, or nothing where somebody else asks."""
        now = self._now()
        token = await self._write(
            partial(
                shelf.claim, key=key, url=source.url, seen=known, now=now, lease=LEASE
            )
        )
        if token is None:
            return None
        renewing = asyncio.create_task(self._renew(key, token))
        try:
            return await self._asked(source, key, token, validators)
        except FetchError:
            raise
        except BaseException:  # stopped, or broken: the next may ask at once
            await self._write(partial(shelf.let_go, key=key, token=token))
            raise
        finally:
            renewing.cancel()

    async def _asked(
        self, source: Source, key: str, token: int, validators: Validators
    ) -> Document | Unchanged:
        """Ask, and put what comes of it on the shelf."""
        keep: Callable[[Connection], None]
        try:
            fetched = await self._own.fetch(source, validators)
        except FetchError as fault:
            told, now = bare(fault, source.name), self._now()
            keep = partial(shelf.keep_fault, key=key, token=token, fault=told, now=now)
            await self._write(keep)
            raise
        if is_worth_keeping(fetched):
            keep = partial(shelf.keep, key=key, token=token, fetched=fetched)
        else:
            keep = partial(shelf.let_go, key=key, token=token)
        await self._write(keep)
        return fetched

    async def _renew(self, key: str, token: int) -> None:
        while True:
            await asyncio.sleep(_RENEWED_EVERY.total_seconds())
            until = self._now() + LEASE
            await self._write(partial(shelf.renew, key=key, token=token, until=until))

    async def _read(self, work: Callable[[Connection], T]) -> T:
        def read() -> T:
            with self._database.reading() as connection:
                return work(connection)

        return await self._in_thread(read)

    async def _write(self, work: Callable[[Connection], T]) -> T:
        def write() -> T:
            with self._database.transaction() as connection:
                return work(connection)

        return await self._in_thread(write)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, work)


def _as_asked(fetched: Document, validators: Validators) -> Document | Unchanged:
    """Nothing new to who has it already, though the shelf had an older one."""
    if fetched.body_hash != validators.body_hash:
        return fetched
    return Unchanged(
        validators=fetched.validators,
        fetched_at=fetched.fetched_at,
        not_modified=False,
        moved_to=fetched.moved_to,
        fresh_for=fetched.fresh_for,
    )
