from datetime import timedelta

import pytest

from aggregator.store import paid_reads
from tests.builders import NOW

READ = {"1990": 0.005, "2244": 0.010}


def test_what_is_read_again_on_one_day_is_charged_once(database):
    with database.transaction() as connection:
        paid_reads.add(connection, "x", "libs", READ, NOW)
        paid_reads.add(connection, "x", "libs", {"1990": 0.005, "1991": 0.001}, NOW)
        paid_reads.add(connection, "x", "libs", {}, NOW)
        since = NOW - timedelta(days=1)
        told = paid_reads.spent(connection, "x", {"libs", "x"}, since)
        assert told == pytest.approx(0.016)
        paid_reads.add(connection, "x", "libs", READ, NOW + timedelta(days=1))
        told = paid_reads.spent(connection, "x", {"libs"}, since)
        assert told == pytest.approx(0.031)
        assert paid_reads.spent(connection, "x", {"others"}, since) == 0
        assert paid_reads.spent(connection, "x", {"libs"}, NOW + timedelta(2)) == 0
