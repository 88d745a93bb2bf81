"""What a source would bring while somebody is still writing it; nothing is kept."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from aggregator.fetch.client import open_fetcher
from aggregator.model.document import Document, Validators
from aggregator.model.entry import Entry
from aggregator.model.errors import AggregatorError, FetchError, ReadError
from aggregator.model.source import PageRules, Source
from aggregator.read import read
from aggregator.run.assemble import Parts
from aggregator.run.typed import as_typed

# How an address of the council's own network is allowed in the browser.
ALLOWED_BY = (
    "if it is in the council's own network, whoever runs the desk can allow it "
    "in sources.toml: allow_private of [desk]"
)
_READING = {
    "page-instead-of-feed": "if the page is what you want, say that it is a web page",
    "nothing-matches": "look at the page, and write what repeats there",
    "unknown-format": "let it be found out by looking, or check the address",
}
# Enough to see whether the selectors are right.
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first things that it brings, or why it brings none.

    `blocks_only` says that no title was asked for yet: what is shown is the text of
    each block that the item selector matches. `leads_to` counts the pages that a list
    only names: they are read when it is polled.
    """

    entries: tuple[Entry, ...] = ()
    count: int = 0
    format: str | None = None
    problems: tuple[str, ...] = ()
    error: str | None = None
    blocks_only: bool = False
    leads_to: int = 0
    fetched_at: datetime | None = None


def preview(parts: Parts, source: Source, *, again: bool = False) -> Preview:
    """Read the source's document as it is now, or was a moment ago."""
    now = parts.clock()
    blocks_only = source.page is not None and not source.page.title
    try:
        document = parts.recent.get(
            (source.url, source.allow_private),
            now,
            lambda: asyncio.run(_fetched(parts, source)),
            again=again,
        )
    except FetchError as error:
        return Preview(error=_said(error, source), blocks_only=blocks_only)
    try:
        work = partial(read, document, source, now)
        reading = parts.apart.anywhere(source.name, work)
    except ReadError as error:
        return Preview(
            error=_said(error, source),
            fetched_at=document.fetched_at,
            blocks_only=blocks_only,
        )
    return Preview(
        entries=reading.entries[:_SHOWN],
        count=len(reading.entries),
        format=reading.format,
        problems=reading.problems,
        leads_to=len(reading.links) + len(reading.lists),
        fetched_at=document.fetched_at,
        blocks_only=blocks_only,
    )


def half_written(source: Source, page: PageRules) -> Source:
    """The source by what repeats alone: the text of each block is shown."""
    blocks = PageRules(item=page.item, title="", to_next=page.to_next)
    return replace(source, page=blocks)


def _said(error: AggregatorError, source: Source) -> str:
    """The error to somebody who has the form before their eyes, not the file."""
    return str(as_typed(error, source.name, ALLOWED_BY, _READING))


async def _fetched(parts: Parts, source: Source) -> Document:
    contact = parts.configuration.council.contact
    async with open_fetcher(
        contact=contact, clock=parts.clock, remembered=parts.remembered
    ) as fetcher:
        document = await fetcher.fetch(source, Validators())
    # Without validators there is nothing it could be unchanged from.
    assert isinstance(document, Document)
    return document
