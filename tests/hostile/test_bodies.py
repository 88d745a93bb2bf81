"""Each of these ends in a named state, in time and within memory."""

import asyncio
import gzip
import resource
import time
import zlib

import brotli
import pytest

from aggregator.fetch.limits import MIB
from tests.fetch.servers import fetched, fetching, ok, refused, serving

pytestmark = pytest.mark.anyio

BOMB = bytes(1000 * MIB // 8)
BOMBS = {
    "gzip": gzip.compress(BOMB),
    "deflate": zlib.compress(BOMB),
    "br": brotli.compress(BOMB, quality=1),
}
SITE_LIMIT = 21


def memory() -> int:
    """The most memory this process has ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


async def stream(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    for _ in range(10 * 1024):
        writer.write(b"<item/> " * 131_072)  # 10 GB, if anybody took it
        await writer.drain()


async def drip(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(1)


async def drip_head(asked, writer):
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 1000:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)


async def silence(asked, writer):
    await asyncio.sleep(60)


async def flood_of_headers(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        writer.write(b"X-%d: y\r\n" % number)
        await writer.drain()


async def endless_header(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(10_000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def endless_trailer(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    writer.write(b"1\r\nx\r\n0\r\nX-Long: ")
    for _ in range(10_000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def endless_chunk_extension(asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")
    for _ in range(10_000):
        writer.write(b"x" * 65536)
        await writer.drain()


async def endless_hints(asked, writer):
    for _ in range(1_000_000):
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
        await writer.drain()


HOSTILE = {
    "/gzip": (ok(BOMBS["gzip"], "Content-Encoding: gzip"), "too-large"),
    "/deflate": (ok(BOMBS["deflate"], "Content-Encoding: deflate"), "too-large"),
    "/br": (ok(BOMBS["br"], "Content-Encoding: br"), "too-large"),
    "/announced": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\nx",
        "too-large",
    ),
    "/stream": (stream, "too-large"),
    "/flood": (flood_of_headers, "connection"),
    "/header": (endless_header, "connection"),
    "/trailer": (endless_trailer, "connection"),
    "/extension": (endless_chunk_extension, "connection"),
    "/hints": (endless_hints, "connection"),
    "/twice": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\nx",
        "connection",
    ),
    "/both": (
        ok(b"x", "Transfer-Encoding: chunked"),
        "connection",
    ),
    "/negative": (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx", "connection"),
    "/upgrade": (
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "connection",
    ),
    "/nonsense": (b"SSH-2.0-OpenSSH_9.9\r\n", "connection"),
    "/zstd": (ok(b"x", "Content-Encoding: zstd"), "encoding"),
    "/lying": (ok(b"<rss/>", "Content-Encoding: gzip"), "encoding"),
}
SLOW = {"/drip": drip, "/drip-head": drip_head, "/silence": silence}


@pytest.mark.parametrize("path", HOSTILE)
async def test_it_ends_named_at_once_and_takes_no_memory(path):
    answer, cause = HOSTILE[path]
    async with serving() as server, fetching() as fetcher:
        server.answers[path] = answer
        before, started = memory(), time.monotonic()

        error = await refused(fetcher, server.url(path))

        assert error.cause == cause
        assert time.monotonic() - started < 5
        assert memory() - before < 64 * MIB


async def test_all_of_them_at_once_end_in_time_and_hold_up_nobody():
    async with (
        serving() as bad,
        serving() as slow,
        serving() as good,
        fetching() as fetcher,
    ):
        bad.answers |= {path: answer for path, (answer, _) in HOSTILE.items()}
        slow.answers |= SLOW
        good.answers["/feed"] = ok(b"<rss/>")
        before, started = memory(), time.monotonic()
        hostile = asyncio.gather(
            *(refused(fetcher, bad.url(path)) for path in HOSTILE),
            *(refused(fetcher, slow.url(path)) for path in SLOW),
        )
        await asyncio.sleep(0.1)

        for _ in range(20):
            assert (await fetched(fetcher, good.url())).body == b"<rss/>"
        assert time.monotonic() - started < 10
        errors = await hostile

    causes = [error.cause for error in errors]
    expected = [cause for _, cause in HOSTILE.values()]
    assert causes == expected + ["timeout"] * len(SLOW)
    assert memory() - before < 64 * MIB
    assert time.monotonic() - started < SITE_LIMIT + 5
