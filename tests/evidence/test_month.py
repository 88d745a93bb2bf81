from datetime import UTC, datetime

import pytest

from aggregator.evidence.month import Month, month_of, parse
from aggregator.model.errors import RefusedError

LONDON = "Europe/London"


def test_a_month_begins_and_ends_where_the_council_is():
    july = parse("2026-07", LONDON)
    assert july.begins == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert july.ends == datetime(2026, 7, 31, 23, tzinfo=UTC)
    # The clocks go back on the last Sunday of October.
    october = parse("2026-10", LONDON)
    assert october.begins == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert october.ends == datetime(2026, 11, 1, tzinfo=UTC)


def test_a_post_at_midnight_is_in_the_month_of_the_council_not_of_utc():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert month_of(late, LONDON).written == "2026-07"
    assert month_of(late, "UTC").written == "2026-06"


def test_months_follow_each_other_over_the_year():
    december = Month(year=2026, number=12, timezone=LONDON)
    assert december.next.written == "2027-01"
    assert december.next.previous == december
    assert december.name == "December 2026"


@pytest.mark.parametrize(
    "written", ["", "2026-13", "2026-00", "26-10", "October", "0000-01"]
)
def test_what_is_no_month_is_said_so(written):
    with pytest.raises(RefusedError, match="write year and month, such as 2026-10"):
        parse(written, LONDON)
