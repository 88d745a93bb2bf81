from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.desk.slots import NEAR, moments, next_free
from aggregator.model.plan import Slot

LONDON = "Europe/London"
# A Monday.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEKDAYS = tuple(Slot(weekday=day, at=time(12, 30)) for day in range(5))


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_the_next_free_slot_is_the_first_that_nothing_is_planned_near():
    assert next_free(WEEKDAYS, [], NOW, LONDON) == at(23, 12, 30)
    taken = [at(23, 12, 25), at(24, 12, 30)]
    assert next_free(WEEKDAYS, taken, NOW, LONDON) == at(25, 12, 30)


def test_after_fridays_slot_comes_mondays():
    assert next_free(WEEKDAYS, [], at(27, 13), LONDON) == at(30, 12, 30)


def test_a_slot_that_begins_this_minute_is_gone():
    assert next_free(WEEKDAYS, [], at(23, 12, 29), LONDON) == at(24, 12, 30)


def test_no_slot_is_offered_after_it_is_any_use():
    assert next_free(WEEKDAYS, [], NOW, LONDON, until=at(23, 12)) is None
    assert next_free((), [], NOW, LONDON) is None


def test_half_past_twelve_is_that_in_summer_and_in_winter():
    sunday = (Slot(weekday=6, at=time(12, 30)),)
    before_and_after = list(
        moments(sunday, at(18, 0, month=10), at(26, 0, month=10), LONDON)
    )
    # The clocks go back on 25 October 2026 at 2am.
    assert before_and_after == [at(18, 11, 30, month=10), at(25, 12, 30, month=10)]


def test_a_time_that_the_clocks_skip_or_repeat_is_one_moment():
    night = (Slot(weekday=6, at=time(1, 30)),)
    spring = list(moments(night, at(29, 0, month=3), at(30, 0, month=3), LONDON))
    # 1:30 does not exist on 29 March 2026: it is 2:30 by the new time.
    assert spring == [at(29, 1, 30, month=3)]
    autumn = list(moments(night, at(24, 12, month=10), at(26, 0, month=10), LONDON))
    assert autumn == [at(25, 0, 30, month=10)]


slots = st.lists(
    st.builds(
        Slot,
        weekday=st.integers(0, 6),
        at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ),
    max_size=6,
)


@given(slots, st.integers(0, 400), st.integers(0, 23))
def test_moments_come_in_order_and_within_their_bounds(found, day, hour):
    since = NOW + timedelta(days=day, hours=hour)
    until = since + timedelta(days=9)
    listed = list(moments(found, since, until, LONDON))
    assert all(since <= moment < until for moment in listed)
    days = [moment.date() for moment in listed]
    assert days == sorted(days)


@given(slots, st.lists(st.integers(0, 20_000), max_size=30))
def test_what_is_offered_is_free(found, minutes):
    taken = [NOW + timedelta(minutes=number) for number in minutes]
    moment = next_free(found, taken, NOW, LONDON)
    if moment is not None:
        assert moment > NOW
        assert all(abs(moment - other) >= NEAR for other in taken)


@pytest.mark.parametrize("number", [1, 5])
def test_approving_one_after_the_other_fills_slot_after_slot(number):
    taken: list[datetime] = []
    for _ in range(number):
        taken.append(next_free(WEEKDAYS, taken, NOW, LONDON))
    assert taken == [at(23 + day, 12, 30) for day in range(number)]
