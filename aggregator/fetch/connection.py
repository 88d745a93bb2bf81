"""One HTTP/1.1 connection: requests in, one answer at a time out, within bounds."""

import asyncio
from collections import deque
from typing import cast

import httptools

from aggregator.fetch.limits import KIB

Headers = list[tuple[bytes, bytes]]

# A head, a chunk's extras or trailers beyond this are an attack, not an answer; the
# largest honest heads seen (many cookies, a long policy) stay below 32 KiB.
_HEAD_MOST = 64 * KIB
_FIELDS_MOST = 256
# What has come and has not been taken; above it the sender has to wait.
_HELD_MOST = 256 * KIB


class BrokenAnswerError(Exception):
    """The other side broke off, or does not speak HTTP as it should."""


class Connection(asyncio.Protocol):
    """Speaks to one server; owned by one request at a time.

    `answered` tells whether a byte of the present answer has come: without one, a
    request that changes nothing may be asked again elsewhere.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        # Old servers end lines with a bare line feed; browsers read that as well.
        self._parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True)
        self._waiter: asyncio.Future[None] | None = None
        self._writable: asyncio.Future[None] | None = None
        self._chunks: deque[bytes] = deque()
        self._closed = False
        self._asked = False
        self._keep = True
        self._paused = False
        self._head_only = False
        self._has_head = False
        self._framed = False
        self._ended = False
        self._fault: BrokenAnswerError | None = None
        self._extras = 0
        self._held = 0
        self.answered = False
        self.status = 0
        self.headers: Headers = []

    # What a request does, in order

    def ask(self, request: bytes, *, head_only: bool) -> None:
        """Send a request's head; `head_only` answers have no body."""
        self._reset(head_only=head_only)
        self._asked = True
        if self._transport is not None:
            self._transport.write(request)

    async def send(self, data: bytes) -> None:
        """Send a piece of the request's body, as fast as the other side takes it."""
        if self._writable is not None:
            await self._writable
        if self._transport is not None and not self._closed:
            self._transport.write(data)

    async def head(self) -> tuple[int, Headers]:
        """The answer's status and its header fields.

        Raises:
            BrokenAnswerError: none came.
        """
        while not self._has_head:
            if self._fault is not None:
                raise self._fault
            await self._news()
        return self.status, self.headers

    async def chunk(self) -> bytes | None:
        """The next bytes of the body, or `None` after the last.

        Raises:
            BrokenAnswerError: the body stops before its end.
        """
        while not self._chunks:
            if self._ended:
                return None
            if self._fault is not None:
                raise self._fault
            await self._news()
        data = self._chunks.popleft()
        self._held -= len(data)
        if self._paused and self._held <= _HELD_MOST // 2 and self._transport:
            self._paused = False
            self._transport.resume_reading()
        return data

    def is_reusable(self) -> bool:
        """Whether the answer is over and the next request may follow it here."""
        return self._ended and self._keep and not self._closed and not self._chunks

    def is_closed(self) -> bool:
        return self._closed

    def abort(self) -> None:
        """Close at once, whatever is under way."""
        self._closed = True
        if self._transport is not None:
            self._transport.abort()

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self._is_expecting():
            self.abort()  # nothing was asked: the next answer could not be trusted
            return
        self.answered = True
        self._extras += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if self._ended:  # more came than was announced
                self._keep = False
            else:
                self._fail(f"it does not speak HTTP as it should ({error})")
        if self._extras > _HEAD_MOST and not self._ended:
            self._fail("its headers are too long")
        if self._held > _HELD_MOST and not self._paused and self._transport:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._over()

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed = True
        self._over(exc)
        self._resume_writing()

    def pause_writing(self) -> None:
        self._writable = self._loop.create_future()

    def resume_writing(self) -> None:
        self._resume_writing()

    # What the parser calls

    def on_message_begin(self) -> None:
        if self._ended:
            self._keep = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head or self._ended:
            return  # trailers say nothing that is needed
        if len(self.headers) >= _FIELDS_MOST:
            self._fail("it sends too many headers")
            return
        name = name.lower()
        self.headers.append((name, value))
        if name == b"content-length" or (
            name == b"transfer-encoding" and value.lower().endswith(b"chunked")
        ):
            self._framed = True

    def on_headers_complete(self) -> None:
        if self._has_head or self._ended:
            return
        self.status = self._parser.get_status_code()
        if self.status < 200:  # noqa: PLR2004 - "wait, the answer comes after this"
            return
        self._keep = self._parser.should_keep_alive() and not self._head_only
        self._has_head = True
        self._extras = 0
        self._ended = self._head_only

    def on_body(self, body: bytes) -> None:
        if self._ended:
            return
        self._extras = 0
        self._held += len(body)
        self._chunks.append(body)

    def on_message_complete(self) -> None:
        if self._has_head:
            self._ended = True
        else:
            self.headers = []

    def _reset(self, *, head_only: bool) -> None:
        self._head_only = head_only
        self._has_head = False
        self._framed = False
        self._ended = False
        self._fault = None
        self._extras = 0
        self._held = 0
        self.answered = False
        self.status = 0
        self.headers = []

    def _is_expecting(self) -> bool:
        return self._asked and not self._ended

    def _over(self, error: Exception | None = None) -> None:
        """The other side says no more; only an unframed body may end like this."""
        self._keep = False
        if self._has_head and not self._framed and error is None:
            self._ended = True
        elif not self._ended and self._fault is None:
            self._fail(
                "it broke off in the middle of its answer"
                if self.answered
                else "it hung up without an answer"
            )
        self._wake()

    def _fail(self, why: str) -> None:
        self._fault = self._fault or BrokenAnswerError(why)
        self._keep = False
        self._wake()

    async def _news(self) -> None:
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _resume_writing(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)
        self._writable = None
