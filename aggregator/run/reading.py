"""How a cycle fetches: by itself, or together with the other desks."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from aggregator.fetch.client import Fetcher, open_fetcher
from aggregator.fetch.shared import key_of, may_share
from aggregator.model.errors import AggregatorError
from aggregator.run.assemble import Parts
from aggregator.run.common import Common
from aggregator.run.sharing import SharingFetcher
from aggregator.store.database import Database

log = structlog.get_logger()

# Somebody who asks for a source at once wants what is there now, but three who do so
# in one minute want the same.
_AT_ONCE = timedelta(minutes=1)


@asynccontextmanager
async def fetching(parts: Parts, *, force: bool = False) -> AsyncIterator[Fetcher]:
    """What fetches for one cycle; with `force` nothing older than a minute will do."""
    async with open_fetcher(
        contact=parts.configuration.council.contact,
        clock=parts.clock,
        remembered=parts.remembered,
        turns=parts.common.turns if parts.common else None,
    ) as fetcher:
        if parts.common is None:
            yield fetcher
            return
        shelf, shared = await asyncio.to_thread(_shared, parts, parts.common)
        if shelf is None or not shared:
            yield fetcher
            return
        with ThreadPoolExecutor(2, "shelf") as threads:
            yield SharingFetcher(
                fetcher,
                shelf,
                shared,
                clock=parts.clock,
                lasts=_AT_ONCE if force else None,
                threads=threads,
            )


def _shared(parts: Parts, common: Common) -> tuple[Database | None, frozenset[str]]:
    """The shelf, and the ids of this desk's sources that others read, too."""
    keys = common.read_by_several()
    ids = frozenset(
        one.id
        for one in parts.configuration.sources
        if may_share(one) and key_of(one) in keys
    )
    try:
        return (common.database() if ids else None), ids
    except AggregatorError as error:
        # Politeness is worth less than the news.
        log.warning("this desk reads by itself", desk=parts.desk, because=str(error))
        return None, ids
