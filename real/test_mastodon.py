"""Our Mastodon against an instance that somebody else wrote."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.deliver.publisher import Image, Where
from aggregator.model.delivery import Act, Cause, Sent
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
