"""A hub tells of news; what it says is checked, and only ever a reason to ask."""

import asyncio
import hashlib
import hmac
from urllib.parse import parse_qs

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from aggregator.demo.server import serving
from aggregator.model.hub import Offer
from aggregator.read.hub import hub_of
from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle
from aggregator.run.pushing import LEASE, PATH
from aggregator.store import subscriptions
from aggregator.web.app import create_app
from tests.builders import NOW, a_document
from tests.site import COUNCIL, rss, rss_item, source_toml


class Hub:
    """A hub as the standard has it: asked by a form, it asks back, then tells."""

    def __init__(self):
        self.asked, self.answers, self.lease, self.honest = [], [], "864000", True
        self.app = Starlette(routes=[Route("/hub", self.subscribe, methods=["POST"])])

    async def subscribe(self, request):
        form = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
        self.asked.append(form)
        if self.honest:
            asyncio.get_running_loop().run_in_executor(None, self.verify, form)
        return PlainTextResponse("", 202)

    def verify(self, form, **other):
        asked = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": "prove it",
            "hub.lease_seconds": self.lease,
            **other,
        }
        answer = httpx.get(form["hub.callback"], params=asked)
        self.answers.append((answer.status_code, answer.text))
        return answer

    def tell(self, body=b"<rss/>", secret=None, method="sha256", number=-1):
        form = self.asked[number]
        key = (secret or form["hub.secret"]).encode()
        signed = hmac.new(key, body, getattr(hashlib, method)).hexdigest()
        headers = {"X-Hub-Signature": f"{method}={signed}"}
        return httpx.post(form["hub.callback"], content=body, headers=headers)


class Desk:
    """A served desk with a public address, its hub, and one source."""

    def __init__(self, town, hub, hub_url, site):
        self.town, self.hub, self.hub_url, self.site = town, hub, hub_url, site

    async def publish(self, number, **headers):
        link = f'<link rel="hub" href="{self.hub_url}" xmlns="http://www.w3.org/2005/Atom"/>'
        item = rss_item(f"News {number}", f"https://example.org/{number}", NOW)
        self.site.put("/n", rss(link, item), **headers)

    def poll(self):
        return self.town.cycle()

    def subscription(self):
        with self.town.parts() as parts, parts.database.reading() as connection:
            return subscriptions.of_source(connection, "news")

    def promised(self):
        for _ in range(500):
            found = self.subscription()
            if found is not None and found.until is not None:
                return found
            httpx.get(self.site.base + "/wait")
        raise AssertionError("the hub was never answered")


@pytest.fixture
def desk(town, site):
    inner = {}

    async def app(scope, receive, send):
        await inner["app"](scope, receive, send)

    hub = Hub()
    with serving(hub.app) as hub_base, serving(app) as desk_base:
        made = Desk(town, hub, f"{hub_base}/hub", site)
        url = f"{site.base}/n"
        address = f'[desk]\naddress = "{desk_base}"\n'
        town.configure(source_toml("news", url, kind="news"), extra=address)
        with town.parts() as parts:
            inner["app"] = create_app(parts)
            asyncio.run(made.publish(1))
            made.poll()
            yield made


def test_a_feed_with_a_hub_is_subscribed_and_asked_at_once_when_the_hub_tells(desk):
    found = desk.promised()
    assert found.until == NOW + LEASE
    (form,) = desk.hub.asked
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == f"{desk.site.base}/n"
    assert PATH in form["hub.callback"]
    desk.town.clock.move(minutes=6)
    assert desk.poll().polled == ()
    asyncio.run(desk.publish(2))
    assert desk.hub.tell().status_code == 202
    (polled,) = desk.poll().polled
    assert polled.new_items == 1


def test_what_a_hub_sends_along_is_never_taken_for_news(desk):
    desk.promised()
    desk.town.clock.move(minutes=6)
    fat = rss(rss_item("Forged", "https://example.org/forged", NOW)).encode()
    desk.hub.tell(fat)
    (polled,) = desk.poll().polled
    assert polled.new_items == 0


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_signature_of_the_standard_is_understood(desk, method):
    desk.promised()
    desk.town.clock.move(minutes=6)
    desk.hub.tell(method=method)
    assert len(desk.poll().polled) == 1


def test_a_message_that_is_not_signed_by_the_hub_changes_nothing(desk):
    desk.promised()
    desk.town.clock.move(minutes=6)
    assert desk.hub.tell(secret="guessed").status_code == 202
    callback = desk.hub.asked[0]["hub.callback"]
    assert httpx.post(callback, content=b"x").status_code == 202
    signed = {"X-Hub-Signature": "md5=0"}
    assert httpx.post(callback, content=b"x", headers=signed).status_code == 202
    assert desk.poll().polled == ()


def test_a_hub_that_calls_all_the_time_does_not_hurry_the_source(desk):
    desk.promised()
    for _ in range(20):
        desk.hub.tell()
    desk.town.clock.move(minutes=4)
    assert desk.poll().polled == ()
    desk.town.clock.move(minutes=1)
    assert len(desk.poll().polled) == 1


def test_only_what_was_asked_for_is_verified(desk):
    desk.promised()
    form = desk.hub.asked[0]
    for wrong in (
        {"hub.topic": "https://example.org/another"},
        {"hub.mode": "unsubscribe"},
    ):
        assert desk.hub.verify(form, **wrong).status_code == 404
    nobody = {**form, "hub.callback": form["hub.callback"][:-3] + "xyz"}
    assert desk.hub.verify(nobody).status_code == 404
    assert httpx.post(nobody["hub.callback"], content=b"x").status_code == 410


def test_a_promise_is_renewed_before_it_ends(desk):
    desk.promised()
    desk.town.clock.move(days=7)
    desk.poll()
    assert len(desk.hub.asked) == 1
    desk.town.clock.move(days=2)
    desk.poll()
    assert len(desk.hub.asked) == 2
    assert desk.hub.asked[0]["hub.callback"] == desk.hub.asked[1]["hub.callback"]


def test_a_hub_that_refuses_or_keeps_silent_costs_nothing_but_its_news(desk):
    desk.promised()
    form = desk.hub.asked[0]
    assert desk.hub.verify(form, **{"hub.mode": "denied"}).status_code == 200
    assert desk.subscription().until is None
    asyncio.run(desk.publish(3))
    desk.town.clock.move(hours=8)
    (polled,) = desk.poll().polled
    assert polled.new_items == 1
    desk.hub.honest = False
    desk.town.clock.move(hours=8)
    desk.poll()
    assert len(desk.hub.asked) == 2


def test_a_feed_that_names_no_hub_any_more_is_not_subscribed(desk):
    desk.promised()
    desk.site.put("/n", rss(rss_item("Plain", "https://example.org/p", NOW)))
    desk.town.clock.move(hours=8)
    desk.poll()
    assert desk.subscription() is None


def test_without_a_public_address_no_hub_is_asked(tmp_path, site):
    hub = Hub()
    with serving(hub.app) as base:
        link = f'<link rel="hub" href="{base}/hub"/>'
        url = site.put("/n", rss(link))
        text = COUNCIL + source_toml("news", url, kind="news")
        (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(tmp_path) as parts:
            asyncio.run(cycle(parts))
            with parts.database.reading() as connection:
                assert subscriptions.of_source(connection, "news") is None
    assert hub.asked == []


@pytest.mark.parametrize(
    ("body", "link", "offer"),
    [
        (b"", '<https://h.example/>; rel="hub"', ("https://h.example/", "")),
        (
            b"",
            '<https://h.example/>; rel=hub, <https://t.example/f>; rel="self"',
            ("https://h.example/", "https://t.example/f"),
        ),
        (
            b"<feed><atom:link rel='hub' href='/h?a=1&amp;b=2'/></feed>",
            None,
            ("https://example.org/h?a=1&b=2", ""),
        ),
        (b'<link rel="hub" href="javascript:1"/>', None, None),
        (b'<link rel="alternate" href="/hub"/>', None, None),
        (b"", '<https://h.example/>; rel="next"', None),
    ],
)
def test_a_hub_is_found_in_the_header_or_in_the_feed(body, link, offer):
    found = hub_of(a_document(body, link=link, url="https://example.org/feed"))
    expected = None
    if offer is not None:
        expected = Offer(hub=offer[0], topic=offer[1] or "https://example.org/feed")
    assert found == expected
