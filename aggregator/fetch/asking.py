"""One request and its answer, in the host's turn and within every bound."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import httpx

from aggregator.fetch.allowance import Allowance
from aggregator.fetch.common_turns import CommonTurns
from aggregator.fetch.decode import (
    ACCEPTED,
    EncodingError,
    TooLargeError,
    decoder,
)
from aggregator.fetch.faults import bad_encoding, network_fault, too_large, too_slow
from aggregator.fetch.limits import Limits
from aggregator.fetch.politeness import host_of
from aggregator.fetch.transport import ALLOW_PRIVATE
from aggregator.fetch.turns import Turns

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "text/calendar, text/html;q=0.9, */*;q=0.8"
)
_FORM = ("content-type", "application/x-www-form-urlencoded")
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What to ask for, and what this one request may take."""

    url: httpx.URL
    allow_private: tuple[str, ...]
    spacing: timedelta
    body_most: int
    seconds: float | None = None
    headers: tuple[tuple[str, str], ...] = ()
    form: bytes | None = None  # sent by POST, as a browser sends a form
    cut: bool = False  # a body beyond `body_most` is cut there, not refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, its headers, and the decoded body of a 200 (else empty)."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect points to."""
        return self.headers.get("location") if self.status in _MOVED else None


class Asker:
    """Asks hosts in their turn; for one event loop."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        user_agent: str,
        limits: Limits,
        turns: CommonTurns | None = None,
    ) -> None:
        self._transport = transport
        self._limits = limits
        self._turns = Turns(limits, turns)
        self._large = asyncio.Semaphore(limits.large_at_once)
        self._headers = (
            ("user-agent", user_agent),
            ("accept", _ACCEPT),
            ("accept-encoding", ACCEPTED),
        )

    async def ask(self, ask: Ask, allowance: Allowance) -> Answer:
        """Wait for the host's turn, ask, and read the body.

        Raises:
            FetchError: no whole answer came within the bounds.
            TimeoutError: the allowance is used up.
        """
        async with allowance.paused():
            turn = await self._turns.take(host_of(ask.url), ask.spacing)
        try:
            async with asyncio.timeout(ask.seconds) as timer:
                return await self._exchange(ask, allowance)
        except httpx.TransportError as error:
            raise network_fault(error, ask.url) from error
        except TimeoutError as error:
            if not timer.expired():
                raise
            raise too_slow(ask.url, ask.seconds or 0) from error
        finally:
            turn.end()

    async def _exchange(self, ask: Ask, allowance: Allowance) -> Answer:
        headers = [*self._headers, *ask.headers]
        if ask.form is not None:
            headers.append(_FORM)
        request = httpx.Request(
            "GET" if ask.form is None else "POST",
            ask.url,
            headers=headers,
            content=ask.form,
            extensions={ALLOW_PRIVATE: ask.allow_private},
        )
        response = await self._transport.handle_async_request(request)
        try:
            body = b""
            if response.status_code == HTTPStatus.OK:
                body = await self._body(response, ask, allowance)
        except EncodingError as error:
            raise bad_encoding(ask.url, str(error)) from error
        except TooLargeError as error:
            raise too_large(ask.url, ask.body_most) from error
        finally:
            await response.aclose()
        return Answer(status=response.status_code, headers=response.headers, body=body)

    async def _body(
        self, response: httpx.Response, ask: Ask, allowance: Allowance
    ) -> bytes:
        _refuse_announced(response.headers.get("content-length"), ask)
        decoding = decoder(response.headers.get("content-encoding"), ask.body_most)
        is_large = False
        try:
            async for data in response.aiter_raw():
                try:
                    decoding.feed(data)
                except TooLargeError:
                    if ask.cut:
                        return decoding.held()[: ask.body_most]
                    raise
                if not is_large and decoding.size > self._limits.large:
                    async with allowance.paused():
                        await self._large.acquire()
                    is_large = True
            return decoding.finish()
        finally:
            if is_large:
                self._large.release()


def _refuse_announced(length: str | None, ask: Ask) -> None:
    if ask.cut or length is None or not length.isdigit():
        return
    if int(length[:20]) > ask.body_most:
        raise TooLargeError
