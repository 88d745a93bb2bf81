"""The fault run in its short form: every kind of fault on every network."""

from tests.crash.__main__ import fault_run
from tests.crash.trials import KINDS
from tests.deliver.accounts import NETWORKS


def test_nothing_is_posted_twice_or_lost_whatever_goes_wrong():
    tally = fault_run(range(len(KINDS) * len(NETWORKS)), seed=7)
    assert tally.trials == len(KINDS) * len(NETWORKS)
    assert set(tally.kinds) == set(KINDS)
    assert (tally.doubles, tally.losses) == (0, 0), tally.faults
    assert tally.settled >= tally.trials - 2, tally.asked
