"""What a desk needs done again and again, besides its polls and its accounts.

Each runs on one machine at a time, by its lock. That it is done once is written in the
tables it works on: a message to the editors is claimed before it is sent, a draft is
made in the transaction that looked for it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from aggregator.fetch.client import Fetcher
from aggregator.run.assemble import Parts
from aggregator.run.cycle import draft_news
from aggregator.run.digesting import tell_editors, tell_of_evenings
from aggregator.run.ending_photos import end_photos
from aggregator.run.links import look_at_links
from aggregator.run.machines.orders import DELIVER, POLL
from aggregator.run.month_mail import tell_of_month
from aggregator.run.tidying import Tidying

EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something done for each desk every minute, by workers of a queue."""

    queue: str
    do: Callable[[Parts, Fetcher], Awaitable[object]]


async def _draft(parts: Parts, fetcher: Fetcher) -> None:
    await draft_news(parts, fetcher)


async def _links(parts: Parts, _fetcher: Fetcher) -> None:
    await look_at_links(parts)


async def _photos(parts: Parts, _fetcher: Fetcher) -> None:
    await asyncio.to_thread(end_photos, parts)


async def _tell(parts: Parts, _fetcher: Fetcher) -> None:
    for tell in (tell_editors, tell_of_evenings, tell_of_month):
        await asyncio.to_thread(tell, parts)


_tidying = Tidying()


async def _tidy(parts: Parts, _fetcher: Fetcher) -> None:
    await asyncio.to_thread(_tidying, parts)


DUTIES = {
    "draft": Duty(queue=POLL, do=_draft),
    "links": Duty(queue=POLL, do=_links),
    "photos": Duty(queue=POLL, do=_photos),
    "tidy": Duty(queue=POLL, do=_tidy),
    "tell": Duty(queue=DELIVER, do=_tell),
}
