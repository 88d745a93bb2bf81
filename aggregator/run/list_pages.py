"""A list leads on: to its next page, to the pages of what it lists, to sitemaps.

Everything is asked for through the one fetcher, so the guard, robots.txt and each
host's turns hold as they do for the list itself. What cannot be had costs nothing
that the list said. What is not reached in time is asked for at the next poll.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import FetchError, ReadError
from aggregator.model.kept_page import KeptPage
from aggregator.model.later import later
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.following import (
    Wanted,
    is_known,
    lists_wanted,
    pages_wanted,
    same_site,
    with_details,
)
from aggregator.run.work import Work

_read_detail: Callable[[Document, Source, datetime, tuple[Entry, ...]], Reading] = (
    later("aggregator.read.detail", "read_detail")
)
log = structlog.get_logger()

# Well within the lease of a claim.
LONGEST = timedelta(seconds=90)
_AT_ONCE = 4
# A page longer than this is no page about one thing.
_LONGEST_PAGE = 2_000_000
_NEVER = datetime.min.replace(tzinfo=UTC)

Run = Callable[[Work[Reading]], Awaitable[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A list with all that it led to.

    `pages` are to be kept instead of those known before. `whole` is false where time
    ran out, so that the list has to be read again though it has not changed.
    """

    reading: Reading
    pages: tuple[KeptPage, ...]
    whole: bool


async def in_thread(work: Work[Reading]) -> Reading:
    """Reads beside the event loop."""
    return await asyncio.to_thread(work, hurried=False)


async def follow(
    fetcher: Fetcher,
    source: Source,
    document: Document,
    kept: Mapping[str, KeptPage],
    clock: Callable[[], datetime],
    *,
    run: Run = in_thread,
    longest: timedelta = LONGEST,
) -> Followed:
    """Read a list and what it leads to.

    Raises:
        ReadError: the list itself cannot be read.
    """
    reading = await run(partial(read, document, source, clock()))
    # Its site is where it answered, wherever the address that led there lies.
    moved = replace(source, url=document.url)
    following = _Following(fetcher, moved, kept, clock, run)
    following.here.add(source.url)
    whole = True
    try:
        async with asyncio.timeout(longest.total_seconds()):
            reading = await following.lists(reading, document.url)
            await following.details(reading)
    except TimeoutError:
        whole = False
    return following.done(reading, whole=whole)


@dataclass(slots=True)
class _Following:
    fetcher: Fetcher
    source: Source
    kept: Mapping[str, KeptPage]
    clock: Callable[[], datetime]
    run: Run
    here: set[str] = field(default_factory=set)
    wanted: tuple[Wanted, ...] = ()
    pages: dict[str, KeptPage] = field(default_factory=dict)
    found: dict[str, Reading] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    async def lists(self, first: Reading, url: str) -> Reading:
        """The list with the pages on which it goes on, one after the other."""
        readings = [first]
        self.here.add(url)
        left = lists_wanted(self.source, first)
        waiting = [one.url for one in first.lists] or [first.next or url]
        while waiting and left > 0:
            address = waiting.pop(0)
            if address in self.here or not same_site(address, self.source.url):
                continue
            self.here.add(address)
            left -= 1
            try:
                told = await self._list(address)
            except (FetchError, ReadError) as error:
                self.problems.append(
                    f"The list goes on, but not all of it could be read: {error}."
                )
                continue
            readings.append(told)
            waiting.append(told.next or address)
        return _together(readings)

    async def _list(self, address: str) -> Reading:
        asked = replace(self.source, url=address, name=f"A list of {self.source.name}")
        page = self.kept.get(address)
        fetched = await self.fetcher.fetch(asked, _validators(page))
        page = self._as_now(address, page, fetched)
        if page.body is not None:
            self.pages[address] = page
        # What is too long to keep is read all the same.
        document = fetched if isinstance(fetched, Document) else _document(page)
        self.here.add(document.url)
        return await self.run(partial(read, document, asked, self.clock()))

    async def details(self, reading: Reading) -> None:
        """Every page that is wanted, few at once."""
        self.wanted = pages_wanted(self.source, reading, frozenset(self.here))
        for one in self.wanted:
            if (page := self.kept.get(one.link.url)) is not None:
                self.pages[page.url] = page
        gate = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for one in self.wanted:
                group.create_task(self._detail(one, gate))

    async def _detail(self, wanted: Wanted, gate: asyncio.Semaphore) -> None:
        url = wanted.link.url
        async with gate:
            try:
                self.pages[url] = page = await self._page(wanted)
                if page.body is None:
                    return
                asked = replace(self.source, name=f"{self.source.name}, {url}")
                read_it = partial(
                    _read_detail, _document(page), asked, self.clock(), wanted.cards
                )
                self.found[url] = await self.run(read_it)
            except ReadError as error:
                self.failures.append(str(error))
            except Exception as error:  # one page never loses what the list says
                log.exception("a detail failed", source=self.source.id, url=url)
                self.failures.append(f"{url} failed ({type(error).__name__})")

    async def _page(self, wanted: Wanted) -> KeptPage:
        """The page as it is now, or as it was where it cannot be had."""
        url, now = wanted.link.url, self.clock()
        page = self.kept.get(url)
        if page is not None and is_known(page, wanted.link, now):
            # Its list says that it has not changed since: that is to know it now.
            if page.body is None:
                self.failures.append(f"{url} was not to be had when last asked for")
            trusted = page.body is not None and wanted.link.changed is not None
            return replace(page, known_at=now) if trusted else page
        asked = replace(self.source, url=url, name=f"A page of {self.source.name}")
        try:
            fetched = await self.fetcher.fetch(asked, _validators(page))
        except FetchError as error:
            self.failures.append(str(error))
            log.info("no detail", source=self.source.id, sentence=str(error))
            return page or KeptPage(url=url, final=url, known_at=now)
        page = self._as_now(url, page, fetched)
        if page.body is None:
            self.failures.append(f"{url} is too long for a page about one thing")
        return page

    def _as_now(
        self, url: str, page: KeptPage | None, fetched: Document | Unchanged
    ) -> KeptPage:
        """What is to be kept; without its body if that is too long."""
        now = self.clock()
        if isinstance(fetched, Unchanged):
            assert page is not None  # only what is known can be unchanged
            return replace(page, known_at=now, validators=fetched.validators)
        if len(fetched.body) > _LONGEST_PAGE:
            return KeptPage(url=url, final=fetched.url, known_at=now)
        return KeptPage(
            url=url,
            final=fetched.url,
            known_at=now,
            body=fetched.body,
            content_type=fetched.content_type,
            validators=fetched.validators,
        )

    def done(self, reading: Reading, *, whole: bool) -> Followed:
        """What came of it all."""
        complete = with_details(reading, self.wanted, self.found)
        # What was not reached in time is no less known for that.
        pages = self.pages if whole else {**self.kept, **self.pages}
        problems = [*complete.problems, *self.problems, *self._unread()]
        return Followed(
            reading=replace(complete, problems=tuple(problems)),
            pages=tuple(pages.values()),
            whole=whole,
        )

    def _unread(self) -> list[str]:
        if not self.failures:
            return []
        count, first = len(self.failures), self.failures[0]
        sentence = (
            f"{count} of the {len(self.wanted)} pages it leads to could not be read; "
            f"what the list says of them was kept. The first: {first}."
        )
        return [sentence]


def _together(readings: list[Reading]) -> Reading:
    """Several pages of a list as one."""
    first = readings[0]
    links = {link.url: link for one in readings for link in one.links}
    ordered = sorted(
        links.values(), key=lambda link: link.changed or _NEVER, reverse=True
    )
    return replace(
        first,
        entries=tuple(entry for one in readings for entry in one.entries),
        problems=tuple(
            dict.fromkeys(problem for one in readings for problem in one.problems)
        ),
        links=tuple(ordered),
    )


def _validators(page: KeptPage | None) -> Validators:
    return page.validators if page is not None and page.body else Validators()


def _document(page: KeptPage) -> Document:
    body = page.body or b""
    return Document(
        url=page.final,
        body=body,
        body_hash=page.validators.body_hash
        or blake2b(body, digest_size=16).hexdigest(),
        content_type=page.content_type,
        fetched_at=page.known_at,
    )
