"""Timelines that only an account of ours may read: X's, at a price for each post."""

import asyncio
from collections.abc import Callable

from aggregator.fetch.client import Fetcher
from aggregator.fetch.timelines import asked_of, x_handle
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.later import later
from aggregator.model.source import Source
from aggregator.run.assemble import Parts

# What delivers, and the clients of the networks.
_from_x: Callable[[Parts, Source, str, Validators], Document | Unchanged] = later(
    "aggregator.run.x_timeline", "from_x"
)


async def fetch_timeline(
    parts: Parts, fetcher: Fetcher, source: Source, validators: Validators
) -> Document | Unchanged:
    """What a source has: by the guarded way, or from X by our account there.

    The newest post that was paid for is kept as the validator, so that no post is
    ever paid for twice.

    Raises:
        FetchError: it could not be had.
    """
    handle = x_handle(source)
    if handle is None:
        return await fetcher.fetch(asked_of(source), validators)
    return await asyncio.to_thread(_from_x, parts, source, handle, validators)
