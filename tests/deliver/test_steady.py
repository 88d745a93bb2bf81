from datetime import timedelta

import pytest

from aggregator.deliver.steady import SteadyClock
from tests.builders import NOW


class Times:
    def __init__(self):
        self.wall, self.passed = NOW, 0.0
        self.clock = SteadyClock(lambda: self.wall, lambda: self.passed)

    def go(self, **by):
        self.wall += timedelta(**by)
        self.passed += timedelta(**by).total_seconds()


def test_it_goes_with_the_clock():
    times = Times()
    times.go(minutes=90)
    assert times.clock() == NOW + timedelta(minutes=90)


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_a_jump_is_not_followed_and_its_end_not_noticed(hours):
    times = Times()
    times.wall += timedelta(hours=hours)
    times.go(minutes=1)
    assert times.clock() == NOW + timedelta(minutes=1)
    assert not times.clock.is_certain()
    times.wall -= timedelta(hours=hours)
    times.go(minutes=1)
    assert times.clock() == NOW + timedelta(minutes=2)
    assert times.clock.is_certain()


def test_a_jump_that_lasts_is_believed():
    times = Times()
    times.wall += timedelta(hours=8)
    for _ in range(5):
        assert times.clock() < NOW + timedelta(hours=1)
        times.go(minutes=1)
    assert times.clock() == NOW + timedelta(hours=8, minutes=5)
    assert times.clock.is_certain()


def test_small_corrections_are_followed_and_add_up_to_no_jump():
    times = Times()
    for _ in range(10):
        times.wall += timedelta(minutes=1)
        times.go(minutes=1)
        assert times.clock() == times.wall
