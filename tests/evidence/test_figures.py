import random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.evidence.figures import (
    clearly_best,
    engagements,
    groups,
    percentile,
    rate,
    spread,
    total,
)
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics
from tests.evidence.posts import OUT, a_post


def test_what_a_network_does_not_tell_is_not_nought():
    assert Metrics(at=OUT).engagements is None
    assert Metrics(at=OUT, likes=0).engagements == 0
    assert Metrics(at=OUT, likes=2, reposts=1, clicks=9).engagements == 3
    assert Metrics(at=OUT, likes=2).rate is None
    assert Metrics(at=OUT, likes=2, impressions=0).rate is None
    assert Metrics(at=OUT, likes=2, impressions=40).rate == 0.05
    assert rate(a_post()) is None
    assert total([None, None]) is None
    assert total([None, 2, 3]) == 5


def test_below_five_posts_nothing_is_said_of_how_sure_it_is():
    assert spread([]) is None
    few = spread([4, 1, 3, 9])
    assert (few.typical, few.low, few.high) == (3.5, None, None)
    enough = spread([4, 1, 3, 9, 7])
    assert (enough.typical, enough.low, enough.high) == (4, 1, 9)


@pytest.mark.parametrize(
    ("number", "ranks"), [(5, (1, 5)), (8, (2, 7)), (10, (2, 9)), (20, (6, 15))]
)
def test_the_range_is_the_one_that_the_tables_give(number, ranks):
    # Ranks of the 90 % interval of the median, as Hahn and Meeker print them.
    found = spread(range(1, number + 1))
    assert (found.low, found.high) == ranks


def test_the_range_holds_the_truth_at_least_nine_times_in_ten():
    chance = random.Random(7)
    held = 0
    for _ in range(2000):
        found = spread([chance.expovariate(1.0) for _ in range(12)])
        held += found.low <= 0.6931471805599453 <= found.high
    assert held / 2000 >= 0.89


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_what_is_typical_lies_within_its_range(values):
    found = spread(values)
    assert found.typical == median(values)
    if found.is_enough:
        assert min(values) <= found.low <= found.typical <= found.high <= max(values)


def test_a_kind_is_best_only_when_its_range_is_above_all_others():
    events = [a_post(n, likes=20 + n) for n in range(6)]
    jobs = [a_post(n, likes=n, kind=Kind.JOB) for n in range(6)]
    found = groups(events + jobs, lambda post: [post.kind], engagements)
    assert clearly_best(found).name == Kind.EVENT

    overlapping = [a_post(n, likes=4 * n, kind=Kind.JOB) for n in range(6)]
    found = groups(events + overlapping, lambda post: [post.kind], engagements)
    assert clearly_best(found) is None
    alone = groups(events, lambda post: [post.kind], engagements)
    assert clearly_best(alone) is None


def test_unmeasured_posts_are_counted_and_come_last():
    found = groups(
        [a_post(1), a_post(2, likes=1, kind=Kind.JOB)],
        lambda post: [post.kind],
        engagements,
    )
    assert [(one.name, one.posts) for one in found] == [
        (Kind.JOB, 1),
        (Kind.EVENT, 1),
    ]
    assert found[1].spread is None


def test_the_share_of_a_percentile_is_not_exceeded_by_fewer():
    assert percentile([5, 1, 2, 3, 4], 0.9) == 5
    assert percentile(list(range(100)), 0.9) == 90
    assert percentile([7], 0.9) == 7
