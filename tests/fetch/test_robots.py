import asyncio
from datetime import timedelta

import pytest

from aggregator.fetch.limits import Limits
from aggregator.fetch.remembered import Known, Remembered
from tests.fetch.servers import (
    MOMENT,
    fetched,
    fetching,
    moved,
    ok,
    refused,
    serving,
)

pytestmark = pytest.mark.anyio

FEED = b"<rss>news</rss>"
NO = ok(b"User-agent: *\nDisallow: /private\n\nUser-agent: aggregator\nDisallow: /us\n")


@pytest.fixture
async def server():
    async with serving() as server:
        server.answers["*"] = ok(FEED)
        yield server


async def test_a_path_that_robots_txt_forbids_is_never_asked_for(server):
    server.answers["/robots.txt"] = NO
    async with fetching() as fetcher:
        error = await refused(fetcher, server.url("/us/feed"))
        assert error.cause == "robots"
        assert "robots.txt" in str(error)
        assert (await fetched(fetcher, server.url("/private"))).body == FEED
    assert server.paths == ["/robots.txt", "/private"]


async def test_a_redirect_to_a_forbidden_path_is_not_followed(server):
    server.answers["/robots.txt"] = NO
    server.answers["/feed"] = moved("/us/feed")
    async with fetching() as fetcher:
        assert (await refused(fetcher, server.url())).cause == "robots"
    assert "/us/feed" not in server.paths


async def test_robots_txt_is_asked_for_once_a_day(server):
    now = [MOMENT]
    async with fetching(clock=lambda: now[0]) as fetcher:
        for hours in (0, 1, 23, 25):
            now[0] = MOMENT + timedelta(hours=hours)
            await fetched(fetcher, server.url())
    assert server.paths.count("/robots.txt") == 2


async def test_what_was_learnt_outlives_a_fetcher_where_it_is_kept(server):
    remembered = Remembered()
    for _ in range(3):
        async with fetching(remembered=remembered) as fetcher:
            await fetched(fetcher, server.url())
    assert server.paths.count("/robots.txt") == 1


def test_what_is_remembered_is_bounded():
    remembered = Remembered()
    for number in range(20):
        known = Known(size=500_000, until=MOMENT)
        remembered.put((f"https://{number}.example/robots.txt", ()), known)
    assert remembered.get(("https://0.example/robots.txt", ())) is None
    assert remembered.get(("https://19.example/robots.txt", ())) is not None


async def test_many_sources_of_a_host_ask_for_robots_txt_once(server):
    async with fetching() as fetcher:
        await asyncio.gather(
            *(fetched(fetcher, server.url(f"/{n}")) for n in range(12))
        )
    assert server.paths.count("/robots.txt") == 1


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy"])
async def test_while_robots_txt_is_in_trouble_nothing_else_is_asked(server, status):
    server.answers["/robots.txt"] = ok(b"", "Retry-After: 60", status=status)
    async with fetching() as fetcher:
        error = await refused(fetcher, server.url())
    assert error.cause in {"server", "throttled"}
    assert error.retry_after == timedelta(minutes=1)
    assert "robots.txt" in str(error)
    assert server.paths == ["/robots.txt"]


async def test_while_robots_txt_does_not_come_nothing_else_is_asked(server):
    async def silence(asked, writer):
        await asyncio.sleep(60)

    server.answers["/robots.txt"] = silence
    async with fetching(limits=Limits(robots=timedelta(seconds=0.3))) as fetcher:
        errors = [await refused(fetcher, server.url()) for _ in range(2)]
    assert [error.cause for error in errors] == ["timeout", "timeout"]
    assert "robots.txt" in str(errors[0])
    assert server.paths == ["/robots.txt"]


async def test_a_fault_of_robots_txt_is_forgotten_after_a_minute(server):
    now = [MOMENT]
    server.answers["/robots.txt"] = ok(b"", status="500 Oops")
    async with fetching(clock=lambda: now[0]) as fetcher:
        await refused(fetcher, server.url())
        server.answers["/robots.txt"] = NO
        now[0] += timedelta(minutes=2)
        assert (await fetched(fetcher, server.url())).body == FEED


async def test_rules_of_yesterday_stand_while_robots_txt_is_in_trouble(server):
    now = [MOMENT]
    server.answers["/robots.txt"] = NO
    async with fetching(clock=lambda: now[0]) as fetcher:
        await fetched(fetcher, server.url())
        server.answers["/robots.txt"] = ok(b"", status="500 Oops")
        now[0] += timedelta(hours=25)
        assert (await fetched(fetcher, server.url())).body == FEED
        assert (await refused(fetcher, server.url("/us"))).cause == "robots"


async def test_an_endless_robots_txt_is_read_as_far_as_it_counts(server):
    async def endless(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /us\n")
        while True:
            writer.write(b"#" * 65536 + b"\n")
            await writer.drain()

    server.answers["/robots.txt"] = endless
    async with fetching() as fetcher:
        assert (await fetched(fetcher, server.url())).body == FEED
        assert (await refused(fetcher, server.url("/us"))).cause == "robots"


async def test_robots_txt_may_redirect_and_going_round_in_circles_allows(server):
    server.answers["/robots.txt"] = moved("/rules")
    server.answers["/rules"] = NO
    async with fetching() as fetcher:
        assert (await refused(fetcher, server.url("/us"))).cause == "robots"

    server.answers["/rules"] = moved("/robots.txt")
    async with fetching() as fetcher:
        assert (await fetched(fetcher, server.url("/us"))).body == FEED
