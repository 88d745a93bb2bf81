"""The one way out: httpx's transport, guarded, and quick with many connections.

httpx's own pool asks every open connection at every request; this one looks up the
place it needs, so that a request costs the same at one connection and at a thousand.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

import httpx

from aggregator.fetch.addresses import Address
from aggregator.fetch.connection import BrokenAnswerError, Connection, Headers
from aggregator.fetch.guard import Guard, check_url, port_of
from aggregator.fetch.idle import Idle, Place

# A request with this extension may reach these private networks, and only it.
ALLOW_PRIVATE = "allow_private"

_CONNECT_SECONDS = 5.0
_IDLE_MOST = 128
# Asking these twice does no more than asking once (RFC 9110, 9.2.2).
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})
_BREAK = re.compile(rb"[\r\n\0]")

Fields = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A request as it goes over the wire, and the private networks it may reach.

    `pieces` are what follows its head, made anew for each try. `read` is how long to
    wait for each part of the answer, in seconds; `None` where its sender sees to that.
    """

    url: httpx.URL
    head: bytes
    allow_private: tuple[str, ...]
    pieces: Callable[[], AsyncIterator[bytes]] | None = None
    is_repeatable: bool = True
    head_only: bool = False
    connect: float = _CONNECT_SECONDS
    read: float | None = None


class Heard(NamedTuple):
    """The beginning of an answer: its header fields as they came, its body to come."""

    status: int
    headers: Headers
    body: "Body"


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests only where the guard lets them; for one event loop.

    Troubles come out as httpx's own errors, a refused address as `FetchError`.
    """

    def __init__(
        self,
        guard: Guard | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        idle_most: int = _IDLE_MOST,
    ) -> None:
        self._guard = guard or Guard()
        self._tls = tls
        self._loop = asyncio.get_running_loop()
        self._idle = Idle(self._loop, idle_most)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """What httpx's own client asks of a transport; see `send`."""
        status, headers, body = await self.send(_sending(request))
        return httpx.Response(status, headers=headers, stream=body, request=request)

    async def send(self, sending: Sending) -> Heard:
        """Ask, on a connection that is open or on a new one; the body must be closed.

        A connection that was kept may have been closed on the other side: then what
        may be repeated is asked once more, on a new one.
        """
        place = _place(sending)
        kept = self._idle.take(place)
        if kept is not None:
            try:
                return await self._exchange(kept, place, sending)
            except (httpx.RemoteProtocolError, httpx.ReadError):
                if kept.answered or not sending.is_repeatable:
                    raise
        return await self._exchange(await self._connect(sending, place), place, sending)

    async def aclose(self) -> None:
        self._idle.close()
        self._guard.close()
        await asyncio.sleep(0)  # what was aborted is closed at the loop's next turn

    async def _exchange(
        self, connection: Connection, place: Place, sending: Sending
    ) -> Heard:
        try:
            connection.ask(sending.head, head_only=sending.head_only)
            if sending.pieces is not None:
                async for piece in sending.pieces():
                    await connection.send(piece)
            if sending.read is None:
                status, headers = await connection.head()
            else:
                async with asyncio.timeout(sending.read):
                    status, headers = await connection.head()
        except TimeoutError as error:
            connection.abort()
            raise httpx.ReadTimeout("no answer in time") from error
        except BrokenAnswerError as error:
            connection.abort()
            raise httpx.RemoteProtocolError(str(error)) from error
        except BaseException:
            connection.abort()
            raise
        finish = partial(self._finish, connection, place)
        return Heard(status, headers, Body(connection, finish, sending.read))

    def _finish(self, connection: Connection, place: Place) -> None:
        if connection.is_reusable():
            self._idle.put(connection, place)
        else:
            connection.abort()

    async def _connect(self, sending: Sending, place: Place) -> Connection:
        try:
            addresses = await self._guard.addresses(sending.url, place[3])
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        failure: Exception | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(sending.connect):
                    return await self._open(address, place)
            except ssl.SSLError as error:
                raise httpx.ConnectError(str(error)) from error
            except OSError as error:  # TimeoutError is one; the next address may do
                failure = error
        if isinstance(failure, TimeoutError):
            raise httpx.ConnectTimeout("no answer") from failure
        raise httpx.ConnectError(str(failure)) from failure

    async def _open(self, address: Address, place: Place) -> Connection:
        """Connect to this very address; no name is looked up from here on."""
        scheme, host, port, _ = place
        is_tls = scheme == "https"
        _, connection = await self._loop.create_connection(
            lambda: Connection(self._loop),
            sock=await self._dial(address, port),
            ssl=(self._tls or shared_tls()) if is_tls else None,
            server_hostname=host if is_tls else None,
        )
        return connection

    async def _dial(self, address: Address, port: int) -> socket.socket:
        family = socket.AF_INET6 if address.version > 4 else socket.AF_INET  # noqa: PLR2004
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.settimeout(0)
        try:
            await self._loop.sock_connect(sock, (str(address), port))
        except BaseException:
            sock.close()
            raise
        return sock


@lru_cache(maxsize=1)
def shared_tls() -> ssl.SSLContext:
    """The one TLS context, made when first needed: it costs 20 ms."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


class Body(httpx.AsyncByteStream):
    """A body as it comes; closing it early gives the connection up."""

    def __init__(
        self, connection: Connection, finish: Callable[[], None], wait: float | None
    ) -> None:
        self._connection = connection
        self._finish: Callable[[], None] | None = finish
        self._wait = wait

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while (data := await self._next()) is not None:
                yield data
        except TimeoutError as error:
            raise httpx.ReadTimeout("the answer stopped coming") from error
        except BrokenAnswerError as error:
            raise httpx.RemoteProtocolError(str(error)) from error

    async def aclose(self) -> None:
        self.close()

    def close(self) -> None:
        """The same at once; a connection that is at its end is kept for the next."""
        if self._finish is not None:
            self._finish()
            self._finish = None

    async def _next(self) -> bytes | None:
        if self._wait is None:
            return await self._connection.chunk()
        async with asyncio.timeout(self._wait):
            return await self._connection.chunk()


def head_of(method: bytes, url: httpx.URL, fields: Fields) -> bytes:
    """The head of a request as it is sent.

    Raises:
        httpx.LocalProtocolError: a field holds a line break.
    """
    lines = [b"%s %s HTTP/1.1" % (method, url.raw_path)]
    lines += [b"%s: %s" % field for field in fields]
    if _BREAK.search(b"".join(lines)):
        raise httpx.LocalProtocolError("a header holds a line break")
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _place(sending: Sending) -> Place:
    url = sending.url
    check_url(url)
    return (url.scheme, url.host, port_of(url), sending.allow_private)


def _sending(request: httpx.Request) -> Sending:
    return Sending(
        url=request.url,
        head=head_of(request.method.encode(), request.url, request.headers.raw),
        allow_private=tuple(request.extensions.get(ALLOW_PRIVATE, ())),
        pieces=partial(_body_of, request),
        is_repeatable=request.method in _REPEATABLE,
        head_only=request.method == "HEAD",
        connect=_seconds(request, "connect") or _CONNECT_SECONDS,
        read=_seconds(request, "read"),
    )


async def _body_of(request: httpx.Request) -> AsyncIterator[bytes]:
    """What follows the head; a body of unknown length goes in chunks."""
    if not isinstance(request.stream, httpx.AsyncByteStream):
        raise httpx.LocalProtocolError("the body cannot be read")
    chunked = "transfer-encoding" in request.headers
    async for piece in request.stream:
        if piece:
            yield b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece
    if chunked:
        yield b"0\r\n\r\n"


def _seconds(request: httpx.Request, kind: str) -> float | None:
    seconds: float | None = request.extensions.get("timeout", {}).get(kind)
    return seconds
