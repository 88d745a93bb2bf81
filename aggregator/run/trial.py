"""The same hops as a cycle's, saving nothing: to look before one configures."""

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from aggregator.config.load import load, template_texts
from aggregator.drafts.compose import compose
from aggregator.drafts.templates import Templates, load_templates
from aggregator.fetch.client import open_fetcher
from aggregator.fetch.timelines import asked_of
from aggregator.model.configuration import Configuration
from aggregator.model.council import Council
from aggregator.model.document import Document, Validators
from aggregator.model.draft import Composed
from aggregator.model.entry import Reading
from aggregator.model.item import Item
from aggregator.model.preference import USUAL, Preference
from aggregator.model.source import Source
from aggregator.model.story import Story
from aggregator.read import read
from aggregator.read.following import may_lead_on
from aggregator.run.apart import Apart
from aggregator.run.list_pages import follow
from aggregator.run.work import Work
from aggregator.stories.group import group
from aggregator.stories.items import to_items
from aggregator.stories.life import at
from aggregator.stories.merge import merge


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a trial needs of an installation, which need not be there."""

    configuration: Configuration
    templates: Templates
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source would bring, and the drafts that it would make."""

    reading: Reading
    items: tuple[Item, ...]
    drafts: tuple[Composed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story found among given items, with its words for a network."""

    story: Story
    composed: Composed


def prepared(directory: Path, clock: Callable[[], datetime]) -> Bench:
    """The folder's own configuration and templates, or plain ones where it has none.

    Raises:
        ConfigurationError: what is there cannot be used.
    """
    if (directory / "sources.toml").exists():
        configuration = load(directory, os.environ)
    else:
        configuration = Configuration(
            council=Council(name="Your council"),
            database="sqlite://",
            directory=str(directory),
        )
    templates = load_templates(template_texts(directory))
    return Bench(configuration=configuration, templates=templates, clock=clock)


async def try_source(bench: Bench, source: Source, network: str) -> Trial:
    """Fetch and read one source now.

    Raises:
        FetchError: it could not be fetched.
        ReadError: it cannot be read.
    """
    with closing(Apart()) as apart:
        reading = await _reading(bench, source, apart)
    items = to_items(reading.entries, source, bench.configuration.council)
    drafts = tuple(told.composed for told in tell(bench, items, network))
    return Trial(reading=reading, items=items, drafts=drafts)


async def _reading(bench: Bench, source: Source, apart: Apart) -> Reading:
    contact = bench.configuration.council.contact
    async with open_fetcher(contact=contact, clock=bench.clock) as fetcher:
        document = await fetcher.fetch(asked_of(source), Validators())
        # Without validators there is nothing it could be unchanged from.
        assert isinstance(document, Document)
        if not may_lead_on(source, document):
            work = partial(read, document, source, bench.clock())
            return apart.anywhere(source.name, work)

        async def run(work: Work[Reading]) -> Reading:
            return await asyncio.to_thread(apart.anywhere, source.name, work)

        found = await follow(fetcher, source, document, {}, bench.clock, run=run)
        return found.reading


def grouped(
    items: Sequence[Item], now: datetime, prefer: Sequence[Preference] = USUAL
) -> tuple[Story, ...]:
    """The stories among given items, in the order in which they appear."""
    members: dict[str, list[Item]] = {}
    for item, placement in group(items, now):
        # `group` names every story, new ones as well.
        assert placement.story is not None
        members.setdefault(placement.story, []).append(item)
    return tuple(merge(name, found, now, prefer) for name, found in members.items())


def tell(bench: Bench, items: Sequence[Item], network: str) -> tuple[Told, ...]:
    """Each story among given items, with its words."""
    now = bench.clock()
    told = []
    for story in grouped(items, now, bench.configuration.stories.prefer):
        composed = compose(
            at(story, now),
            network,
            council=bench.configuration.council,
            voice=bench.configuration.voice,
            templates=bench.templates,
            now=now,
            rules=bench.configuration.checks,
        )
        told.append(Told(story=story, composed=composed))
    return tuple(told)
