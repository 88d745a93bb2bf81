"""A source and what is known of it go in; a document, or "nothing new", comes out."""

import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from urllib.parse import urlencode

import httpx

from aggregator import __version__
from aggregator.fetch.allowance import Allowance
from aggregator.fetch.asking import Answer, Ask, Asker
from aggregator.fetch.common_turns import CommonTurns
from aggregator.fetch.faults import (
    astray,
    named,
    not_an_address,
    status_fault,
    too_slow,
)
from aggregator.fetch.guard import Guard, Resolve
from aggregator.fetch.limits import Limits
from aggregator.fetch.politeness import agent_token, fresh_for
from aggregator.fetch.remembered import Remembered
from aggregator.fetch.robots import Robots
from aggregator.fetch.trail import Trail
from aggregator.fetch.transport import GuardedTransport
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError
from aggregator.model.source import Source

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
# Longer validators are not worth carrying to and fro; honest ones have some 40 letters.
_VALIDATOR_MOST = 1024
_LINK_MOST = 4096
_DEFAULTS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What an address answered, where its redirects led, and whether for good."""

    status: int
    landed: str | None
    for_good: bool


@asynccontextmanager
async def open_fetcher(
    *,
    contact: str | None,
    user_agent: str | None = None,
    limits: Limits = _DEFAULTS,
    clock: Callable[[], datetime],
    remembered: Remembered | None = None,
    turns: CommonTurns | None = None,
    resolve: Resolve | None = None,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator["Fetcher"]:
    """What fetches sources, within one event loop.

    `contact` is an address at which people who run sites reach us. `remembered`,
    where it outlives the fetcher, saves asking each host for its robots.txt again
    within a day; `turns` are those of other fetchers, too. `resolve` and
    `tls` stand in for the system's name servers and trusted certificates.
    """
    agent = user_agent or _user_agent(contact)
    transport = GuardedTransport(Guard(resolve), tls=tls)
    asker = Asker(transport, agent, limits, turns)
    robots = Robots(
        asker, limits, agent_token(agent), clock, remembered or Remembered()
    )
    try:
        yield Fetcher(asker, robots, limits, clock)
    finally:
        await transport.aclose()


class Fetcher:
    """Fetches sources, any number at once; for one event loop."""

    def __init__(
        self,
        asker: Asker,
        robots: Robots,
        limits: Limits,
        clock: Callable[[], datetime],
    ) -> None:
        self._asker = asker
        self._robots = robots
        self._limits = limits
        self._clock = clock

    async def fetch(
        self, source: Source, validators: Validators
    ) -> Document | Unchanged:
        """Ask the source whether it has something new, and for it.

        Raises:
            FetchError: with a cause, a sentence that names the source, and a remedy.
        """
        seconds = self._limits.total.total_seconds()
        try:
            trail = Trail(_address(source))
        except FetchError as fault:
            raise named(fault, source.name) from fault
        try:
            async with Allowance(seconds) as allowance:
                answer = await self._follow(trail, source, validators, allowance)
                took = timedelta(seconds=seconds - allowance.left)
            return self._conclude(trail, answer, validators, took)
        except FetchError as fault:
            raise named(fault, source.name) from fault
        except TimeoutError as error:
            raise named(too_slow(trail.url, seconds), source.name) from error

    def spacing_of(self, source: Source) -> timedelta:
        """How far apart its host has asked requests to lie, as far as is known."""
        try:
            url = httpx.URL(source.url)
        except httpx.InvalidURL:
            return timedelta()
        return self._robots.known_spacing(url, source.allow_private)

    async def look(self, url: str, allow_private: tuple[str, ...] = ()) -> Looked:
        """What an address answers, without more of its body than a few lines.

        Raises:
            FetchError: it may not be asked, or no answer came.
        """
        seconds = self._limits.robots.total_seconds()
        try:
            trail = Trail(httpx.URL(url).copy_with(fragment=None))
        except (httpx.InvalidURL, ValueError) as error:
            raise not_an_address(url) from error
        try:
            async with Allowance(seconds) as allowance:
                answer = await self._go_along(
                    trail, (), allow_private, allowance, glance=True
                )
        except TimeoutError as error:
            raise too_slow(trail.url, seconds) from error
        landed = str(trail.url) if trail.url != trail.first else None
        return Looked(
            status=answer.status, landed=landed, for_good=trail.moved_to is not None
        )

    async def send_form(
        self, url: str, form: Mapping[str, str], source: Source
    ) -> None:
        """Send a form to a hub that a source names, guarded as its polls are.

        Raises:
            FetchError: it may not be asked, did not answer, or did not accept it.
        """
        seconds = self._limits.robots.total_seconds()
        try:
            address = httpx.URL(url).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise named(not_an_address(url), source.name) from error
        ask = Ask(
            url=address,
            allow_private=source.allow_private,
            spacing=timedelta(),
            body_most=self._limits.robots_body,
            form=urlencode(form).encode(),
            cut=True,
        )
        try:
            async with Allowance(seconds) as allowance:
                answer = await self._asker.ask(ask, allowance)
        except FetchError as fault:
            raise named(fault, source.name) from fault
        except TimeoutError as error:
            raise named(too_slow(address, seconds), source.name) from error
        if not HTTPStatus(200) <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            said = status_fault(answer.status, answer.headers, address, self._clock())
            raise named(said, source.name)

    async def _follow(
        self,
        trail: Trail,
        source: Source,
        validators: Validators,
        allowance: Allowance,
    ) -> Answer:
        """The last answer of a row of redirects, each asked for as the first was."""
        headers = _conditions(validators)
        return await self._go_along(trail, headers, source.allow_private, allowance)

    async def _go_along(
        self,
        trail: Trail,
        headers: tuple[tuple[str, str], ...],
        allow_private: tuple[str, ...],
        allowance: Allowance,
        *,
        glance: bool = False,
    ) -> Answer:
        for _ in range(self._limits.redirects + 1):
            spacing = await self._robots.spacing(trail.url, allow_private, allowance)
            answer = await self._asker.ask(
                Ask(
                    url=trail.url,
                    allow_private=allow_private,
                    spacing=spacing,
                    body_most=self._limits.glance if glance else self._limits.body,
                    headers=headers,
                    cut=glance,
                ),
                allowance,
            )
            if answer.location is None:
                return answer
            trail.go_on(answer.location, permanent=answer.status in _PERMANENT)
        raise astray(trail.first, f"redirects more than {self._limits.redirects} times")

    def _conclude(
        self, trail: Trail, answer: Answer, before: Validators, took: timedelta
    ) -> Document | Unchanged:
        now = self._clock()
        fresh = fresh_for(answer.headers, now)
        if answer.status == HTTPStatus.NOT_MODIFIED and _conditions(before):
            validators = Validators(
                etag=_validator(answer, "etag") or before.etag,
                last_modified=_validator(answer, "last-modified")
                or before.last_modified,
                body_hash=before.body_hash,
            )
            return Unchanged(
                validators=validators,
                fetched_at=now,
                not_modified=True,
                moved_to=trail.moved_to,
                fresh_for=fresh,
            )
        if answer.status != HTTPStatus.OK:
            raise status_fault(answer.status, answer.headers, trail.url, now)
        document = Document(
            url=str(trail.url),
            body=answer.body,
            body_hash=blake2b(answer.body, digest_size=16).hexdigest(),
            content_type=answer.headers.get("content-type"),
            etag=_validator(answer, "etag"),
            last_modified=_validator(answer, "last-modified"),
            link=answer.headers.get("link", "")[:_LINK_MOST] or None,
            moved_to=trail.moved_to,
            fresh_for=fresh,
            fetched_at=now,
            took=took,
        )
        if document.body_hash == before.body_hash:
            return Unchanged(
                validators=document.validators,
                fetched_at=now,
                not_modified=False,
                moved_to=trail.moved_to,
                fresh_for=fresh,
            )
        return document


def _address(source: Source) -> httpx.URL:
    try:
        return _parsed(source.url.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise not_an_address(source.url) from error


# Sources are asked at the same addresses hour after hour; what may be reached there is
# asked of the guard each time.
@lru_cache(maxsize=2_000)
def _parsed(address: str) -> httpx.URL:
    url = httpx.URL(address)
    return url.copy_with(fragment=None) if url.fragment else url


def _conditions(validators: Validators) -> tuple[tuple[str, str], ...]:
    asked = (
        ("if-none-match", validators.etag),
        ("if-modified-since", validators.last_modified),
    )
    return tuple((name, value) for name, value in asked if value is not None)


def _validator(answer: Answer, name: str) -> str | None:
    value: str | None = answer.headers.get(name)
    if value is None or len(value) > _VALIDATOR_MOST:
        return None
    return value if value.isascii() and value.isprintable() and value else None


def _user_agent(contact: str | None) -> str:
    said = "".join(c for c in contact or "" if c.isascii() and c.isprintable())
    name = f"aggregator/{__version__}"
    return f"{name} (+{said})" if said else name
