"""Our Bluesky against a real personal data server."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aggregator.deliver.publisher import Image, Where
from aggregator.drafts.measure import measure
from aggregator.model.delivery import Act, Cause, Sent
from real.servers import HANDLE, PASSWORD, bluesky
from tests.deliver.accounts import a_part, nothing, open_account, picture

LINK = "https://example.org/storytime"


def now():
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with bluesky(tmp_path_factory.mktemp("pds")) as base:
        yield base


@pytest.fixture
def account(server):
    secrets = {"AGGREGATOR_BLUESKY_APP_PASSWORD": PASSWORD}
    opened = open_account(
        "bluesky", server, environment=secrets, handle=HANDLE, clock=now
    )
    yield opened
    opened.close()


def part(text, **named):
    key = os.urandom(4).hex()
    return replace(a_part(text, **named), promised_at=now(), key=key)


def record(server, sent):
    _, _, did, collection, key = sent.remote.split("/")
    params = {"repo": did, "collection": collection, "rkey": key}
    address = f"{server}/xrpc/com.atproto.repo.getRecord"
    return httpx.get(address, params=params).raise_for_status().json()["value"]


def far():
    return Where(since=now() - timedelta(days=1))


def test_the_same_part_twice_is_one_record_and_is_found_again(account):
    one = part("Storytime on Saturday")
    sent = account.publish(one, nothing)
    assert account.publish(one, nothing) == sent
    assert account.find(one, far()) == sent
    assert account.find(part("Another"), far()) is None


def test_facets_card_and_language_are_as_bluesky_keeps_them(account, server):
    text = f"Café ☕ with @{HANDLE} {LINK} #WhatsOn"
    one = part(text, language="en", link=LINK, title="Storytime")
    kept = record(server, account.publish(one, nothing))
    kinds = [facet["features"][0]["$type"].split("#")[1] for facet in kept["facets"]]
    assert kinds == ["mention", "link", "tag"]
    assert kept["embed"]["external"]["title"] == "Storytime"
    assert kept["langs"] == ["en"]


def test_a_picture_has_its_words(account, server):
    image = Image(jpeg=picture(), alt="Children listening")
    kept = record(server, account.publish(part("Look", images=(image,)), nothing))
    assert kept["embed"]["images"][0]["alt"] == "Children listening"


def test_thread_quote_repost_and_a_reply_to_what_was_deleted(account, server):
    first = account.publish(part("One"), nothing)
    second = account.publish(part("Two", after=first.remote), nothing)
    third = account.publish(part("Three", after=second.remote), nothing)
    assert record(server, third)["reply"]["root"]["uri"] == first.remote
    for act in (Act.QUOTE, Act.REPOST, Act.REPLY):
        shared = part("Worth a look", act=act, target=first.remote)
        assert isinstance(account.publish(shared, nothing), Sent)
        assert account.find(shared, far()) is not None
    account._client.delete_post(second.remote)
    late = part("Too late", act=Act.REPLY, target=second.remote)
    assert account.publish(late, nothing).cause is Cause.TARGET


def test_a_wrong_password_is_a_sentence(server):
    secrets = {"AGGREGATOR_BLUESKY_APP_PASSWORD": "wrong"}
    other = open_account(
        "bluesky", server, environment=secrets, handle=HANDLE, clock=now
    )
    assert other.publish(part("Nothing"), nothing).cause is Cause.TOKEN
    other.close()


FAMILY = "👩‍👩‍👧‍👦"
WELSH = "🏴󠁧󠁢󠁷󠁬󠁳󠁿"
COUNTED = (
    "a" * 300,
    "a" * 301,
    FAMILY * 100 + "a" * 200,
    FAMILY * 120,
    FAMILY * 121,
    "e\u0301" * 300,
    "e\u0301" * 301,
    "日" * 300,
    "日" * 301,
    WELSH * 107,
    WELSH * 108,
    "नमस्ते" * 90,
    "🇬🇧" * 300,
    "🇬🇧" * 301,
    "\r\n".join("ab" * 75),
    "🏽" * 300,
    "🧑‍🤝‍🧑" * 166,
)


@pytest.mark.parametrize("number", range(len(COUNTED)))
def test_what_we_call_valid_is_what_bluesky_takes(server, number):
    """Asked of the server itself, round our own check of the length."""
    text = COUNTED[number]
    login = {"identifier": HANDLE, "password": PASSWORD}
    session = f"{server}/xrpc/com.atproto.server.createSession"
    opened = httpx.post(session, json=login).raise_for_status().json()
    answer = httpx.post(
        f"{server}/xrpc/com.atproto.repo.createRecord",
        headers={"Authorization": f"Bearer {opened['accessJwt']}"},
        json={
            "repo": opened["did"],
            "collection": "app.bsky.feed.post",
            "record": {
                "$type": "app.bsky.feed.post",
                "text": text,
                "createdAt": now().isoformat().replace("+00:00", "Z"),
            },
        },
    )
    assert measure(text, "bluesky").valid is (answer.status_code == 200), answer.text
