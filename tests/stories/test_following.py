from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Kind, Status
from aggregator.stories.following import (
    is_past,
    purpose_of,
    reminder_due,
    subject,
    worth_telling,
)
from tests.builders import a_story

SATURDAY = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
WEEK = timedelta(days=7)
RULES = DraftRules(remind_events=(timedelta(days=7), timedelta(days=1)))
ONCE = a_story(starts=SATURDAY, dates=(SATURDAY,))
WEEKLY = a_story(starts=SATURDAY, dates=(SATURDAY, SATURDAY + WEEK))


def fields(told, story, now=SATURDAY - WEEK):
    return [change.field for change in worth_telling(told, story, now)]


@pytest.mark.parametrize(
    ("before", "purpose"),
    [
        (timedelta(days=8), None),
        (timedelta(days=7), "reminder-7d"),
        (timedelta(days=2), "reminder-7d"),
        (timedelta(days=1), "reminder-1d"),
        (timedelta(minutes=1), "reminder-1d"),
        (timedelta(), None),
    ],
)
def test_the_nearest_reminder_is_due_and_none_after_the_fact(before, purpose):
    assert reminder_due(ONCE, RULES, SATURDAY - before) == purpose


def test_what_is_off_is_not_called_to_mind():
    for status in (Status.CANCELLED, Status.POSTPONED):
        off = replace(ONCE, status=status)
        assert reminder_due(off, RULES, SATURDAY - timedelta(hours=1)) is None


def test_a_job_may_be_applied_for_until_its_closing_day_is_over():
    job = a_story(kind=Kind.JOB, starts=None, dates=(), closes=date(2026, 12, 5))
    rules = DraftRules(remind_jobs=(timedelta(days=1),))
    assert reminder_due(job, rules, SATURDAY - timedelta(days=1)) is None
    assert reminder_due(job, rules, SATURDAY) == "reminder-1d"
    assert not is_past(job, SATURDAY)


def test_a_purpose_says_how_long_before():
    assert purpose_of(timedelta(days=7)) == "reminder-7d"
    assert purpose_of(timedelta(hours=2)) == "reminder-120m"


def test_the_next_date_of_a_series_is_no_change_of_date():
    told = replace(WEEKLY, starts=SATURDAY)
    after = SATURDAY + timedelta(hours=3)
    assert fields(told, WEEKLY) == []
    assert fields(told, WEEKLY, after) == []
    assert subject("announce", WEEKLY, told, after).starts == SATURDAY + WEEK
    assert subject("reminder-1d", WEEKLY, told, after).starts == SATURDAY


def test_a_date_of_a_series_that_moved_is_a_change():
    moved = replace(WEEKLY, dates=(SATURDAY + timedelta(days=1), SATURDAY + WEEK))
    (change,) = worth_telling(WEEKLY, moved, SATURDAY - WEEK)
    assert change.field == "starts"


def test_nothing_is_told_of_a_day_that_has_come():
    moved = replace(ONCE, starts=SATURDAY + WEEK, dates=(SATURDAY + WEEK,))
    assert fields(ONCE, moved) == ["starts"]
    assert fields(ONCE, moved, SATURDAY) == []


def test_a_fact_that_comes_or_goes_is_no_change_of_it():
    assert fields(replace(ONCE, venue=None), ONCE) == []
    assert fields(ONCE, replace(ONCE, venue=None)) == []
    assert fields(ONCE, replace(ONCE, price="£3")) == []
    assert fields(replace(ONCE, price="Free"), replace(ONCE, price="£3")) == ["price"]


def test_a_day_that_gets_its_time_is_only_more_exact():
    day = replace(ONCE, starts=SATURDAY.date(), dates=(SATURDAY.date(),))
    assert fields(day, ONCE) == []
    assert fields(ONCE, day) == []
    other = date(2026, 12, 6)
    assert fields(ONCE, replace(ONCE, starts=other, dates=(other,))) == ["starts"]


def test_cancelled_and_on_again_are_changes():
    off = replace(ONCE, status=Status.CANCELLED)
    assert fields(ONCE, off) == ["status"]
    assert fields(off, ONCE) == ["status"]
