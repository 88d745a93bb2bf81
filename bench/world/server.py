"""The world's web server: one process that is fifty hosts on loopback.

Councils share platforms: feed `n` lives at `http://127.0.1.h:port/n`, where `h` is one
of fifty, so that connections can be kept and one host may be spared without the others.
"""

import asyncio
import contextlib
import ctypes
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, cast

from bench.world.feeds import ENTRIES, body, etag

HOSTS = 50


@dataclass(frozen=True)
class World:
    """Where the feeds are, and what a run may change about them."""

    port: int
    settings: Any
    pid: int

    def url(self, number: int) -> str:
        return f"http://127.0.1.{number % HOSTS + 1}:{self.port}/{number}"

    def spread(self, number: int, hosts: int) -> str:
        """The same feed, where there are so many hosts, up to 60,000."""
        host = number % hosts
        where = f"127.1.{host // 250 + 1}.{host % 250 + 1}"
        return f"http://{where}:{self.port}/{number}"

    def change(
        self,
        *,
        latency_ms: int = 0,
        closes: bool = False,
        edition: int = 0,
        validators: bool = True,
        entries: int = ENTRIES,
        share: int = 1,
    ) -> None:
        """From now on: answers so late, connections kept or not, contents so new.

        One feed in `share` changes with each edition.
        """
        self.settings[0] = latency_ms
        self.settings[1] = int(closes)
        self.settings[2] = edition
        self.settings[3] = int(validators)
        self.settings[5] = entries
        self.settings[6] = share

    def answered(self) -> int:
        """How many requests have been answered since this was last asked."""
        count: int = self.settings[4]
        self.settings[4] = 0
        return count


@contextmanager
def world(core: int | None = None, ready: int = 0) -> Iterator[World]:
    """A server in a process of its own, on a core of its own where one is named.

    So many feeds are written before anybody may ask: whoever asked first would wait for
    them, and the others would not.
    """
    settings = multiprocessing.Array(ctypes.c_int, 7, lock=False)
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(
        target=_run, args=(there, settings, core, ready), daemon=True
    )
    process.start()
    port, pid = here.recv()
    found = World(port=port, settings=settings, pid=pid)
    found.change()
    try:
        yield found
    finally:
        process.terminate()
        process.join()


def _run(pipe: Connection, settings: Any, core: int | None, ready: int) -> None:
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    for number in range(ready):
        body(number)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(pipe, settings))


async def _serve(pipe: Connection, settings: Any) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Answers(loop, settings), "0.0.0.0", 0, backlog=1024
    )
    pipe.send((server.sockets[0].getsockname()[1], os.getpid()))
    await server.serve_forever()


class _Answers(asyncio.Protocol):
    """HTTP/1.1 as far as readers of feeds need it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, settings: Any) -> None:
        self._loop = loop
        self._settings = settings
        self._came = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        # It listens at every address of 127/8, and so at all others; none may ask.
        if not transport.get_extra_info("peername")[0].startswith("127."):
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head, self._came = self._came[:end], self._came[end + 4 :]
            late = self._settings[0]
            if late:
                self._loop.call_later(late / 1000, self._answer, head)
            else:
                self._answer(head)

    def _answer(self, head: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._settings[4] += 1
        _, closes, edition, validators, _, entries, share = self._settings
        path = head.split(b" ", 2)[1].strip(b"/")
        if path.isdigit():
            # The last edition in which this one changed.
            edition = max(edition - (int(path) + edition) % share, 0)
        close = b"Connection: close\r\n" if closes else b""
        if not path.isdigit():
            said = _NOT_THERE + close + b"\r\n"
        else:
            tag = etag(int(path), edition).encode() if validators else None
            if tag is not None and tag in head:
                said = b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n" % tag + close
                said += b"\r\n"
            else:
                said = _whole(body(int(path), edition, entries), tag, close)
        self._transport.write(said)
        if closes:
            self._transport.close()


_NOT_THERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"


def _whole(feed: bytes, tag: bytes | None, close: bytes) -> bytes:
    said = b"ETag: %s\r\n" % tag if tag is not None else b""
    return (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"
        b"Content-Length: %d\r\n" % len(feed) + said + close + b"\r\n" + feed
    )
