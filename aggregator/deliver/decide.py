"""What the ledger does next with a delivery: decided from values alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aggregator.deliver.said import day
from aggregator.model.delivery import Cause, Delivery, DeliveryState

# The promise: at an end within a quarter of an hour of its time, one way or another.
WINDOW = timedelta(minutes=15)
# A tick comes every minute: what is later than this was not sent by the tick of its
# time, and a backup may have been put back since, so the account is read first.
LATE = timedelta(seconds=90)
# Longer than the slowest sending of one part with its pictures can take.
LEASE = timedelta(minutes=3)
# A lease further ahead than this was given by a clock that has since gone back.
_ABSURD = 2 * LEASE
# How long after each refusal it is tried again.
_BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=4),
    timedelta(minutes=8),
)
# How long after each fruitless look the account is read again.
_LOOKS = timedelta(minutes=1)


class Step(StrEnum):
    """What to do."""

    WAIT = "wait"
    SEND = "send"
    DOUBT = "doubt"
    LOOK = "look"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What else bears on every delivery: a hold, and when the last one was let go."""

    held: bool = False
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A step, and for a person why."""

    step: Step
    cause: Cause | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What a network is like when nobody knows whether a post is out.

    `settles_after` is how long its account may take to show a post. `repeatable_for`
    is how long the same attempt may be made again without a second post, because the
    network recognises its key; nothing if it recognises none.
    """

    settles_after: timedelta
    repeatable_for: timedelta | None = None


_WAIT = Intent(step=Step.WAIT)


def next_step(delivery: Delivery, standing: Standing, now: datetime) -> Intent:
    """What to do with a delivery now."""
    if delivery.state in {DeliveryState.CLAIMED, DeliveryState.SENDING} and not lapsed(
        delivery, now
    ):
        return _WAIT
    if delivery.state is DeliveryState.SENDING:
        return Intent(
            step=Step.DOUBT,
            sentence="The program was interrupted while it was being sent",
        )
    if delivery.state is DeliveryState.UNKNOWN:
        busy = delivery.lease_until is not None and not lapsed(delivery, now)
        return _WAIT if busy or _later(delivery, now) else Intent(step=Step.LOOK)
    if delivery.state in {
        DeliveryState.READY,
        DeliveryState.CLAIMED,
        DeliveryState.REFUSED,
    }:
        return _unsent(delivery, standing, now)
    return _WAIT


def lapsed(delivery: Delivery, now: datetime) -> bool:
    """Whether nobody holds it: the lease is over, or was given by a wrong clock."""
    until = delivery.lease_until
    return until is None or until <= now or until > now + _ABSURD


def is_over(delivery: Delivery, now: datetime) -> bool:
    """Whether its quarter of an hour is over."""
    return now > delivery.moment + WINDOW


def missed(delivery: Delivery, now: datetime) -> str:
    """What a person is told of a delivery whose time has passed."""
    there = delivery.moment.astimezone(now.tzinfo)
    # It is read on another day, too.
    return f"Its time, {there:%H:%M} on {day(there)}, was missed; nothing is sent late"


def again_at(delivery: Delivery, now: datetime) -> datetime:
    """When a refused delivery is tried again, counting this refusal."""
    return now + _BACKOFF[min(delivery.refusals, len(_BACKOFF) - 1)]


def look_again_at(now: datetime) -> datetime:
    """When the account is read again after it did not show the post."""
    return now + _LOOKS


def may_try_again(
    delivery: Delivery,
    habits: Habits,
    *,
    first: datetime,
    last: datetime,
    now: datetime,
) -> bool:
    """Whether a post that the account does not show may be sent once more.

    `first` and `last` are when its first and its latest attempt began.
    """
    if habits.repeatable_for is not None:
        return now < first + habits.repeatable_for
    return delivery.doubts <= 1 and now >= last + habits.settles_after


def _later(delivery: Delivery, now: datetime) -> bool:
    """Whether it is to be looked at later; a time that a wrong clock set is none."""
    return delivery.next_at is not None and now < delivery.next_at <= now + WINDOW


def _unsent(delivery: Delivery, standing: Standing, now: datetime) -> Intent:
    if now < delivery.moment:
        return _WAIT
    if is_over(delivery, now):
        return _ask_late(delivery, now)
    if standing.held:
        return _WAIT
    if standing.released_at is not None and delivery.moment <= standing.released_at:
        return Intent(
            step=Step.ASK,
            cause=Cause.HELD,
            sentence="Its time passed while everything was on hold",
        )
    if delivery.state is DeliveryState.REFUSED and _later(delivery, now):
        return _WAIT
    return Intent(step=Step.SEND)


def _ask_late(delivery: Delivery, now: datetime) -> Intent:
    if delivery.state is DeliveryState.REFUSED:
        return Intent(step=Step.ASK, cause=delivery.cause, sentence=delivery.sentence)
    return Intent(step=Step.ASK, cause=Cause.MISSED, sentence=missed(delivery, now))
