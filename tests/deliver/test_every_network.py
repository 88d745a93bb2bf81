"""What the ledger relies on, held against every network's adapter and its twin."""

from datetime import timedelta

import pytest

from aggregator.deliver.publisher import Image, Where
from aggregator.demo.networks import FOLLOWERS, Way
from aggregator.model.delivery import Act, Cause, Refused, Sent, Unknown
from aggregator.model.errors import ConflictError, NetworkError
from tests.builders import NOW
from tests.deliver.accounts import (
    FAR,
    NETWORKS,
    a_part,
    here,
    nothing,
    open_account,
    picture,
)

TEXT = (
    "Storytime & songs at Ambleford Library ☕\n\nSat 28 Nov, 10:30am, <free> 50%\n"
    "https://example.org/whats-on/storytime?a=1&b=2 #WhatsOn"
)


@pytest.fixture(params=NETWORKS)
def network(request):
    with here(request.param) as found:
        yield found


def test_a_post_is_out_with_its_address_and_exactly_its_words(network):
    sent = network.account().publish(a_part(TEXT, language="en"), nothing)
    assert isinstance(sent, Sent)
    assert sent.address.startswith("http")
    (truth,) = network.twin.truth
    assert truth.text == TEXT
    assert truth.language in {"en", None if network.network == "x" else "en"}


def test_it_is_found_again_by_a_program_that_was_started_anew(network):
    part = a_part(TEXT)
    sent = network.account().publish(part, nothing)
    assert network.account().find(part, FAR) == sent


def test_what_is_not_there_is_not_found(network):
    account = network.account()
    account.publish(a_part("Another"), nothing)
    assert account.find(a_part("This one"), FAR) is None


def test_a_claim_that_was_lost_sends_nothing(network):
    def lost():
        raise ConflictError("The claim was lost")

    with pytest.raises(ConflictError):
        network.account().publish(a_part(), lost)
    assert network.twin.truth == []


@pytest.mark.parametrize(
    "way", [Way.ACCEPT_AND_DROP, Way.ACCEPT_AND_500, Way.DROP, Way.FAIL, Way.PAGE]
)
def test_an_answer_that_says_nothing_is_unknown_and_settled_by_looking(network, way):
    network.twin.ways.append(way)
    part = a_part(TEXT)
    account = network.account()
    assert isinstance(account.publish(part, nothing), Unknown)
    found = account.find(part, FAR)
    assert (found is not None) is (len(network.twin.truth) == 1)
    if found is None:
        assert isinstance(account.publish(part, nothing), Sent)
    assert len(network.twin.truth) == 1


def test_a_slow_answer_is_unknown_and_was_accepted(network):
    network.twin.ways.append(Way.ACCEPT_AND_DELAY)
    network.twin.delay_seconds = 9
    part = a_part()
    account = network.account(read_seconds=3)
    assert isinstance(account.publish(part, nothing), Unknown)
    assert account.find(part, FAR) is not None


def test_a_network_that_is_not_there_is_a_passing_refusal(network):
    account = open_account(network.network, "http://127.0.0.1:9")
    outcome = account.publish(a_part(), nothing)
    assert isinstance(outcome, Refused)
    assert (outcome.cause, outcome.passing) == (Cause.SERVER, True)
    assert "could not be reached" in outcome.sentence
    with pytest.raises(NetworkError):
        account.find(a_part(), FAR)
    account.close()


def test_too_many_posts_name_the_time(network):
    network.twin.ways.append(Way.BUSY)
    outcome = network.account().publish(a_part(), nothing)
    assert (outcome.cause, outcome.passing) == (Cause.RATE, True)
    assert "takes no more posts" in outcome.sentence
    assert network.twin.truth == []


@pytest.mark.parametrize(
    ("way", "cause"),
    [(Way.REVOKED, Cause.TOKEN), (Way.LOCKED, Cause.ACCOUNT)],
)
def test_a_refusal_for_good_is_a_sentence(network, way, cause):
    network.twin.ways.append(way)
    outcome = network.account().publish(a_part(), nothing)
    assert isinstance(outcome, Refused)
    assert (outcome.cause, outcome.passing) == (cause, False)
    assert len(outcome.sentence) > 30
    assert network.twin.truth == []


def test_a_wrong_token_is_refused_before_anything_is_sent(network):
    network.twin.token = "another"
    outcome = network.account().publish(a_part(), nothing)
    assert outcome.cause is Cause.TOKEN


def test_a_thread_is_a_chain_of_replies(network):
    account = network.account()
    first = account.publish(a_part("One"), nothing)
    second = account.publish(a_part("Two", after=first.remote), nothing)
    account.publish(a_part("Three", after=second.remote), nothing)
    assert [one.text for one in network.twin.truth] == ["One", "Two", "Three"]
    assert network.twin.truth[0].reply_to is None
    assert network.twin.truth[1].reply_to == first.remote
    assert network.twin.truth[2].reply_to == second.remote


def test_a_reply_of_a_thread_is_found_again_when_its_answer_was_lost(network):
    account = network.account()
    first = account.publish(a_part("One"), nothing)
    second = a_part("Two", after=first.remote)
    sent = account.publish(second, nothing)
    known = Where(since=FAR.since, known=frozenset({first.remote}))
    found = account.find(second, known)
    assert found is not None
    assert found.remote == sent.remote
    assert account.find(a_part("Three", after=sent.remote, key="other"), known) is None


def test_a_picture_goes_with_its_words(network):
    image = Image(jpeg=picture(), alt="Children listening to a story")
    outcome = network.account().publish(a_part(images=(image,)), nothing)
    assert isinstance(outcome, Sent)
    assert network.twin.truth[0].alts == ("Children listening to a story",)


def test_a_picture_that_is_refused_sends_nothing_and_says_so(network):
    network.twin.refuses_pictures = True
    image = Image(jpeg=picture(), alt="A story")
    outcome = network.account().publish(a_part(images=(image,)), nothing)
    assert outcome.cause is Cause.PICTURE
    assert "refuses the picture" in outcome.sentence
    assert network.twin.truth == []


def test_a_post_of_a_partner_is_shared_once(network):
    account = network.account()
    part = a_part("", act=Act.REPOST, target=network.target)
    sent = account.publish(part, nothing)
    assert isinstance(sent, Sent)
    assert network.twin.truth[0].repost == network.target
    assert account.find(part, FAR) is not None
    account.publish(part, nothing)
    assert len(network.twin.truth) == 1


def test_a_reply_answers_and_one_to_a_deleted_post_is_refused(network):
    account = network.account()
    reply = a_part("Lovely", act=Act.REPLY, target=network.target)
    assert isinstance(account.publish(reply, nothing), Sent)
    assert network.twin.truth[0].reply_to == network.target
    network.twin.targets.clear()
    gone = account.publish(a_part("Oh", act=Act.REPLY, target=network.target), nothing)
    assert gone.cause is Cause.TARGET
    assert "no longer there" in gone.sentence or "deleted" in gone.sentence


def test_an_account_that_cannot_be_read_says_so(network):
    part = a_part()
    account = network.account()
    account.publish(part, nothing)
    network.twin.readable = False
    with pytest.raises(NetworkError):
        account.find(part, FAR)


def test_posts_from_before_and_those_of_other_deliveries_are_not_it(network):
    if network.network == "bluesky":
        return  # its key is enough
    part = a_part()
    account = network.account()
    sent = account.publish(part, nothing)
    assert account.find(part, Where(since=NOW + timedelta(minutes=1))) is None
    known = Where(since=FAR.since, known=frozenset({sent.remote}))
    assert account.find(part, known) is None


def test_an_account_says_what_it_may_do_and_until_when(network):
    said = network.account().about()
    assert "may post as @" in said
    assert "revoked" in said
    network.twin.token = "another"
    with pytest.raises(NetworkError):
        network.account().about()


def test_the_figures_of_a_post_are_read_and_one_that_is_gone_has_none(network):
    account = network.account()
    sent = account.publish(a_part(), nothing)
    gone = {"x": "12", "mastodon": "12"}.get(network.network, f"{sent.remote}x")
    figures = account.measure([sent.remote, gone], NOW)
    assert list(figures) == [sent.remote]
    told = figures[sent.remote]
    assert (told.likes, told.replies, told.reposts) == (3, 1, 1)
    assert (told.impressions is not None) is (network.network == "x")
    network.twin.readable = False
    with pytest.raises(NetworkError):
        account.measure([sent.remote], NOW)


def test_a_reply_counts_as_answered_where_we_replied_to_it(network):
    account = network.account()
    first = account.publish(a_part(), nothing)
    account.publish(a_part("And another part.", after=first.remote), nothing)
    told = account.measure([first.remote], NOW)[first.remote]
    if network.network == "x":
        assert told.answered is None
        return
    assert (told.replies, told.answered) == (1, 1)
    network.twin.answers = False
    told = account.measure([first.remote], NOW)[first.remote]
    assert (told.replies, told.answered) == (1, 0)


def test_followers_are_told_or_the_network_could_not_be_asked(network):
    assert network.account().followers() == FOLLOWERS
    network.twin.token = "another"
    with pytest.raises(NetworkError):
        network.account().followers()


def test_clicks_are_told_where_the_network_knows_them(network):
    account = network.account()
    sent = account.publish(a_part(), nothing)
    told = account.measure([sent.remote], NOW)[sent.remote]
    assert told.clicks == (5 if network.network == "x" else None)


def test_what_x_keeps_back_after_thirty_days_is_unknown_and_the_rest_is_read(network):
    if network.network != "x":
        return
    account = network.account()
    sent = account.publish(a_part(), nothing)
    network.twin.tells_clicks = False
    told = account.measure([sent.remote, "12"], NOW)
    assert list(told) == [sent.remote]
    assert (told[sent.remote].likes, told[sent.remote].clicks) == (3, None)
