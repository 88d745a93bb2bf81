"""Looks at the links of drafts, so that nobody posts one that leads nowhere.

Each link is looked at once a day, and sooner before it goes out or after it failed.
One look that fails says nothing: an approved draft goes back to the queue only when two
in a row found nothing there, or a site was silent for an hour.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from aggregator.desk.surroundings import links_in
from aggregator.fetch.client import Fetcher, open_fetcher
from aggregator.model.draft import Draft, State
from aggregator.model.errors import FetchError
from aggregator.model.link import LinkLook
from aggregator.run.assemble import Parts
from aggregator.run.withdrawing import send_back
from aggregator.store import deliveries, drafts, links, stories
from aggregator.store.database import Connection

log = structlog.get_logger()

# A page of what waits, and as many of what is approved.
_DRAFTS = 50
_AT_ONCE = 20
_DAILY = timedelta(days=1)
_SOON = timedelta(hours=6)
_BEFORE_IT_GOES_OUT = timedelta(hours=2)
_AFTER_A_FAILURE = timedelta(minutes=20)
# From then on it is known, and asked now and then whether it is back.
_KNOWN_AFTER = 3
_IS_IT_BACK = timedelta(hours=3)
_FORGOTTEN = timedelta(days=60)
# What may be another's hiccup, and what a site means for machines alone.
_TROUBLE = frozenset(
    {"timeout", "connection", "dns", "certificate", "server", "redirects"}
)
_GONE = frozenset({404, 410})
_SERVER_TROUBLE = 500
GONE = "Its link leads nowhere any more: mend it, or ask the source"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """An address to look at: the last look, and where on the own network it may be."""

    url: str
    before: LinkLook | None
    allow_private: tuple[str, ...]


async def look_at_links(parts: Parts) -> int:
    """Look at what is due, and send back what leads nowhere; how many were looked at.

    Raises:
        StoreError: the database cannot be used.
    """
    wanted = await asyncio.to_thread(_wanted, parts)
    if not wanted:
        return 0
    async with open_fetcher(
        contact=parts.configuration.council.contact,
        clock=parts.clock,
        remembered=parts.remembered,
    ) as fetcher:
        looks = await asyncio.gather(*(_look(parts, fetcher, one) for one in wanted))
    await asyncio.to_thread(_keep, parts, looks)
    log.info("links", looked_at=len(looks), dead=sum(one.is_dead for one in looks))
    return len(looks)


def judged(
    before: LinkLook | None,
    now: datetime,
    *,
    url: str,
    status: int | None = None,
    cause: str | None = None,
    landed: str | None = None,
    for_good: bool = False,
) -> LinkLook:
    """A look after the one before: whether it failed, and since when."""
    failed = cause in _TROUBLE or (
        status is not None and (status in _GONE or status >= _SERVER_TROUBLE)
    )
    so_far = before.failures if before and before.failures else 0
    return LinkLook(
        url=url,
        looked_at=now,
        status=status,
        cause=cause,
        landed=landed,
        for_good=for_good,
        failures=so_far + 1 if failed else 0,
        since=(before.since if before and so_far else now) if failed else None,
    )


def is_due(look: LinkLook | None, goes_out: datetime | None, now: datetime) -> bool:
    """Whether to look at an address again; `goes_out` is when its post does."""
    if look is None:
        return True
    rest = _DAILY
    if look.failures:
        rest = _AFTER_A_FAILURE if look.failures < _KNOWN_AFTER else _IS_IT_BACK
    elif goes_out is not None and goes_out - now <= _SOON:
        rest = _BEFORE_IT_GOES_OUT
    return now - look.looked_at >= rest


def _wanted(parts: Parts) -> list[_Wanted]:
    now = parts.clock()
    private = {one.id: one.allow_private for one in parts.configuration.sources}
    found: dict[str, _Wanted] = {}
    with parts.database.reading() as connection:
        open_drafts = [*_drafts(connection)]
        urls = {url for draft, _ in open_drafts for url in links_in(draft)}
        known = links.load(connection, urls)
        ids = {draft.story for draft, _ in open_drafts if draft.story}
        told = {one.id: one.sources for one in stories.load_all(connection, [*ids])}
        for draft, goes_out in open_drafts:
            tellers = told.get(draft.story, ()) if draft.story else ()
            allowed = {net for one in tellers for net in private.get(one, ())}
            for url in links_in(draft):
                if is_due(known.get(url), goes_out, now):
                    found[url] = _Wanted(
                        url=url,
                        before=known.get(url),
                        allow_private=tuple(sorted(allowed)),
                    )
    return list(found.values())[:_AT_ONCE]


def _drafts(connection: Connection) -> Iterator[tuple[Draft, datetime | None]]:
    """What is approved, with when it goes out, and the most urgent of what waits."""
    approved = drafts.page(connection, states=(State.APPROVED,), limit=_DRAFTS).drafts
    promised = deliveries.for_drafts(connection, [draft.id for draft in approved])
    for draft in approved:
        moments = [one.moment for one in promised.get(draft.id, ())]
        yield draft, min(moments, default=None)
    waiting = drafts.page(connection, states=(State.WAITING,), limit=_DRAFTS).drafts
    yield from ((draft, None) for draft in waiting)


async def _look(parts: Parts, fetcher: Fetcher, wanted: _Wanted) -> LinkLook:
    try:
        seen = await fetcher.look(wanted.url, wanted.allow_private)
    except FetchError as error:
        return judged(wanted.before, parts.clock(), url=wanted.url, cause=error.cause)
    return judged(
        wanted.before,
        parts.clock(),
        url=wanted.url,
        status=seen.status,
        landed=seen.landed,
        for_good=seen.for_good,
    )


def _keep(parts: Parts, looks: list[LinkLook]) -> None:
    now = parts.clock()
    dead = {look.url: look for look in looks if look.is_dead}
    with parts.database.transaction() as connection:
        links.save(connection, looks)
        links.forget(connection, now - _FORGOTTEN)
        for draft, _ in _drafts(connection) if dead else ():
            if draft.state is State.APPROVED:
                _send_back(connection, draft, dead, now)


def _send_back(
    connection: Connection, draft: Draft, dead: dict[str, LinkLook], now: datetime
) -> None:
    look = next((dead[url] for url in links_in(draft) if url in dead), None)
    if look is None or deliveries.on_their_way(connection, draft.id):
        return
    if draft.decided_at and look.since and draft.decided_at >= look.since:
        return  # whoever approved it had been told
    send_back(connection, draft, GONE, now)
