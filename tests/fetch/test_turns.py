import asyncio
import time
from datetime import timedelta

import pytest

from aggregator.fetch.limits import Limits
from aggregator.fetch.turns import Turns
from tests.fetch.servers import fetched, fetching, ok, serving

pytestmark = pytest.mark.anyio

AT_ONCE = timedelta()


async def test_a_host_never_has_more_than_two_requests_at_once():
    async def slow(asked, writer):
        await asyncio.sleep(0.02)
        writer.write(ok(b"hi"))
        return True

    async with serving() as server, fetching() as fetcher:
        server.answers["*"] = slow
        await asyncio.gather(
            *(fetched(fetcher, server.url(f"/{n}")) for n in range(10))
        )
    assert server.most_open == 2


async def test_requests_to_a_host_begin_apart():
    turns = Turns(Limits())
    began = []
    at_first = time.monotonic()

    async def one():
        turn = await turns.take("example.org", timedelta(seconds=0.05))
        began.append(time.monotonic() - at_first)
        turn.end()

    await asyncio.gather(*(one() for _ in range(4)))

    # Against the first, not the one before: a busy machine may wake one late,
    # and then the next is nearer to it without having begun too early.
    assert [at >= n * 0.05 - 0.001 for n, at in enumerate(began)] == [True] * 4


async def test_other_hosts_do_not_wait():
    turns = Turns(Limits())
    first = [await turns.take("a.example", AT_ONCE) for _ in range(2)]

    async with asyncio.timeout(0.5):
        other = await turns.take("b.example", AT_ONCE)

    for turn in (*first, other):
        turn.end()


async def test_a_request_that_takes_long_lends_its_place_but_not_without_end():
    turns = Turns(Limits(per_host=1, per_host_most=2, patience=timedelta(seconds=0.1)))
    stuck = await turns.take("a.example", AT_ONCE)

    async with asyncio.timeout(1):
        second = await turns.take("a.example", AT_ONCE)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await turns.take("a.example", AT_ONCE)

    stuck.end()
    async with asyncio.timeout(1):
        third = await turns.take("a.example", AT_ONCE)
    second.end()
    third.end()


async def test_who_stops_waiting_takes_no_place():
    turns = Turns(Limits(per_host=1))
    held = await turns.take("a.example", AT_ONCE)
    waiting = asyncio.create_task(turns.take("a.example", AT_ONCE))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    held.end()

    async with asyncio.timeout(0.5):
        (await turns.take("a.example", AT_ONCE)).end()


async def test_waiting_for_a_turn_does_not_use_up_a_sources_own_time():
    async def slow(asked, writer):
        await asyncio.sleep(0.3)
        writer.write(ok(b"hi"))
        return True

    limits = Limits(total=timedelta(seconds=0.8), per_host=1)
    async with serving() as server, fetching(limits=limits) as fetcher:
        server.answers["*"] = slow
        server.answers["/robots.txt"] = ok(b"")
        documents = await asyncio.gather(
            *(fetched(fetcher, server.url(f"/{n}")) for n in range(5))
        )
    assert [document.body for document in documents] == [b"hi"] * 5


async def test_hosts_are_forgotten():
    turns = Turns(Limits())
    for number in range(3000):
        (await turns.take(f"{number}.example", AT_ONCE)).end()
    assert len(turns._hosts) <= 1000
