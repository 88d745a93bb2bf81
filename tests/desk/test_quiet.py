"""When a source is quiet for longer than is usual for it."""

from datetime import UTC, datetime, timedelta

import pytest

from aggregator.desk.quiet import usual, with_quiet
from aggregator.model.health import Health, SourceHealth

START = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def arriving(*gaps):
    moments = [START]
    for gap in gaps:
        moments.append(moments[-1] + gap * DAY)
    return moments


def after(arrivals, silence, health=Health.OK):
    heard = max(arrivals, default=START) + silence * DAY
    known = SourceHealth(source="news", health=health, last_good=heard, since=START)
    return with_quiet(known, arrivals)


def test_usual_is_the_middle_gap_and_the_longest_of_nine_in_ten():
    habit = usual(arriving(1, 1, 1, 1, 1, 2, 2, 3, 3, 40))
    assert (habit.gap, habit.silence) == (2 * DAY, 3 * DAY)


def test_nothing_is_usual_after_a_few_days():
    assert usual(arriving(1, 1, 1)) is None
    assert after(arriving(1, 1, 1), 300).health is Health.OK
    assert after([], 300).health is Health.OK


@pytest.mark.parametrize(
    ("gaps", "silence", "health"),
    [
        ((1, 1, 1, 1, 1), 4, Health.OK),
        ((1, 1, 1, 1, 1), 5, Health.QUIET),
        ((0.05, 0.05, 0.05, 0.05), 3, Health.OK),
        ((7, 7, 7, 7), 14, Health.OK),
        ((7, 7, 7, 7), 15, Health.QUIET),
        ((30, 31, 30, 31), 61, Health.OK),
        ((1, 3, 1, 1, 1, 1, 3, 1, 1, 1), 6, Health.OK),
    ],
)
def test_a_silence_is_measured_by_what_is_usual(gaps, silence, health):
    assert after(arriving(*gaps), silence).health is health


def test_the_sentence_says_for_how_long_and_what_is_usual_and_since_when():
    found = after(arriving(2, 2, 2, 2), 9)
    assert found.sentence.startswith(
        "Nothing new came for 9 days, and usually something comes every 2 days."
    )
    assert found.since == START + 8 * DAY + 4 * DAY


def test_a_source_that_is_unwell_is_that_and_not_quiet():
    assert after(arriving(1, 1, 1, 1), 90, Health.GONE).health is Health.GONE


def test_while_nobody_listened_there_was_no_silence():
    arrivals = arriving(1, 1, 1, 1)
    known = SourceHealth(
        source="news", health=Health.OK, last_good=max(arrivals) + 2 * DAY
    )
    assert with_quiet(known, arrivals) == known
