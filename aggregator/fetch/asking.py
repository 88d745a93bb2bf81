"""One request and its answer, in the host's turn and within every bound."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import httpx

from aggregator.fetch.allowance import Allowance
from aggregator.fetch.common_turns import CommonTurns
from aggregator.fetch.connection import Headers
from aggregator.fetch.decode import (
    ACCEPTED,
    EncodingError,
    TooLargeError,
    decoder,
)
from aggregator.fetch.faults import bad_encoding, network_fault, too_large, too_slow
from aggregator.fetch.limits import Limits
from aggregator.fetch.politeness import host_of
from aggregator.fetch.transport import Body, GuardedTransport, Sending, head_of
from aggregator.fetch.turns import Turns

_ACCEPT = (
    b"application/rss+xml, application/atom+xml, application/feed+json, "
    b"text/calendar, text/html;q=0.9, */*;q=0.8"
)
_FORM = (b"content-type", b"application/x-www-form-urlencoded")
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
    """A status, its headers by their names in lower case, the decoded body of a 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect points to."""
        return self.headers.get("location") if self.status in _MOVED else None


class Asker:
    """Asks hosts in their turn; for one event loop."""

    def __init__(
        self,
        transport: GuardedTransport,
        user_agent: str,
        limits: Limits,
        turns: CommonTurns | None = None,
    ) -> None:
        self._transport = transport
        self._limits = limits
        self._turns = Turns(limits, turns)
        self._large = asyncio.Semaphore(limits.large_at_once)
        self._fields = (
            (b"user-agent", user_agent.encode("ascii")),
            (b"accept", _ACCEPT),
            (b"accept-encoding", ACCEPTED.encode()),
        )

    async def ask(self, ask: Ask, allowance: Allowance) -> Answer:
        """Wait for the host's turn, ask, and read the body.

        Raises:
            FetchError: no whole answer came within the bounds.
            TimeoutError: the allowance is used up.
        """
        with allowance.paused():
            turn = await self._turns.take(host_of(ask.url), ask.spacing)
        try:
            return await self._in_time(ask, allowance)
        except httpx.TransportError as error:
            raise network_fault(error, ask.url) from error
        finally:
            turn.end()

    async def _in_time(self, ask: Ask, allowance: Allowance) -> Answer:
        if ask.seconds is None:  # the allowance alone
            return await self._exchange(ask, allowance)
        try:
            async with asyncio.timeout(ask.seconds) as timer:
                return await self._exchange(ask, allowance)
        except TimeoutError as error:
            if not timer.expired():
                raise
            raise too_slow(ask.url, ask.seconds) from error

    async def _exchange(self, ask: Ask, allowance: Allowance) -> Answer:
        status, raw, coming = await self._transport.send(self._sending(ask))
        headers = _texts(raw)
        try:
            body = b""
            if status == HTTPStatus.OK:
                body = await self._body(headers, coming, ask, allowance)
        except EncodingError as error:
            raise bad_encoding(ask.url, str(error)) from error
        except TooLargeError as error:
            raise too_large(ask.url, ask.body_most) from error
        finally:
            coming.close()
        return Answer(status=status, headers=headers, body=body)

    def _sending(self, ask: Ask) -> Sending:
        fields = [(b"host", ask.url.netloc), *self._fields]
        fields += [
            (name.encode(), value.encode("ascii")) for name, value in ask.headers
        ]
        form = ask.form
        if form is not None:
            fields += [_FORM, (b"content-length", b"%d" % len(form))]
        method = b"GET" if form is None else b"POST"
        return Sending(
            url=ask.url,
            head=head_of(method, ask.url, fields) + (form or b""),
            allow_private=ask.allow_private,
            is_repeatable=form is None,
        )

    async def _body(
        self,
        headers: Mapping[str, str],
        coming: Body,
        ask: Ask,
        allowance: Allowance,
    ) -> bytes:
        _refuse_announced(headers.get("content-length"), ask)
        decoding = decoder(headers.get("content-encoding"), ask.body_most)
        is_large = False
        try:
            async for data in coming:
                try:
                    decoding.feed(data)
                except TooLargeError:
                    if ask.cut:
                        return decoding.held()[: ask.body_most]
                    raise
                if not is_large and decoding.size > self._limits.large:
                    with allowance.paused():
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


def _texts(fields: Headers) -> dict[str, str]:
    """What is said several times is joined (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for raw, value in fields:
        name = raw.decode("latin-1")
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = value.decode("latin-1")
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found
