"""A source is asked as often as it changes, within bounds that its `every` sets."""

from datetime import timedelta

import pytest

from aggregator.fetch.rhythm import interval, longest, noticed
from aggregator.model.rhythm import Rhythm
from tests.builders import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def polled(every, changes, days=14):
    """The rhythm and the intervals of a source that changes at these moments."""
    now, rhythm, waits, last = NOW, Rhythm(), [], NOW
    while now < NOW + days * DAY:
        new = any(last < moment <= now for moment in changes)
        rhythm = noticed(rhythm, every, now, new=new)
        waits.append(interval(every, rhythm, now))
        last, now = now, now + waits[-1]
    return rhythm, waits


def test_a_new_source_is_asked_at_its_every():
    assert interval(HOUR, noticed(Rhythm(), HOUR, NOW, new=True), NOW) == HOUR


def test_what_changes_at_every_poll_is_asked_no_more_often_than_its_every():
    changes = [NOW + number * timedelta(minutes=10) for number in range(3000)]
    _, waits = polled(HOUR, changes)
    assert set(waits) == {HOUR}


def test_what_never_changes_is_asked_less_and_less_down_to_an_eighth():
    _, waits = polled(HOUR, [])
    assert waits == sorted(waits)
    assert waits[-1] == 8 * HOUR


def test_what_changes_daily_is_seen_within_a_quarter_of_a_day():
    changes = [NOW + number * DAY + 3 * HOUR for number in range(1, 14)]
    rhythm, waits = polled(HOUR, changes)
    assert 4 * HOUR <= waits[-1] <= 7 * HOUR
    assert 20 * HOUR <= rhythm.gap <= 28 * HOUR


def test_a_source_that_wakes_up_is_soon_asked_at_its_every_again():
    silent = Rhythm(changed_at=NOW - 300 * DAY, gap=30 * DAY)
    now, rhythm = NOW, noticed(silent, HOUR, NOW, new=True)
    for _ in range(12):
        now += interval(HOUR, rhythm, now)
        rhythm = noticed(rhythm, HOUR, now, new=True)
    assert interval(HOUR, rhythm, now) <= 2 * HOUR


@pytest.mark.parametrize(
    ("every", "most"),
    [(HOUR, 8 * HOUR), (6 * HOUR, DAY), (2 * DAY, 2 * DAY)],
)
def test_the_longest_wait_is_a_day_or_its_every(every, most):
    assert longest(every) == most
    assert interval(every, Rhythm(changed_at=NOW - 90 * DAY), NOW) == most


def test_a_clock_that_went_back_does_no_harm():
    ahead = Rhythm(changed_at=NOW + DAY)
    assert interval(HOUR, ahead, NOW) == HOUR
    assert noticed(ahead, HOUR, NOW, new=True).gap == timedelta()
