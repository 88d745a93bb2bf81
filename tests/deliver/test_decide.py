from datetime import timedelta

import pytest

from aggregator.deliver.decide import (
    LEASE,
    WINDOW,
    Habits,
    Standing,
    Step,
    may_try_again,
    next_step,
)
from aggregator.model.delivery import (
    DELIVERY_MOVES,
    DELIVERY_SENTENCES,
    Cause,
    Delivery,
    DeliveryState,
)
from tests.builders import NOW

MINUTE = timedelta(minutes=1)
HELD = Standing(held=True)
S = DeliveryState


def a_delivery(**named):
    return Delivery(
        **{
            "id": 1,
            "draft": 1,
            "network": "x",
            "account": "x",
            "state": S.READY,
            "promised_at": NOW,
            **named,
        }
    )


def step(delivery, now=NOW, standing=None):
    return next_step(delivery, standing or Standing(), now).step


def test_what_is_due_is_sent_and_what_is_planned_waits_for_its_time():
    assert step(a_delivery()) is Step.SEND
    planned = a_delivery(due=NOW + MINUTE)
    assert step(planned) is Step.WAIT
    assert step(planned, NOW + MINUTE) is Step.SEND


def test_late_is_a_question_and_never_a_post():
    late = NOW + WINDOW + MINUTE
    intent = next_step(a_delivery(), Standing(), late)
    assert (intent.step, intent.cause) == (Step.ASK, Cause.MISSED)
    assert "09:00 on 23 November" in intent.sentence
    assert step(a_delivery(state=S.CLAIMED), late) is Step.ASK


def test_a_hold_stops_it_and_letting_go_fires_nothing():
    assert step(a_delivery(), standing=HELD) is Step.WAIT
    released = Standing(released_at=NOW + MINUTE)
    intent = next_step(a_delivery(), released, NOW + 2 * MINUTE)
    assert (intent.step, intent.cause) == (Step.ASK, Cause.HELD)
    after = a_delivery(due=NOW + 2 * MINUTE)
    assert step(after, NOW + 2 * MINUTE, released) is Step.SEND


def test_a_claim_is_left_alone_until_its_lease_is_over():
    for state in (S.CLAIMED, S.SENDING):
        held = a_delivery(state=state, lease_until=NOW + MINUTE)
        assert step(held) is Step.WAIT
    lapsed = {"lease_until": NOW}
    assert step(a_delivery(state=S.CLAIMED, **lapsed)) is Step.SEND
    assert step(a_delivery(state=S.SENDING, **lapsed)) is Step.DOUBT


def test_a_lease_from_a_clock_that_ran_ahead_holds_nobody_up():
    ahead = a_delivery(state=S.SENDING, lease_until=NOW + timedelta(days=1))
    assert step(ahead) is Step.DOUBT
    skewed = a_delivery(state=S.SENDING, lease_until=NOW + LEASE + MINUTE)
    assert step(skewed) is Step.WAIT


def test_what_nobody_knows_is_looked_for_first_also_on_hold_and_when_late():
    doubted = a_delivery(state=S.UNKNOWN, next_at=NOW + MINUTE)
    assert step(doubted) is Step.WAIT
    for now in (NOW + MINUTE, NOW + timedelta(days=1)):
        assert step(doubted, now, HELD) is Step.LOOK
    ahead = a_delivery(state=S.UNKNOWN, next_at=NOW + timedelta(days=1))
    assert step(ahead) is Step.LOOK


def test_a_refusal_is_tried_again_at_its_time_and_then_a_person_is_asked():
    refused = a_delivery(
        state=S.REFUSED,
        next_at=NOW + MINUTE,
        cause=Cause.RATE,
        sentence="Too many posts",
    )
    assert step(refused) is Step.WAIT
    assert step(refused, NOW + MINUTE) is Step.SEND
    assert step(refused, NOW + MINUTE, HELD) is Step.WAIT
    late = next_step(refused, Standing(), NOW + WINDOW + MINUTE)
    assert (late.cause, late.sentence) == (Cause.RATE, "Too many posts")


@pytest.mark.parametrize("state", [S.PUBLISHED, S.CANCELLED, S.NEEDS_ATTENTION])
def test_what_is_at_an_end_is_left_alone(state):
    assert step(a_delivery(state=state), NOW + timedelta(days=400)) is Step.WAIT


def test_an_absent_post_is_sent_once_more_when_the_account_has_had_time_to_show_it():
    habits = Habits(settles_after=3 * MINUTE)
    doubted = a_delivery(state=S.UNKNOWN, doubts=1)

    def may(delivery, now):
        return may_try_again(delivery, habits, first=NOW, last=NOW, now=now)

    assert not may(doubted, NOW + 2 * MINUTE)
    assert may(doubted, NOW + 3 * MINUTE)
    assert not may(a_delivery(state=S.UNKNOWN, doubts=2), NOW + 3 * MINUTE)


def test_where_the_network_knows_the_key_it_may_be_sent_again_for_as_long_as_it_does():
    habits = Habits(settles_after=MINUTE, repeatable_for=timedelta(minutes=55))
    doubted = a_delivery(state=S.UNKNOWN, doubts=4)
    for minutes, may in ((1, True), (54, True), (55, False)):
        now = NOW + minutes * MINUTE
        found = may_try_again(doubted, habits, first=NOW, last=NOW, now=now)
        assert found is may


def test_every_state_has_a_sentence_and_its_moves():
    assert set(DELIVERY_SENTENCES) == set(DELIVERY_MOVES) == set(DeliveryState)
