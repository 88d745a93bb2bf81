"""Our Mastodon against an instance that somebody else wrote."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from aggregator.deliver.publisher import Image, Where
from aggregator.model.delivery import Act, Cause, Sent, Unknown
from real.servers import mastodon
from tests.deliver.accounts import a_part, nothing, open_account, picture
from tests.deliver.test_every_network import TEXT


def now():
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def server():
    with mastodon() as base:
        yield base


def opened(server, token):
    secrets = {"AGGREGATOR_MASTODON_ACCESS_TOKEN": token}
    return open_account("mastodon", server, environment=secrets, handle=None, clock=now)


@pytest.fixture
def account(server):
    account = opened(server, "mock_token")
    yield account
    account.close()


def test_the_same_key_twice_is_one_status_and_is_found_again(account):
    part = a_part(TEXT, language="en")
    sent = account.publish(part, nothing)
    assert account.publish(part, nothing) == sent
    assert account.find(part, Where(since=now() - timedelta(days=1))) == sent


def test_pictures_threads_boosts_and_quotes_go_out(account):
    image = Image(jpeg=picture(), alt="Children listening")
    first = account.publish(a_part("Look", images=(image,)), nothing)
    second = account.publish(a_part("Two", after=first.remote), nothing)
    assert isinstance(second, Sent)
    for act in (Act.REPOST, Act.QUOTE, Act.REPLY):
        part = a_part("Worth a look", act=act, target=first.remote)
        assert isinstance(account.publish(part, nothing), Sent)


def test_its_limit_and_a_wrong_token_are_sentences(account, server):
    assert account.publish(a_part("word " * 120), nothing).cause is Cause.TEXT
    other = opened(server, "wrong")
    assert other.publish(a_part("x"), nothing).cause is Cause.TOKEN
    other.close()


def fault(server, effect, path="/api/v1/statuses", **named):
    """What the instance does to the next request that would make a status."""
    rule = {
        "match": {"methods": ["POST"], "path": path},
        "effect": {"type": effect, **named},
        "count": 1,
    }
    httpx.post(f"{server}/api/v1/_mock/faults", json=rule).raise_for_status()


def statuses(server, text):
    number = httpx.get(
        f"{server}/api/v1/accounts/verify_credentials",
        headers={"Authorization": "Bearer mock_token"},
    ).json()["id"]
    told = httpx.get(f"{server}/api/v1/accounts/{number}/statuses").json()
    return [one for one in told if text in one["content"]]


@pytest.mark.parametrize(
    ("effect", "named"),
    [
        ("status", {"status": 500}),
        ("status", {"status": 503}),
        ("malformed", {}),
        ("malformed", {"truncate": False}),
        # Held until the client has gone.
        ("latency", {"delay_ms": 6000}),
    ],
)
def test_an_answer_that_says_nothing_is_settled_with_one_status(server, effect, named):
    text = f"Storytime, {effect} {named}"
    secrets = {"AGGREGATOR_MASTODON_ACCESS_TOKEN": "mock_token"}
    account = open_account(
        "mastodon", server, environment=secrets, handle=None, clock=now, read_seconds=3
    )
    part = a_part(text)
    fault(server, effect, **named)
    assert isinstance(account.publish(part, nothing), Unknown)
    there = account.find(part, Where(since=now() - timedelta(days=1)))
    assert (there is not None) is (len(statuses(server, text)) == 1)
    sent = account.publish(part, nothing)
    assert isinstance(sent, Sent)
    assert there in {None, sent}
    assert len(statuses(server, text)) == 1
    account.close()


def test_too_many_requests_pass_and_a_refused_picture_asks(account, server):
    fault(server, "ratelimit")
    busy = account.publish(a_part("Too many"), nothing)
    assert (busy.cause, busy.passing) == (Cause.RATE, True)
    said = {"error": "Validation failed: File content type is invalid"}
    fault(server, "status", "/api/v2/media", status=422, body=said)
    image = Image(jpeg=picture(), alt="Children listening")
    outcome = account.publish(a_part("Look here", images=(image,)), nothing)
    assert outcome.cause is Cause.PICTURE
    assert "File content type is invalid" in outcome.sentence
    assert statuses(server, "Look here") == statuses(server, "Too many") == []


def test_a_status_is_boosted_by_its_address(server):
    # The instance calls itself so in the addresses that it gives.
    account = opened(server.replace("127.0.0.1", "localhost"), "mock_token")
    sent = account.publish(a_part("Worth a boost"), nothing)
    (status,) = statuses(server, "Worth a boost")
    part = a_part("", act=Act.REPOST, target=sent.address)
    assert isinstance(account.publish(part, nothing), Sent)
    assert account.find(part, Where(since=now() - timedelta(days=1))) is not None
    assert status["url"] == sent.address
    account.close()
