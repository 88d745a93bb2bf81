"""What is Mastodon's own: the instance's limits, and its key against doubles."""

import pytest

from aggregator.deliver.publisher import Image
from aggregator.demo.networks import Way
from aggregator.model.delivery import Act, Cause, Sent, Unknown
from aggregator.model.errors import NetworkError
from tests.deliver.accounts import FAR, a_part, here, nothing, picture


@pytest.fixture
def mastodon():
    with here("mastodon") as found:
        yield found


def test_the_same_key_again_is_the_same_status(mastodon):
    mastodon.twin.ways.append(Way.ACCEPT_AND_DROP)
    part = a_part()
    account = mastodon.account()
    assert isinstance(account.publish(part, nothing), Unknown)
    assert isinstance(account.publish(part, nothing), Sent)
    assert len(mastodon.twin.truth) == 1


def test_the_limit_is_the_instances_own(mastodon):
    mastodon.twin.most = 40
    address = "https://example.org/a/very/long/address/that/counts/as/twenty-three"
    fits = mastodon.account().publish(a_part(f"Storytime today {address}"), nothing)
    assert isinstance(fits, Sent)
    outcome = mastodon.account().publish(a_part("words " * 10), nothing)
    assert outcome.cause is Cause.TEXT
    assert outcome.sentence == "The instance allows 40 characters, and this has 60"


def test_more_pictures_than_the_instance_allows_are_refused(mastodon):
    images = (Image(jpeg=picture(), alt="One"),) * 5
    outcome = mastodon.account().publish(a_part(images=images), nothing)
    assert outcome.cause is Cause.PICTURE


def test_a_rate_limit_says_until_when(mastodon):
    mastodon.twin.ways.append(Way.BUSY)
    mastodon.twin.reset_at = "2099-11-23T14:05:00.000Z"
    outcome = mastodon.account().publish(a_part(), nothing)
    assert "until 14:05" in outcome.sentence


def test_a_token_of_another_account_posts_nothing(mastodon):
    account = mastodon.account(handle="somebody@example.social")
    outcome = account.publish(a_part(), nothing)
    assert "belongs to @AmblefordLibs, not to @somebody" in outcome.sentence
    assert mastodon.twin.truth == []


def test_a_handle_may_name_its_instance(mastodon):
    account = mastodon.account(handle="amblefordlibs@example.social")
    assert isinstance(account.publish(a_part(), nothing), Sent)


def test_a_status_of_another_instance_is_boosted_by_its_number_here(mastodon):
    elsewhere = "https://museum.example/@museum/42"
    mastodon.twin.elsewhere[elsewhere] = mastodon.target
    account = mastodon.account()
    part = a_part("", act=Act.REPOST, target=elsewhere)
    assert isinstance(account.publish(part, nothing), Sent)
    assert mastodon.twin.truth[0].repost == mastodon.target
    assert account.find(part, FAR) is not None


def test_one_that_the_instance_cannot_find_is_a_sentence(mastodon):
    part = a_part("", act=Act.REPOST, target="https://museum.example/@museum/43")
    outcome = mastodon.account().publish(part, nothing)
    assert outcome.cause is Cause.TARGET
    assert "cannot find that post" in outcome.sentence
    with pytest.raises(NetworkError, match="cannot find that post"):
        mastodon.account().find(part, FAR)
