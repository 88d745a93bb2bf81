"""Where a proposed list leads: to its next page, to the pages of what it lists.

Each is asked for once and read before it is said: a proposal promises nothing that was
not seen.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from aggregator.fetch.client import Fetcher
from aggregator.model.document import Document, Validators
from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import FetchError, ReadError
from aggregator.model.facts import Kind
from aggregator.model.source import Source
from aggregator.read import read
from aggregator.read.detail import read_detail
from aggregator.read.discover import Proposal
from aggregator.read.following import same_site
from aggregator.read.leads import gained, sections, sitemaps_named
from aggregator.run.apart import Apart
from aggregator.run.list_pages import follow
from aggregator.run.trial import Bench
from aggregator.run.work import Work

# What a proposal says of pages to read, and how many cards are tried for it.
PAGES, FOLLOW, _TRIED = 5, 20, 2
# Where sitemaps are that no robots.txt names.
_USUAL = ("/sitemap.xml", "/wp-sitemap.xml")
_LISTS, _SITEMAPS = 4, 2


@dataclass(slots=True)
class Look:
    """One look around an address; each page is asked for once."""

    bench: Bench
    fetcher: Fetcher
    apart: Apart
    asked: Source
    known: dict[str, Document | None] = field(default_factory=dict)

    async def document(self, url: str) -> Document | None:
        """What is there, `None` if it cannot be had."""
        if url not in self.known:
            try:
                found = await self.fetcher.fetch(
                    replace(self.asked, url=url), Validators()
                )
                # Without validators there is nothing it could be unchanged from.
                assert isinstance(found, Document)
                self.known[url] = found
            except FetchError:
                self.known[url] = None
        return self.known[url]

    async def read(self, source: Source, document: Document) -> Reading | None:
        """What is in it, `None` if it cannot be read."""
        return await self._run(partial(read, document, source, self.bench.clock()))

    async def detail(
        self, source: Source, document: Document, cards: tuple[Entry, ...]
    ) -> Reading | None:
        """What it says of what the cards are about."""
        now = self.bench.clock()
        return await self._run(partial(read_detail, document, source, now, cards))

    async def run(self, work: Work[Reading]) -> Reading:
        """Read somewhere.

        Raises:
            ReadError: it cannot be read.
        """
        return await asyncio.to_thread(self.apart.anywhere, self.asked.name, work)

    async def _run(self, work: Work[Reading]) -> Reading | None:
        try:
            return await self.run(work)
        except ReadError:
            return None


async def leading_on(look: Look, offer: Proposal) -> Proposal:
    """The proposal with how far it leads."""
    document = await look.document(offer.url)
    source = _source(look, offer)
    reading = await look.read(source, document) if document else None
    if document is None or reading is None:
        return offer
    if await _goes_on(look, source, reading):
        offer = replace(
            offer, pages=PAGES, why=f"{offer.why}, which goes on over several pages"
        )
    elif offer.page is not None and offer.page.next is not None:
        offer = replace(offer, page=replace(offer.page, next=None))
    return await _followed(look, offer, source, reading.entries, document.url)


async def sitemap_offers(look: Look) -> tuple[Proposal, ...]:
    """What a site's sitemaps lead to, where its pages say what they are about."""
    root = _root(look.asked.url)
    robots = await look.document(f"{root}/robots.txt")
    named = sitemaps_named(robots.body.decode("utf-8", "replace")) if robots else ()
    usual = [f"{root}{path}" for path in _USUAL]
    offers: list[Proposal] = []
    for url in list(named or usual)[:_SITEMAPS]:
        offers += await _of_sitemap(look, url)
        if offers:
            break
    return tuple(offers)


async def _of_sitemap(look: Look, url: str) -> list[Proposal]:
    document = await look.document(url)
    if document is None:
        return []
    source = replace(look.asked, url=url, format="sitemap", follow=0, pages=_LISTS)
    try:
        followed = await follow(
            look.fetcher, source, document, {}, look.bench.clock, run=look.run
        )
    except ReadError:
        return []
    links = followed.reading.links
    offers = []
    for part, kind in sections(links, look.asked.url)[:_TRIED]:
        there = [link.url for link in links if part in link.url]
        titles = [
            entry.facts.title
            for page in there[:_TRIED]
            for entry in await _things(look, replace(source, kind=kind), page)
        ]
        if titles:
            offers.append(
                Proposal(
                    name=f"{look.asked.name}: {part.strip('/')}",
                    url=url,
                    format="sitemap",
                    kind=kind,
                    why=f"the site lists its pages, {len(there)} of them in {part}",
                    follow=FOLLOW,
                    follow_only=part,
                    entries=min(len(there), FOLLOW),
                    examples=tuple(titles),
                )
            )
    return offers


async def _things(look: Look, source: Source, url: str) -> Sequence[Entry]:
    if not same_site(url, look.asked.url):
        return ()
    page = await look.document(url)
    reading = await look.detail(source, page, ()) if page else None
    return reading.entries if reading else ()


async def _goes_on(look: Look, source: Source, reading: Reading) -> bool:
    """Whether the next page brings something that this one does not."""
    if reading.next is None or not same_site(reading.next, source.url):
        return False
    document = await look.document(reading.next)
    further = await look.read(source, document) if document else None
    here = {(entry.facts.title, entry.facts.url) for entry in reading.entries}
    return further is not None and any(
        (entry.facts.title, entry.facts.url) not in here for entry in further.entries
    )


async def _followed(
    look: Look,
    offer: Proposal,
    source: Source,
    entries: Sequence[Entry],
    here: str,
) -> Proposal:
    cards = [
        entry
        for entry in entries
        if entry.facts.url
        and entry.facts.url.partition("#")[0] != here.partition("#")[0]
        and same_site(entry.facts.url, source.url)
    ]
    for card in cards[:_TRIED]:
        assert card.facts.url is not None
        document = await look.document(card.facts.url)
        if document is None:
            continue
        kind = await _kind_there(look, offer, document)
        asked = replace(source, kind=kind)
        reading = await look.detail(asked, document, (_of_kind(card, kind),))
        says = gained(card, reading.entries[0]) if reading else ()
        if says:
            told = f"{', '.join(says[:-1])} and {says[-1]}" if says[1:] else says[0]
            return replace(
                offer,
                kind=kind,
                follow=FOLLOW,
                why=f"{offer.why}, and leads to pages that say {told}",
            )
    return offer


def _of_kind(card: Entry, kind: Kind | None) -> Entry:
    return card if kind is None else replace(card, facts=replace(card.facts, kind=kind))


async def _kind_there(look: Look, offer: Proposal, document: Document) -> Kind | None:
    """What a page says it is, where the list could only guess."""
    if offer.kind not in {None, Kind.NEWS} or (offer.page and offer.page.starts):
        return offer.kind
    reading = await look.read(replace(look.asked, url=document.url), document)
    kinds = {entry.facts.kind for entry in reading.entries} if reading else set()
    told = kinds.pop() if len(kinds) == 1 else None
    return told if told in {Kind.EVENT, Kind.JOB} else offer.kind


def _source(look: Look, offer: Proposal) -> Source:
    return replace(
        look.asked,
        name=offer.name,
        url=offer.url,
        kind=offer.kind,
        format=offer.format,
        page=offer.page,
        pages=PAGES,
    )


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
