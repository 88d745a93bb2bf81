"""Hubs tell of news, so that a source is asked when it has something (WebSub).

Whatever a hub sends is only a hint: the source itself is asked, as ever. Where no hub
answers, polling goes on as if there were none. https://www.w3.org/TR/websub/, 2026-11.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.errors import FetchError
from aggregator.model.hub import Offer, Subscription
from aggregator.model.source import Source
from aggregator.run.assemble import Parts
from aggregator.store import subscriptions
from aggregator.store.database import Connection

log = structlog.get_logger()

PATH = "/websub/"
# What is asked for; the hub may promise less, down to what is worth the trouble.
LEASE = timedelta(days=10)
_SHORTEST_LEASE = timedelta(minutes=5)
# Renewed when less than this is left; asked again when the hub kept silent so long.
_RENEWED_BEFORE = timedelta(days=2)
_ASKED_AGAIN = timedelta(hours=12)
# However often a hub calls, a source is not asked more often than this.
_APART = timedelta(minutes=5)
_AT_ONCE = 50
_SIGNATURES = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}


def callback_of(parts: Parts, token: str) -> str | None:
    """The address that a hub tells; `None` where the desk has none in public."""
    address = parts.configuration.desk.address
    return None if address is None else f"{address.rstrip('/')}{PATH}{token}"


def note_offers(
    parts: Parts, connection: Connection, offers: Mapping[str, Offer | None]
) -> None:
    """Remember what the feeds that were just read offer, by their source."""
    if parts.configuration.desk.address is None or not offers:
        return
    subscriptions.forget(
        connection, [one for one, offer in offers.items() if not offer]
    )
    for source, offer in offers.items():
        if offer is not None:
            wanted = Subscription(
                source=source,
                offer=offer,
                token=secrets.token_urlsafe(24),
                secret=secrets.token_urlsafe(32),
            )
            subscriptions.keep(connection, wanted)


async def subscribe(parts: Parts, fetcher: Fetcher) -> None:
    """Ask the hubs that have not promised anything, or not for long any more."""
    if parts.configuration.desk.address is None:
        return
    sources = {source.id: source for source in parts.configuration.sources}
    wanted = await asyncio.to_thread(_wanted, parts)
    await asyncio.gather(
        *(_ask(parts, fetcher, sources[one.source], one) for one in wanted)
    )


def verified(parts: Parts, token: str, asked: Mapping[str, str]) -> str | None:
    """The challenge to answer a hub with, where it asks what we did ask for."""
    now = parts.clock()
    with parts.database.transaction() as connection:
        found = subscriptions.of_token(connection, token)
        if found is None or found.offer.topic != asked.get("hub.topic"):
            return None
        if asked.get("hub.mode") == "denied":
            subscriptions.promised(connection, found.source, None)
            log.info("hub refuses", source=found.source, hub=_host(found))
            return ""
        if asked.get("hub.mode") != "subscribe" or found.asked_at is None:
            return None
        lease = _lease(asked.get("hub.lease_seconds", ""))
        subscriptions.promised(connection, found.source, now + lease)
    log.info("hub promises", source=found.source, hub=_host(found))
    return asked.get("hub.challenge", "")


def told(parts: Parts, token: str, body: bytes, signature: str) -> bool:
    """A hub tells of news; false where there is no such subscription.

    One that is not signed with our secret changes nothing (WebSub 7.1.2), though the
    hub is not told so.
    """
    with parts.database.transaction() as connection:
        found = subscriptions.of_token(connection, token)
        if found is None:
            return False
        if is_signed(body, signature, found.secret):
            subscriptions.hasten(connection, found.source, parts.clock(), _APART)
        else:
            log.warning("a hub's message is not signed by it", source=found.source)
    return True


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether `X-Hub-Signature` was made from this body with our secret."""
    method, _, given = signature.strip().partition("=")
    digest = _SIGNATURES.get(method.lower())
    if digest is None:
        return False
    made = hmac.new(secret.encode(), body, digest).hexdigest()
    return hmac.compare_digest(made.encode(), given.strip().lower().encode())


def _wanted(parts: Parts) -> tuple[Subscription, ...]:
    now = parts.clock()
    with parts.database.transaction() as connection:
        wanted = subscriptions.to_ask(
            connection,
            ends_before=now + _RENEWED_BEFORE,
            asked_before=now - _ASKED_AGAIN,
            limit=_AT_ONCE,
        )
        # Before they are asked: a hub may call back before it has answered.
        for one in wanted:
            subscriptions.asked(connection, one.source, now)
    return wanted


async def _ask(
    parts: Parts, fetcher: Fetcher, source: Source, wanted: Subscription
) -> None:
    form = {
        "hub.mode": "subscribe",
        "hub.topic": wanted.offer.topic,
        "hub.callback": callback_of(parts, wanted.token) or "",
        "hub.secret": wanted.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
    }
    try:
        await fetcher.send_form(wanted.offer.hub, form, source)
    except FetchError as error:
        log.info("hub not to be had", source=source.id, sentence=str(error))


def _lease(seconds: str) -> timedelta:
    if not (seconds.isascii() and seconds.isdigit()):
        return LEASE
    promised = timedelta(seconds=int(seconds[:9]))
    return min(max(promised, _SHORTEST_LEASE), LEASE)


def _host(found: Subscription) -> str | None:
    return urlsplit(found.offer.hub).hostname
