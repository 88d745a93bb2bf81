"""The society's two pages tell of the same mornings, in Welsh and in English."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.demo import society

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("days", range(0, 60, 3))
def test_both_languages_tell_of_the_same_mornings_soon_and_not_today(days):
    now = MONDAY + timedelta(days=days)
    first, *others = society.mornings(now)
    assert timedelta() < first - now.date() <= timedelta(days=4)
    assert len(others) == 5
    for language in ("cy", "en"):
        page = society.listing(language, now)
        assert all(day.isoformat() in page for day in (first, *others))


def test_its_pages_are_there_and_no_others():
    number = str(society.mornings(MONDAY)[0].toordinal())
    assert "Paned" in society.event("cy", number, MONDAY)
    assert "Coffee" in society.event("en", number, MONDAY + timedelta(weeks=9))
    for language, other in (("fr", number), ("en", "1"), ("en", "9" * 30), ("cy", "x")):
        assert society.event(language, other, MONDAY) is None
