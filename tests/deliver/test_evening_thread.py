"""The posts of an evening answer each other on every network, with patience."""

import pytest

from aggregator.deliver import decide
from aggregator.deliver.ledger import keep_promises
from aggregator.deliver.means import Account, Means
from aggregator.desk.evenings import sheet
from aggregator.model.delivery import Cause, DeliveryState
from aggregator.model.evening import PATIENCE
from aggregator.model.evening import Evening as Configured
from aggregator.store import deliveries, evenings
from tests.builders import NOW
from tests.deliver.accounts import NETWORKS, here
from tests.deliver.promises import ADDRESS, Office

S = DeliveryState


class Evening(Office):
    """An office at which an evening is posted from."""

    def say(self, text, **named):
        number = self.approve(text, **named)
        with self.database.transaction() as connection:
            draft = deliveries.load(connection, number).draft
            evenings.enter(connection, draft, "awards", text)
        return number

    def answered(self, number):
        return self.load(number).payload.after


@pytest.fixture
def evening(database):
    return Evening(database)


def test_each_post_answers_the_one_before_it(evening):
    numbers = [evening.say(text) for text in ("One", "Two", "Three")]
    evening.tick()
    assert [evening.answered(one) for one in numbers] == [None, "1", "2"]


def test_a_post_that_is_of_no_evening_answers_nothing(evening):
    evening.say("One")
    other = evening.approve("A job")
    evening.tick()
    assert evening.answered(other) is None


def test_it_waits_for_the_one_before_and_then_answers_it(evening):
    evening.network.ways = ["later"]
    first, second = evening.say("One"), evening.say("Two")
    evening.tick()
    assert (evening.load(first).state, evening.load(second).state) == (
        S.REFUSED,
        S.READY,
    )
    evening.ticks(2)
    assert evening.answered(second) == "1"


def test_after_some_minutes_it_goes_as_a_post_of_its_own(evening):
    evening.network.ways = ["later"] * 4
    first, second = evening.say("One"), evening.say("Two")
    evening.tick()
    evening.network.ways = ["later"] * 3
    evening.ticks(4)
    assert evening.load(second).state is S.READY
    evening.network.ways = ["accept"]
    evening.clock.move(minutes=1)
    assert evening.clock() - evening.load(second).moment == PATIENCE
    evening.tick()
    assert evening.load(second).state is S.PUBLISHED
    assert evening.answered(second) is None
    assert evening.load(first).state is S.REFUSED


@pytest.mark.parametrize("state", ["taken back", "needs a person"])
def test_what_will_not_go_out_is_passed_over(evening, state):
    first = evening.say("One")
    evening.tick()
    second = evening.say("Two")
    if state == "taken back":
        with evening.database.transaction() as connection:
            deliveries.cancel(connection, evening.load(second).draft)
    else:
        evening.network.ways = ["refuse"]
        evening.tick()
        assert evening.load(second).cause is Cause.TEXT
    third = evening.say("Three")
    evening.tick()
    assert evening.answered(third) == "1"
    assert evening.load(first).state is S.PUBLISHED


def test_patience_ends_long_before_a_delivery_is_missed():
    assert 2 * PATIENCE < decide.WINDOW


@pytest.mark.parametrize("network", NETWORKS)
def test_on_each_network_the_thread_is_one_of_replies(database, network):
    with here(network) as place:
        office = Evening(database)
        account = Account(
            network=network, names=frozenset({network}), publisher=place.account()
        )
        numbers = [
            office.say(text, network=network) for text in ("One", "Two", "Three")
        ]
        keep_promises(Means(database=database, clock=office.clock), account)
        assert {office.load(one).state for one in numbers} == {S.PUBLISHED}
        with database.reading() as connection:
            out = [deliveries.posts_of(connection, one)[0].remote for one in numbers]
        assert [one.reply_to for one in place.twin.truth] == [None, *out[:2]]


def test_the_page_says_which_post_went_alone_and_until_when_one_waits(evening):
    of = Configured(id="awards", name="Awards", starts=NOW, ends=NOW)

    def told():
        found = sheet(evening.database, of, evening.clock()).used
        return [(one.waits_until, one.alone) for cue in found for one in cue.posts]

    evening.network.ways = ["later"]
    evening.say("One")
    evening.say("Two")
    evening.tick()
    assert told() == [(None, False), (NOW + PATIENCE, False)]
    evening.network.ways = ["later", "later", "accept"]
    evening.ticks(5)
    assert told() == [(None, False), (None, True)]


def test_what_a_person_put_out_by_hand_is_no_reason_to_say_so(evening):
    of = Configured(id="awards", name="Awards", starts=NOW, ends=NOW)
    first = evening.say("One")
    with evening.database.transaction() as connection:
        deliveries.publish(
            connection, first, address=ADDRESS, by="Ada", now=evening.clock()
        )
    evening.clock.move(seconds=1)
    evening.say("Two")
    evening.tick()
    used = sheet(evening.database, of, evening.clock()).used
    assert [one.alone for cue in used for one in cue.posts] == [False, False]
