import asyncio
import json

import httpx
import pytest

from aggregator.fetch.guard import Guard
from aggregator.fetch.transport import GuardedTransport
from aggregator.model.errors import FetchError
from tests.fetch.servers import HERE, ok, serving

pytestmark = pytest.mark.anyio

ALLOWED = {"allow_private": HERE}


@pytest.fixture
async def server():
    async with serving() as server:
        server.answers["*"] = ok(b'{"id": 1}')
        yield server


@pytest.fixture
async def client():
    async with httpx.AsyncClient(
        transport=GuardedTransport(), trust_env=False
    ) as client:
        yield client


async def test_it_serves_under_httpxs_own_client(server, client):
    answer = await client.get(server.url(), extensions=ALLOWED)
    assert answer.json() == {"id": 1}


async def test_a_refused_address_is_refused_under_httpxs_client_too(server, client):
    with pytest.raises(FetchError):
        await client.get(server.url())
    assert server.connections == 0


async def test_bodies_are_sent_whole_or_in_chunks(client):
    received = []

    async def echo(reader, writer):
        while head := await _head(reader):
            received.append((head, await _body(reader, head)))
            writer.write(ok(b"{}"))
        writer.close()

    async def pieces():
        for number in range(300):
            yield bytes([number % 256]) * 1000

    listener = await asyncio.start_server(echo, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/post"
    await client.post(url, json={"text": "hello"}, extensions=ALLOWED)
    await client.post(url, content=pieces(), extensions=ALLOWED)
    listener.close()

    assert json.loads(received[0][1]) == {"text": "hello"}
    assert len(received[1][1]) == 300_000


async def _head(reader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    except asyncio.IncompleteReadError:
        return ""


async def _body(reader, head: str) -> bytes:
    if "content-length: " in head:
        return await reader.readexactly(
            int(head.split("content-length: ")[1].split("\r", maxsplit=1)[0])
        )
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body


async def test_a_post_on_a_connection_that_drops_it_is_never_sent_twice(server, client):
    calls = []

    async def drop_second(asked, writer):
        calls.append(asked.line)
        if len(calls) == 2:
            return False
        writer.write(ok(b"{}"))
        return True

    server.answers["*"] = drop_second
    await client.post(server.url(), extensions=ALLOWED)

    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(server.url(), extensions=ALLOWED)
    assert len(calls) == 2


async def test_the_time_limits_of_a_client_hold(server, client):
    async def silence(asked, writer):
        await asyncio.sleep(60)

    server.answers["*"] = silence
    with pytest.raises(httpx.ReadTimeout):
        await client.get(server.url(), timeout=0.2, extensions=ALLOWED)


async def test_a_connection_that_cannot_be_made_says_so(client):
    async with serving() as server:
        url = server.url()
    with pytest.raises(httpx.ConnectError):
        await client.get(url, extensions=ALLOWED)


async def test_a_head_has_no_body(server, client):
    server.answers["*"] = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
    answer = await client.head(server.url(), extensions=ALLOWED)
    assert answer.headers["content-length"] == "5000"


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
async def test_a_line_break_in_a_header_is_never_sent(server, client, value):
    with pytest.raises(httpx.LocalProtocolError):
        await client.get(server.url(), headers={"X-A": value}, extensions=ALLOWED)
    assert server.asked == []


async def test_the_next_address_is_tried_when_the_first_does_not_answer(server):
    async def resolve(host, port):
        return ["127.0.0.9", "127.0.0.1"]  # nothing listens at the first

    async with httpx.AsyncClient(transport=GuardedTransport(Guard(resolve))) as client:
        answer = await client.get(
            f"http://two.example:{server.port}/",
            extensions={"allow_private": ("127.0.0.0/8",)},
        )
    assert answer.status_code == 200


async def test_idle_connections_are_bounded(server):
    transport = GuardedTransport(idle_most=3)
    async with httpx.AsyncClient(transport=transport) as client:
        await asyncio.gather(
            *(client.get(server.url(), extensions=ALLOWED) for _ in range(10))
        )
        assert len(transport._idle._since) == 3
    assert transport._idle._since == {}
    assert transport._idle._places == {}


async def test_an_answer_that_comes_unasked_is_not_taken_for_the_next(server, client):
    async def answer_and_push(asked, writer):
        writer.write(ok(b"first"))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(ok(b"forged"))
        await writer.drain()
        return True

    server.answers["/a"] = answer_and_push
    server.answers["/b"] = ok(b"second")
    assert (await client.get(server.url("/a"), extensions=ALLOWED)).content == b"first"
    await asyncio.sleep(0.15)
    assert (await client.get(server.url("/b"), extensions=ALLOWED)).content == b"second"


async def test_a_body_left_unread_gives_its_connection_up(server, client):
    server.answers["/long"] = ok(b"x" * 3_000_000)
    async with client.stream("GET", server.url("/long"), extensions=ALLOWED) as answer:
        assert answer.status_code == 200
    assert (await client.get(server.url(), extensions=ALLOWED)).json() == {"id": 1}
    assert server.connections == 2


async def test_a_reader_that_takes_its_time_makes_the_sender_wait(server, client):
    sent = []

    async def pour(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(200):
            writer.write(b"x" * 1_000_000)
            await writer.drain()
            sent.append(1_000_000)

    server.answers["/pour"] = pour
    async with client.stream("GET", server.url("/pour"), extensions=ALLOWED) as answer:
        await asyncio.sleep(0.5)
        assert sum(sent) < 50_000_000
        received = [len(piece) async for piece in answer.aiter_raw()]
    assert sum(received) == 200_000_000
