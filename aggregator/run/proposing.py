"""What an address offers: each proposal fetched and read before it is shown."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial

from aggregator.fetch.client import open_fetcher
from aggregator.model.document import Document, Validators
from aggregator.model.source import Source
from aggregator.read.clean import plain
from aggregator.read.discover import Proposal, discover
from aggregator.read.encoding import decode
from aggregator.run.apart import Apart
from aggregator.run.leading_on import Look, leading_on, sitemap_offers
from aggregator.run.trial import Bench

# What a page links to, has, or usually has; following more would be a crawl.
_FOLLOWED = 24
_EXAMPLES = 3
# How many of them are asked whether they go on.
_LED_ON = 3
_PAGE_READ = 200_000


async def propose(
    bench: Bench, url: str, private: Sequence[str] = ()
) -> tuple[Proposal, ...]:
    """What could be added from an address, the surest first, each with what it brings.

    Raises:
        FetchError: the address could not be fetched.
        ReadError: what it sends takes too much to look at.
    """
    council = bench.configuration.council
    asked = Source(
        id="add",
        name=url,
        url=url,
        timezone=council.timezone,
        allow_private=tuple(private),
    )
    with closing(Apart()) as apart:
        return await _proposed(bench, asked, apart)


async def _proposed(bench: Bench, asked: Source, apart: Apart) -> tuple[Proposal, ...]:
    council, url = bench.configuration.council, asked.url
    async with open_fetcher(contact=council.contact, clock=bench.clock) as fetcher:
        document = await fetcher.fetch(asked, Validators())
        # Without validators there is nothing it could be unchanged from.
        assert isinstance(document, Document)
        work = partial(discover, document, bench.clock(), council.timezone)
        found = await asyncio.to_thread(apart.read, url, work)
        look = Look(bench, fetcher, apart, asked, {url: document})
        tried = await asyncio.gather(*(_tried(look, one) for one in found[:_FOLLOWED]))
        offers = [one for one in tried if one is not None and one.entries]
        text = decode(document.body, document.content_type).text
        ranked = _ranked(offers, text)
        best = await asyncio.gather(
            *(leading_on(look, one) for one in ranked[:_LED_ON])
        )
        return (*best, *ranked[_LED_ON:], *await sitemap_offers(look))


def _ranked(offers: Sequence[Proposal], page: str) -> tuple[Proposal, ...]:
    """First what brings the things that the page itself shows; each thing once.

    A site names its news on every page, whatever the page is about.
    """
    shown = plain(page, longest=_PAGE_READ) or ""
    once: dict[tuple[str, object], Proposal] = {}
    for one in offers:
        # Blocks within blocks bring the same as those around them.
        once.setdefault((one.format, (one.entries, one.examples)), one)
    return tuple(sorted(once.values(), key=lambda one: -_of_page(one, shown)))


def _of_page(offer: Proposal, shown: str) -> int:
    if not offer.examples:
        return 0
    there = sum(example in shown for example in offer.examples)
    return int(there * 2 >= len(offer.examples))


async def _tried(look: Look, proposal: Proposal) -> Proposal | None:
    """The proposal with what it brings; `None` if there is nothing."""
    if proposal.entries is not None:
        return proposal
    source = replace(
        look.asked, name=proposal.name, url=proposal.url, format=proposal.format
    )
    document = await look.document(proposal.url)
    reading = await look.read(source, document) if document else None
    if reading is None:
        return None
    titles = tuple(entry.facts.title for entry in reading.entries[:_EXAMPLES])
    kinds = {entry.facts.kind for entry in reading.entries}
    return replace(
        proposal,
        kind=proposal.kind or (kinds.pop() if len(kinds) == 1 else None),
        entries=len(reading.entries),
        examples=titles,
    )
