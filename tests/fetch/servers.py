"""Servers on loopback that say exactly what a test writes, byte for byte."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from aggregator.fetch.client import open_fetcher
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError
from tests.builders import a_source

MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HERE = ("127.0.0.1/32",)

Say = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    line: str


@dataclass
class Server:
    """Answers by path: bytes to send, or a coroutine that sends them."""

    answers: dict[str, bytes | Say] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    port: int = 0
    host: str = "127.0.0.1"
    scheme: str = "http"

    def url(self, path: str = "/feed") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def serve(self, reader, writer) -> None:
        self.connections += 1
        try:
            while asked := await _read(reader):
                self.asked.append(asked)
                self.open_now += 1
                self.most_open = max(self.most_open, self.open_now)
                try:
                    if not await self._answer(asked, writer):
                        break
                finally:
                    self.open_now -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def _answer(self, asked: Asked, writer) -> bool:
        answer = self.answers.get(asked.path, self.answers.get("*", NOT_THERE))
        if callable(answer):
            return await answer(asked, writer) is True
        writer.write(answer)
        await writer.drain()
        return b"HTTP/1.0" not in answer[:8] and b"onnection: close" not in answer


async def _read(reader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    line, *fields = head.strip().split("\r\n")
    headers = dict(field.lower().split(": ", 1) for field in fields)
    return Asked(path=line.split(" ")[1], headers=headers, line=line)


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(location: str, status: str = "301 Moved Permanently") -> bytes:
    return ok(b"", f"Location: {location}", status=status)


NOT_THERE = ok(b"", status="404 Not Found")


@asynccontextmanager
async def serving(host: str = "127.0.0.1", tls=None) -> AsyncIterator[Server]:
    """A server with keep-alive; it ends with all its connections."""
    server = Server(host=host, scheme="https" if tls else "http")
    tasks = set()

    async def serve(reader, writer):
        tasks.add(asyncio.current_task())
        try:
            await server.serve(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()

    listener = await asyncio.start_server(serve, host, 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await listener.wait_closed()
        await asyncio.sleep(0)


@asynccontextmanager
async def fetching(**options):
    options.setdefault("clock", lambda: MOMENT)
    options.setdefault("contact", "editor@example.org")
    async with open_fetcher(**options) as fetcher:
        yield fetcher


async def fetched(
    fetcher, url: str, validators: Validators | None = None, **source
) -> Document | Unchanged:
    source.setdefault("allow_private", HERE)
    return await fetcher.fetch(a_source(url=url, **source), validators or Validators())


async def refused(fetcher, url: str, **source) -> FetchError:
    """The error that this fetch must end with."""
    with pytest.raises(FetchError) as caught:
        await fetched(fetcher, url, **source)
    return caught.value
