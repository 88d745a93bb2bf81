import asyncio
import gzip
import time
from datetime import timedelta
from hashlib import blake2b

import brotli
import pytest

from aggregator.fetch.limits import Limits
from aggregator.model.document import Document, Unchanged, Validators
from aggregator.model.errors import FetchError
from tests.fetch.certificates import make
from tests.fetch.servers import (
    HERE,
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


@pytest.fixture
async def server():
    async with serving() as server:
        yield server


@pytest.fixture
async def fetcher():
    async with fetching() as fetcher:
        yield fetcher


async def test_a_document_is_the_bytes_and_what_to_ask_with_next_time(server, fetcher):
    server.answers["/feed"] = ok(
        FEED,
        'ETag: W/"1"',
        "Last-Modified: Mon, 23 Nov 2026 08:00:00 GMT",
        "Content-Type: application/rss+xml; charset=utf-8",
    )

    document = await fetched(fetcher, server.url())

    assert document == Document(
        url=server.url(),
        body=FEED,
        body_hash=blake2b(FEED, digest_size=16).hexdigest(),
        content_type="application/rss+xml; charset=utf-8",
        etag='W/"1"',
        last_modified="Mon, 23 Nov 2026 08:00:00 GMT",
        fetched_at=MOMENT,
    )


async def test_the_request_says_truthfully_who_asks(server, fetcher):
    server.answers["/feed"] = ok(FEED)

    await fetched(fetcher, server.url())

    asked = server.asked[-1]
    assert asked.line == "GET /feed HTTP/1.1"
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["user-agent"].startswith("aggregator/")
    assert asked.headers["user-agent"].endswith("(+editor@example.org)")
    assert asked.headers["accept-encoding"] == "gzip, deflate, br"


async def test_a_contact_cannot_smuggle_a_header_in(server):
    server.answers["/feed"] = ok(FEED)
    async with fetching(contact="me\r\nX-Evil: 1\r\n é") as fetcher:
        await fetched(fetcher, server.url())
    assert "x-evil" not in server.asked[-1].headers


async def test_a_source_that_says_not_modified_is_unchanged(server, fetcher):
    server.answers["/feed"] = ok(b"", 'ETag: "2"', status="304 Not Modified")
    before = Validators(etag='"1"', last_modified="yesterday", body_hash="ab")

    unchanged = await fetched(fetcher, server.url(), before)

    assert unchanged == Unchanged(
        validators=Validators(etag='"2"', last_modified="yesterday", body_hash="ab"),
        fetched_at=MOMENT,
        not_modified=True,
    )
    assert server.asked[-1].headers["if-none-match"] == '"1"'
    assert server.asked[-1].headers["if-modified-since"] == "yesterday"


async def test_the_same_bytes_again_are_unchanged(server, fetcher):
    server.answers["/feed"] = ok(FEED)
    first = await fetched(fetcher, server.url())

    second = await fetched(fetcher, server.url(), first.validators)

    assert isinstance(second, Unchanged)
    assert not second.not_modified
    assert second.validators == first.validators
    assert "if-none-match" not in server.asked[-1].headers


async def test_not_modified_to_a_question_nobody_asked_is_a_fault(server, fetcher):
    server.answers["/feed"] = ok(b"", status="304 Not Modified")
    assert (await refused(fetcher, server.url())).cause == "status"


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)]
)
async def test_a_compressed_body_arrives_unpacked(server, fetcher, encoding, pack):
    server.answers["/feed"] = ok(pack(FEED), f"Content-Encoding: {encoding}")
    assert (await fetched(fetcher, server.url())).body == FEED


async def test_a_permanent_redirect_tells_where_to_ask_from_now_on(server, fetcher):
    server.answers["/feed"] = moved("/old?x=1", "308 Permanent Redirect")
    server.answers["/old?x=1"] = moved(server.url("/new#part"))
    server.answers["/new"] = ok(FEED)

    document = await fetched(fetcher, server.url())

    assert document.url == document.moved_to == server.url("/new")


async def test_one_passing_redirect_on_the_way_and_nothing_has_moved(server, fetcher):
    server.answers["/feed"] = moved("/now", "302 Found")
    server.answers["/now"] = moved("/new")
    server.answers["/new"] = ok(FEED)

    document = await fetched(fetcher, server.url())

    assert (document.url, document.moved_to) == (server.url("/new"), None)


async def test_a_redirect_loop_ends_at_once(server, fetcher):
    server.answers["/feed"] = moved("/b", "302 Found")
    server.answers["/b"] = moved("/feed", "302 Found")

    error = await refused(fetcher, server.url())

    assert error.cause == "redirects"
    assert server.paths == ["/robots.txt", "/feed", "/b"]


async def test_the_sixth_redirect_is_one_too_many(server, fetcher):
    for step in range(9):
        server.answers[f"/{step}"] = moved(f"/{step + 1}", "302 Found")
    server.answers["/9"] = ok(FEED)

    assert (await refused(fetcher, server.url("/3"))).cause == "redirects"
    assert (await fetched(fetcher, server.url("/4"))).body == FEED


@pytest.mark.parametrize("location", ["http://\x01/", "http://a:b/"])
async def test_a_redirect_to_no_address_is_named(server, fetcher, location):
    server.answers["/feed"] = moved(location)
    assert (await refused(fetcher, server.url())).cause in {"redirects", "connection"}


async def test_a_redirect_without_an_address_is_named(server, fetcher):
    server.answers["/feed"] = ok(b"", status="302 Found")
    assert (await refused(fetcher, server.url())).cause == "status"


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("410 Gone", "gone"),
        ("404 Not Found", "not-found"),
        ("401 Unauthorized", "forbidden"),
        ("403 Forbidden", "forbidden"),
        ("429 Too Many Requests", "throttled"),
        ("503 Service Unavailable", "server"),
        ("500 Internal Server Error", "server"),
        ("418 Teapot", "status"),
        ("204 No Content", "status"),
    ],
)
async def test_each_status_has_its_cause_and_its_sentence(
    server, fetcher, status, cause
):
    server.answers["/feed"] = ok(b"", status=status)

    error = await refused(fetcher, server.url())

    assert error.cause == cause
    assert error.message.startswith("What's on: ")
    assert status[:3] in error.message
    assert error.remedy


@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
async def test_a_server_may_ask_for_quiet(server, fetcher, status):
    server.answers["/feed"] = ok(b"", "Retry-After: 3600", status=status)

    error = await refused(fetcher, server.url())

    assert error.cause == "throttled"
    assert error.retry_after == timedelta(hours=1)


async def test_a_host_nobody_knows_is_named(fetcher):
    error = await refused(fetcher, "http://no-such-host.invalid/feed")
    assert error.cause == "dns"
    assert "no-such-host.invalid" in str(error)


async def test_a_closed_port_is_named(fetcher):
    async with serving() as server:
        url = server.url()
    error = await refused(fetcher, url)
    assert error.cause == "connection"
    assert str(server.port) in str(error)


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "ftp://x/", "http://[::"])
async def test_what_is_no_web_address_is_refused_before_anything_is_sent(fetcher, url):
    assert (await refused(fetcher, url)).cause == "refused-address"


async def test_a_private_address_needs_permission_of_the_source(server, fetcher):
    server.answers["/feed"] = ok(FEED)

    error = await refused(fetcher, server.url(), allow_private=())

    assert error.cause == "refused-address"
    assert "allow_private" in str(error)
    assert server.connections == 0


async def test_a_connection_of_one_source_is_never_lent_to_one_without_permission(
    server, fetcher
):
    server.answers["/feed"] = ok(FEED)
    await fetched(fetcher, server.url())
    error = await refused(fetcher, server.url(), allow_private=("127.0.0.2/32",))
    assert error.cause == "refused-address"


async def test_connections_are_kept_and_robots_asked_once(server, fetcher):
    server.answers["/feed"] = ok(FEED)

    for _ in range(5):
        await fetched(fetcher, server.url())

    assert server.connections == 1
    assert server.paths == ["/robots.txt", *["/feed"] * 5]


async def test_a_kept_connection_that_was_closed_meanwhile_is_no_failure(
    server, fetcher
):
    async def answer_and_hang_up(asked, writer):
        writer.write(ok(FEED))
        await writer.drain()
        return False

    server.answers["/feed"] = answer_and_hang_up
    for _ in range(3):
        assert (await fetched(fetcher, server.url())).body == FEED


async def test_a_kept_connection_that_drops_the_request_is_tried_once_afresh(
    server, fetcher
):
    calls = []

    async def drop_second(asked, writer):
        calls.append(asked)
        if len(calls) == 2:
            return False  # read, never answered, hung up
        writer.write(ok(FEED))
        return True

    server.answers["/feed"] = drop_second
    await fetched(fetcher, server.url())

    assert (await fetched(fetcher, server.url())).body == FEED
    assert len(calls) == 3


async def test_a_fresh_connection_that_drops_the_request_is_not_tried_again(
    server, fetcher
):
    async def drop(asked, writer):
        return False

    server.answers["*"] = drop
    assert (await refused(fetcher, server.url())).cause == "connection"
    assert len(server.asked) == 1


async def test_an_old_server_that_ends_its_body_by_hanging_up_is_understood(
    server, fetcher
):
    server.answers["/feed"] = (
        b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + FEED
    )
    assert (await fetched(fetcher, server.url())).body == FEED


async def test_bare_line_feeds_are_understood(server, fetcher):
    server.answers["/feed"] = b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"
    assert (await fetched(fetcher, server.url())).body == b"hi"


async def test_an_early_hint_is_not_the_answer(server, fetcher):
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    server.answers["/feed"] = hint + ok(FEED, "ETag: a")
    document = await fetched(fetcher, server.url())
    assert (document.body, document.etag) == (FEED, "a")


async def test_a_chunked_body_with_trailers_is_whole(server, fetcher):
    server.answers["/feed"] = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"5;x=y\r\nhello\r\n6\r\n there\r\n0\r\nX-Sum: 1\r\n\r\n"
    )
    for _ in range(2):
        assert (await fetched(fetcher, server.url())).body == b"hello there"
    assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhi",
        b"HTTP/1.1 200 OK\r\nContent-Le",
    ],
)
async def test_an_answer_that_breaks_off_is_no_document(server, fetcher, answer):
    async def break_off(asked, writer):
        writer.write(answer)

    server.answers["/feed"] = break_off
    error = await refused(fetcher, server.url())
    assert error.cause == "connection"
    assert "broke off" in str(error)


async def test_more_than_was_announced_is_left_and_the_connection_given_up(
    server, fetcher
):
    server.answers["/feed"] = ok(FEED) + ok(b"<rss>smuggled</rss>")
    for _ in range(2):
        assert (await fetched(fetcher, server.url())).body == FEED
    assert server.connections == 2


async def test_slow_names_and_slow_servers_end_within_the_time(server):
    async def drip(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(600):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    server.answers["/feed"] = drip
    limits = Limits(total=timedelta(seconds=0.5))
    async with fetching(limits=limits) as fetcher:
        started = time.monotonic()
        error = await refused(fetcher, server.url())
        assert error.cause == "timeout"
        assert time.monotonic() - started < 1


async def test_a_good_certificate_is_accepted_and_its_connection_kept(tmp_path):
    certificate = make(tmp_path, "IP:127.0.0.1")
    async with (
        serving(tls=certificate.server()) as server,
        fetching(tls=certificate.trusting()) as fetcher,
    ):
        server.answers["/feed"] = ok(FEED)
        for _ in range(2):
            assert (await fetched(fetcher, server.url())).body == FEED
        assert server.connections == 1


async def test_a_certificate_for_another_name_is_refused(tmp_path):
    certificate = make(tmp_path, "DNS:other.example")
    async with (
        serving(tls=certificate.server()) as server,
        fetching(tls=certificate.trusting()) as fetcher,
    ):
        error = await refused(fetcher, server.url())
        assert error.cause == "certificate"
        assert "another name" in str(error)
        assert server.asked == []


async def test_a_certificate_nobody_vouches_for_is_refused(tmp_path):
    certificate = make(tmp_path, "IP:127.0.0.1")
    async with serving(tls=certificate.server()) as server, fetching() as fetcher:
        error = await refused(fetcher, server.url())
        assert error.cause == "certificate"
        assert "itself" in str(error)


async def test_the_certificate_is_held_against_the_name_not_the_address(tmp_path):
    async def resolve(host, port):
        return ["127.0.0.1"]

    certificate = make(tmp_path, "DNS:town.example")
    async with (
        serving(tls=certificate.server()) as server,
        fetching(tls=certificate.trusting(), resolve=resolve) as fetcher,
    ):
        server.answers["/feed"] = ok(FEED)
        url = f"https://town.example:{server.port}/feed"
        assert (await fetched(fetcher, url, allow_private=HERE)).body == FEED


async def test_a_look_says_what_an_address_answers_and_reads_little_of_it(
    server, fetcher
):
    server.answers["/old"] = moved("/new")
    server.answers["/new"] = ok(b"x" * 1_000_000)
    server.answers["/passing"] = moved("/new", "302 Found")

    seen = await fetcher.look(server.url("/old"), HERE)
    assert (seen.status, seen.landed) == (200, server.url("/new"))
    assert seen.for_good
    passing = await fetcher.look(server.url("/passing#part"), HERE)
    assert not passing.for_good
    gone = await fetcher.look(server.url("/nothing"), HERE)
    assert (gone.status, gone.landed) == (404, None)


async def test_a_look_asks_nobody_who_must_not_be_asked(server, fetcher):
    with pytest.raises(FetchError) as private:
        await fetcher.look(server.url("/a"))
    assert private.value.cause == "refused-address"
    server.answers["/robots.txt"] = ok(b"User-agent: *\nDisallow: /")
    with pytest.raises(FetchError) as forbidden:
        await fetcher.look(server.url("/a"), HERE)
    assert forbidden.value.cause == "robots"
    with pytest.raises(FetchError):
        await fetcher.look("mailto:a@example.org")
    assert "/a" not in server.paths
