"""What a 304 costs our transport, at 1 connection and at 100, against stock httpx.

Everything runs here and now, on loopback, so that only the ratios mean something:
    python bench/fetch_transport.py
The server runs in a process of its own; CPU is this process's alone.
"""

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import cast

import httpx

from aggregator.fetch.client import open_fetcher
from aggregator.fetch.limits import Limits
from aggregator.fetch.transport import GuardedTransport
from aggregator.model.document import Validators
from aggregator.model.source import Source

REQUESTS = 1000
ROUNDS = 3
HEADERS = {
    "user-agent": "bench",
    "accept-encoding": "gzip, deflate, br",
    "if-none-match": '"1"',
}
ANSWER = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nDate: x\r\nServer: bench\r\n\r\n'
ALLOW = {"allow_private": ("127.0.0.1/32",)}

Ask = Callable[[str], Awaitable[object]]
Close = Callable[[], Awaitable[object]]
Opened = Callable[[], Awaitable[tuple[Ask, Close]]]


class Server(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.transport.write(ANSWER * data.count(b"\r\n\r\n"))


async def serve(pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def run_server(pipe: Connection) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(pipe))


async def ours_alone() -> tuple[Ask, Close]:
    transport = GuardedTransport()

    async def ask(url: str) -> None:
        request = httpx.Request("GET", url, headers=HEADERS, extensions=ALLOW)
        response = await transport.handle_async_request(request)
        await response.aread()

    return ask, transport.aclose


async def ours_under_httpx() -> tuple[Ask, Close]:
    client = httpx.AsyncClient(transport=GuardedTransport(), trust_env=False)

    async def ask(url: str) -> None:
        await client.get(url, headers=HEADERS, extensions=ALLOW)

    return ask, client.aclose


async def whole_fetcher() -> tuple[Ask, Close]:
    """The transport with all that a poll needs: turns, robots.txt, validators."""
    stack = contextlib.AsyncExitStack()
    limits = Limits(per_host=100, per_host_most=100)
    now = datetime.now(UTC)
    fetcher = await stack.enter_async_context(
        open_fetcher(contact=None, limits=limits, clock=lambda: now)
    )
    validators = Validators(etag='"1"')

    async def ask(url: str) -> None:
        source = Source(id="a", name="A", url=url, allow_private=ALLOW["allow_private"])
        await fetcher.fetch(source, validators)

    return ask, stack.aclose


async def stock_httpx() -> tuple[Ask, Close]:
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    client = httpx.AsyncClient(limits=limits, trust_env=False)

    async def ask(url: str) -> None:
        await client.get(url, headers=HEADERS)

    return ask, client.aclose


OPENED: tuple[Opened, ...] = (
    ours_alone,
    ours_under_httpx,
    whole_fetcher,
    stock_httpx,
)


async def measure(opened: Opened, url: str, connections: int) -> tuple[float, float]:
    """CPU and wall time of one request, in microseconds: the best of some rounds."""
    ask, close = await opened()

    async def worker(count: int) -> None:
        for _ in range(count):
            await ask(url)

    await asyncio.gather(*(worker(2) for _ in range(connections)))
    best = (float("inf"), float("inf"))
    for _ in range(ROUNDS):
        cpu, wall = time.process_time(), time.perf_counter()
        each = REQUESTS // connections
        await asyncio.gather(*(worker(each) for _ in range(connections)))
        count = each * connections
        spent = time.process_time() - cpu, time.perf_counter() - wall
        best = min(best, (spent[0] / count * 1e6, spent[1] / count * 1e6))
    await close()
    return best


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of a server that answers 304, in a process of its own."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=run_server, args=(there,), daemon=True)
    server.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/feed"
    finally:
        server.terminate()
        server.join()


def main() -> None:
    with served() as url:
        compare(url)


def compare(url: str) -> None:
    cpu: dict[tuple[str, int], float] = {}
    wall: dict[tuple[str, int], float] = {}
    for opened in OPENED:
        for connections in (1, 100):
            at = (opened.__name__, connections)
            cpu[at], wall[at] = asyncio.run(measure(opened, url, connections))
            print(
                f"{opened.__name__:17} {connections:4} connections: "
                f"{cpu[at]:6.0f} us CPU, {1e6 / wall[at]:6.0f} requests a second"
            )
    for name in (opened.__name__ for opened in OPENED):
        ratio = cpu[name, 100] / cpu[name, 1]
        print(f"{name}: CPU at 100 connections / at 1: {ratio:.2f}")
    for connections in (1, 100):
        faster = wall["stock_httpx", connections] / wall["ours_alone", connections]
        print(f"ours_alone / stock_httpx at {connections} connections: {faster:.1f} x")


if __name__ == "__main__":
    main()
