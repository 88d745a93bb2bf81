"""Carries connections from one address to another, until it is told to cut them."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Forwarding:
    """Listens at an address and carries each connection to `target`.

    `target` is a port of 127.0.0.1, or the path of a socket.
    """

    def __init__(self, host: str, target: int | str):
        self.host, self._target = host, target
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    def run(self) -> None:
        self._loop.run_until_complete(self._listen(0))
        self._ready.set()
        self._loop.run_forever()
        self._loop.close()

    def wait(self) -> None:
        assert self._ready.wait(20)

    def cut(self) -> None:
        """End every connection, and take no new one."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(20)

    def mend(self) -> None:
        """Take connections again, at the same port."""
        listening = self._listen(self.port)
        asyncio.run_coroutine_threadsafe(listening, self._loop).result(20)

    def end(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self, port: int) -> None:
        self._server = await asyncio.start_server(self._carry, self.host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0.05)

    async def _carry(self, reader, writer) -> None:
        try:
            if isinstance(self._target, int):
                there = await asyncio.open_connection("127.0.0.1", self._target)
            else:
                there = await asyncio.open_unix_connection(self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, there[1]}
        await asyncio.gather(self._pump(reader, there[1]), self._pump(there[0], writer))

    async def _pump(self, reader, writer) -> None:
        with suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        self._writers.discard(writer)
        writer.close()


@contextmanager
def forwarding(host: str, target: int | str) -> Iterator[Forwarding]:
    found = Forwarding(host, target)
    thread = threading.Thread(target=found.run, daemon=True)
    thread.start()
    found.wait()
    try:
        yield found
    finally:
        found.end()
        thread.join(20)
