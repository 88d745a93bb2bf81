"""Nothing ever reaches an address that the guard forbids: canaries count."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from tests.fetch.servers import fetching, moved, ok, refused, serving

pytestmark = pytest.mark.anyio

# What stands for the internet in these tests, and what stands for the inner network.
OUTSIDE = "127.0.0.2"
ALLOWED = (f"{OUTSIDE}/32",)


@asynccontextmanager
async def town_and_canary():
    async with serving(OUTSIDE) as town, serving("127.0.0.1") as canary:
        canary.answers["*"] = ok(b"secrets")
        yield town, canary
        await asyncio.sleep(0.05)
        assert canary.connections == 0


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "127.0.0.1.",
        "①②⑦.⓪.⓪.①",
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary"])
async def test_a_redirect_never_leads_inside(host, status):
    async with town_and_canary() as (town, canary), fetching() as fetcher:
        town.answers["/feed"] = moved(f"http://{host}:{canary.port}/x", status)
        error = await refused(fetcher, town.url(), allow_private=ALLOWED)
        assert error.cause in {"refused-address", "dns", "redirects"}


async def test_a_redirect_of_robots_txt_never_leads_inside():
    async with town_and_canary() as (town, canary), fetching() as fetcher:
        town.answers["*"] = ok(b"fine")
        town.answers["/robots.txt"] = moved(canary.url("/robots.txt"))
        town.answers["/feed"] = ok(b"", status="404 Not Found")
        error = await refused(fetcher, town.url(), allow_private=ALLOWED)
        assert error.cause == "not-found"


@pytest.mark.parametrize(
    "scheme", ["file:///etc/passwd", "gopher://x/", "javascript:1"]
)
async def test_a_redirect_never_leaves_the_web(scheme):
    async with town_and_canary() as (town, _), fetching() as fetcher:
        town.answers["/feed"] = moved(scheme)
        error = await refused(fetcher, town.url(), allow_private=ALLOWED)
        assert error.cause == "refused-address"


async def test_a_name_that_changes_its_answer_gains_nothing():
    answers = [[OUTSIDE], ["127.0.0.1"]]
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    async with (
        town_and_canary() as (town, _canary),
        fetching(resolve=resolve) as fetcher,
    ):
        town.answers["*"] = b"HTTP/1.0 200 OK\r\n\r\n"  # no connection is kept
        url = f"http://rebinding.example:{town.port}/feed"
        error = await refused(fetcher, url, allow_private=ALLOWED)
        assert error.cause == "refused-address"
    assert len(asked) == 2  # robots.txt went outside, the feed would have gone inside


async def test_each_connection_asks_for_the_name_once_and_goes_where_it_was_told():
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return [OUTSIDE] if len(asked) % 2 else ["127.0.0.1"]

    async with (
        town_and_canary() as (town, _canary),
        fetching(resolve=resolve) as fetcher,
    ):
        town.answers["*"] = ok(b"", status="404 Not Found")
        url = f"http://rebinding.example:{town.port}/feed"
        await refused(fetcher, url, allow_private=ALLOWED)
    assert len(asked) == 1  # the connection was kept: no second chance to lie


async def test_a_mixed_answer_is_refused_whole():
    async def resolve(host, port):
        return [OUTSIDE, "127.0.0.1"]

    async with (
        town_and_canary() as (town, _canary),
        fetching(resolve=resolve) as fetcher,
    ):
        url = f"http://mixed.example:{town.port}/feed"
        error = await refused(fetcher, url, allow_private=ALLOWED)
        assert error.cause == "refused-address"
        assert town.connections == 0


@pytest.mark.parametrize("answers", [[], ["nonsense"], ["::ffff:127.0.0.1"], ["::1"]])
async def test_an_odd_answer_of_a_name_server_reaches_nothing(answers):
    async def resolve(host, port):
        return answers

    async with (
        town_and_canary() as (_town, canary),
        fetching(resolve=resolve) as fetcher,
    ):
        url = f"http://odd.example:{canary.port}/feed"
        error = await refused(fetcher, url, allow_private=())
        assert error.cause in {"refused-address", "dns"}
