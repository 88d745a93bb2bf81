"""One cycle: what is due is fetched, read, placed in stories, and drafted."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.errors import NotFoundError
from aggregator.model.source import Source
from aggregator.run.assemble import Parts
from aggregator.run.drafting import Drafted, draft_stories
from aggregator.run.intake import Polled
from aggregator.run.pictures import bring_pictures
from aggregator.run.polling import Claims, Progress, poll
from aggregator.run.pushing import subscribe
from aggregator.run.reading import fetching
from aggregator.run.rubbish import collected_seldom
from aggregator.store import sources as source_rows

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What one cycle did."""

    polled: tuple[Polled, ...] = ()
    drafted: Drafted = field(default_factory=Drafted)


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
    _refuse_unknown(only, parts.configuration.sources)
    note_sources(parts)
    async with fetching(parts, force=force) as fetcher:
        with collected_seldom():
            claims = Claims(parts, only, force=force)
            polled = await poll(parts, fetcher, claims, progress)
        drafted = await draft_news(parts, fetcher)
    log.info(
        "cycle", polled=len(polled), drafts=drafted.added, withdrawn=drafted.withdrawn
    )
    return Cycle(polled=tuple(polled), drafted=drafted)


def note_sources(parts: Parts) -> None:
    """Have a row for every configured source; what is new or changed is due at once.

    Raises:
        StoreError: the database cannot be used.
    """
    listed = parts.configuration.sources
    with parts.database.transaction() as connection:
        source_rows.sync(
            connection,
            [source.id for source in listed],
            parts.clock(),
            fingerprints=_fingerprints(listed),
        )


async def draft_news(parts: Parts, fetcher: Fetcher) -> Drafted:
    """Draft what polls have brought, with its pictures, and ask for its hubs' news.

    Raises:
        StoreError: the database cannot be used.
    """
    drafted = await asyncio.to_thread(_drafted, parts)
    await bring_pictures(parts, fetcher)
    await subscribe(parts, fetcher)
    return drafted


def _drafted(parts: Parts) -> Drafted:
    with parts.database.transaction() as connection:
        return draft_stories(parts, connection, parts.clock())


@lru_cache(maxsize=8)
def _fingerprints(sources: tuple[Source, ...]) -> dict[str, str]:
    """Another one means that even an unchanged document has to be read again."""
    return {
        source.id: hashlib.blake2b(repr(source).encode(), digest_size=16).hexdigest()
        for source in sources
    }


def _refuse_unknown(only: Sequence[str] | None, listed: Sequence[Source]) -> None:
    sources = [source.id for source in listed]
    for name in only or ():
        if name not in sources:
            raise NotFoundError(
                f"There is no source called {name}",
                remedy=f"sources.toml has: {', '.join(sources)}",
            )
