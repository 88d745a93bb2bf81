"""The one way out: httpx's transport, guarded, and quick with many connections.

httpx's own pool asks every open connection at every request; this one looks up the
place it needs, so that a request costs the same at one connection and at a thousand.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from functools import lru_cache

import httpx

from aggregator.fetch.addresses import Address
from aggregator.fetch.connection import BrokenAnswerError, Connection
from aggregator.fetch.guard import Guard, check_url, port_of
from aggregator.fetch.idle import Idle, Place

# A request with this extension may reach these private networks, and only it.
ALLOW_PRIVATE = "allow_private"

_CONNECT_SECONDS = 5.0
_IDLE_MOST = 128
# Asking these twice does no more than asking once (RFC 9110, 9.2.2).
_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS"})
_BREAK = re.compile(rb"[\r\n\0]")


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
        """Ask, on a connection that is open or on a new one.

        A connection that was kept may have been closed on the other side: then what
        may be repeated is asked once more, on a new one.
        """
        place = self._place(request)
        kept = self._idle.take(place)
        if kept is not None:
            try:
                return await self._exchange(kept, place, request)
            except (httpx.RemoteProtocolError, httpx.ReadError):
                if kept.answered or request.method not in _REPEATABLE:
                    raise
        return await self._exchange(await self._connect(request, place), place, request)

    async def aclose(self) -> None:
        self._idle.close()
        self._guard.close()
        await asyncio.sleep(0)  # what was aborted is closed at the loop's next turn

    def _place(self, request: httpx.Request) -> Place:
        url = request.url
        check_url(url)
        allow = tuple(request.extensions.get(ALLOW_PRIVATE, ()))
        return (url.scheme, url.host, port_of(url), allow)

    async def _exchange(
        self, connection: Connection, place: Place, request: httpx.Request
    ) -> httpx.Response:
        wait = _seconds(request, "read")
        try:
            connection.ask(_head_of(request), head_only=request.method == "HEAD")
            async for piece in _body_of(request):
                await connection.send(piece)
            async with asyncio.timeout(wait):
                status, headers = await connection.head()
        except TimeoutError as error:
            connection.abort()
            raise httpx.ReadTimeout("no answer in time", request=request) from error
        except BrokenAnswerError as error:
            connection.abort()
            raise httpx.RemoteProtocolError(str(error), request=request) from error
        except BaseException:
            connection.abort()
            raise
        stream = _Body(connection, lambda: self._finish(connection, place), wait)
        return httpx.Response(status, headers=headers, stream=stream, request=request)

    def _finish(self, connection: Connection, place: Place) -> None:
        if connection.is_reusable():
            self._idle.put(connection, place)
        else:
            connection.abort()

    async def _connect(self, request: httpx.Request, place: Place) -> Connection:
        try:
            addresses = await self._guard.addresses(request.url, place[3])
        except OSError as error:
            raise httpx.ConnectError(str(error), request=request) from error
        wait = _seconds(request, "connect") or _CONNECT_SECONDS
        failure: Exception | None = None
        for address in addresses:
            try:
                async with asyncio.timeout(wait):
                    return await self._open(address, place)
            except ssl.SSLError as error:
                raise httpx.ConnectError(str(error), request=request) from error
            except OSError as error:  # TimeoutError is one; the next address may do
                failure = error
        if isinstance(failure, TimeoutError):
            raise httpx.ConnectTimeout("no answer", request=request) from failure
        raise httpx.ConnectError(str(failure), request=request) from failure

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


class _Body(httpx.AsyncByteStream):
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
        if self._finish is not None:
            self._finish()
            self._finish = None

    async def _next(self) -> bytes | None:
        if self._wait is None:
            return await self._connection.chunk()
        async with asyncio.timeout(self._wait):
            return await self._connection.chunk()


def _head_of(request: httpx.Request) -> bytes:
    first = b"%s %s HTTP/1.1" % (request.method.encode(), request.url.raw_path)
    lines = [first, *(b"%s: %s" % field for field in request.headers.raw)]
    if _BREAK.search(b"".join(lines)):
        raise httpx.LocalProtocolError("a header holds a line break", request=request)
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def _body_of(request: httpx.Request) -> AsyncIterator[bytes]:
    """What follows the head; a body of unknown length goes in chunks."""
    if not isinstance(request.stream, httpx.AsyncByteStream):
        raise httpx.LocalProtocolError("the body cannot be read", request=request)
    chunked = "transfer-encoding" in request.headers
    async for piece in request.stream:
        if piece:
            yield b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece
    if chunked:
        yield b"0\r\n\r\n"


def _seconds(request: httpx.Request, kind: str) -> float | None:
    seconds: float | None = request.extensions.get("timeout", {}).get(kind)
    return seconds
