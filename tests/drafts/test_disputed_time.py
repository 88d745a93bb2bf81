"""Sources of one story that say different times, and such as only write them apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from aggregator.drafts.checks import CheckContext
from aggregator.drafts.checks.disputed_time import disputed_time
from aggregator.model.facts import Kind, Status
from tests.builders import NOW, a_story, an_item

TEN = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)


def found(*items, **named):
    facts = {"items": items, "starts": TEN, "dates": (TEN,), **named}
    context = CheckContext(network="x", now=NOW, story=a_story(**facts))
    finding = disputed_time("Storytime", context)
    return finding.message if finding else None


def own(**named):
    return an_item(**{"starts": TEN, "own": True, **named})


def other(**named):
    return an_item(**{"id": "county-1", "source": "county", **named})


def test_each_source_is_named_with_its_time_the_believed_one_first():
    said = found(other(starts=TEN + timedelta(hours=4)), own())
    assert said == (
        "The sources do not agree when it starts: whats-on says Sat 5 Dec, 10:30am; "
        "county says Sat 5 Dec, 2:30pm. Ask before you post it"
    )


def test_another_closing_date_of_a_job_is_named():
    job = {"kind": Kind.JOB, "starts": None}
    items = (own(**job, closes=date(2026, 12, 5)), other(**job, closes=TEN.date()))
    facts = {**job, "closes": date(2026, 12, 5), "dates": ()}
    assert found(*items, **facts) is None
    later = replace(items[1], closes=date(2026, 12, 9))
    assert "when it closes: whats-on says Sat 5 Dec; county says Wed 9 Dec" in found(
        items[0], later, **facts
    )


@pytest.mark.parametrize(
    "named",
    [
        {"starts": TEN},
        {"starts": TEN.date()},
        {"starts": TEN.astimezone(timezone(timedelta(hours=2)))},
        {"starts": None},
        {"starts": TEN + timedelta(days=1), "status": Status.CANCELLED},
    ],
)
def test_what_is_only_written_otherwise_or_off_is_no_dispute(named):
    assert found(own(), other(**named)) is None


def test_the_dates_of_a_series_are_no_dispute():
    weeks = tuple(TEN + timedelta(weeks=n) for n in range(2))
    items = (own(), other(starts=weeks[1]))
    assert found(*items, dates=weeks) is None


def test_what_is_cancelled_has_no_time_to_dispute():
    items = (own(), other(starts=TEN + timedelta(hours=4)))
    assert found(*items, status=Status.CANCELLED) is None


def test_a_source_that_told_it_twice_is_taken_at_its_last_word():
    before = other(id="county-0", starts=TEN + timedelta(hours=4))
    assert found(before, other(starts=TEN), own()) is None
