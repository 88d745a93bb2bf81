from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Kind, Status
from aggregator.model.preference import Preference
from aggregator.model.story import Life
from aggregator.stories.life import at, changes, is_current, life
from aggregator.stories.merge import merge
from tests.builders import NOW, an_item

RULES = DraftRules()
TEN = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)


def story(*items):
    return merge("s1", items, NOW)


def dated(starts, **named):
    return an_item(**{"id": f"{starts}", "starts": starts, **named})


def test_the_fullest_item_is_believed_and_the_others_fill_its_gaps():
    thin = an_item(id="1", title="STORYTIME", summary=None, venue=None, price="Free")
    full = an_item(id="2", source="b", price=None)
    merged = story(thin, full)
    assert merged.title == full.title
    assert (merged.venue, merged.price) == ("Ambleford Library", "Free")
    assert merged.sources == ("whats-on", "b")


OWN = an_item(id="1", own=True, title="Storytime", image="https://o.org/1.png", tags=())
FULL = an_item(id="2", source="hub", title="Stories for all", price="Free", tags=("a",))
LAST = an_item(id="3", source="blog", title="Story hour", summary=None, venue=None)


@pytest.mark.parametrize(
    ("prefer", "title"),
    [
        ((Preference.OWN, Preference.COMPLETE), OWN.title),
        ((Preference.OWN,), OWN.title),
        ((Preference.COMPLETE, Preference.OWN), FULL.title),
        ((Preference.NEWEST, Preference.OWN), LAST.title),
    ],
)
def test_the_preferred_account_gives_title_and_link_and_the_others_fill(prefer, title):
    for items in ((OWN, FULL, LAST), (FULL, OWN, LAST)):
        merged = merge("1", items, NOW, prefer)
        assert merged.title == title
        assert merged.price == "Free"
        assert merged.image == OWN.image


def test_its_own_site_is_believed_on_the_day_whatever_is_preferred():
    other = replace(LAST, starts=TEN + timedelta(days=1))
    merged = merge("1", (OWN, other), NOW, (Preference.NEWEST,))
    assert (merged.title, merged.starts) == (LAST.title, OWN.starts)


def test_the_newest_word_on_the_day_counts():
    moved = dated(TEN + timedelta(days=7), id="2", source="b")
    assert story(dated(TEN), moved).starts == TEN + timedelta(days=7)
    assert story(moved, dated(TEN)).starts == TEN


def test_a_time_of_day_is_believed_over_the_day_alone():
    merged = story(dated(TEN), dated(TEN.date(), id="2", source="b"))
    assert merged.starts == TEN
    assert merged.dates == (TEN,)


def test_a_series_tells_its_next_date():
    weeks = [dated(TEN + timedelta(weeks=n)) for n in range(3)]
    merged = story(*weeks)
    assert merged.dates == tuple(TEN + timedelta(weeks=n) for n in range(3))
    assert at(merged, TEN + timedelta(days=1)).starts == TEN + timedelta(weeks=1)
    assert at(merged, TEN - timedelta(days=1)).starts == TEN


def test_a_date_of_a_series_leads_to_its_own_page():
    weeks = [
        dated(TEN + timedelta(weeks=n), url=f"https://e.org/storytime-{n}")
        for n in range(3)
    ]
    merged = story(*weeks)
    for n in range(3):
        shown = at(merged, TEN + timedelta(weeks=n, hours=-1))
        assert (shown.starts, shown.url) == (weeks[n].starts, weeks[n].url)


def test_a_cancelled_date_of_a_series_leaves_the_others():
    off = dated(TEN, status=Status.CANCELLED)
    merged = story(off, dated(TEN + timedelta(weeks=1)))
    assert merged.status is Status.SCHEDULED
    assert merged.dates == (TEN + timedelta(weeks=1),)


def test_one_source_that_cancels_cancels():
    merged = story(dated(TEN), dated(TEN, id="2", source="b", status=Status.CANCELLED))
    assert life(merged, NOW) is Life.CANCELLED
    assert not is_current(merged, RULES, NOW)


@pytest.mark.parametrize(
    ("starts", "current"),
    [
        (NOW + timedelta(hours=1), True),
        (NOW - timedelta(minutes=1), False),
        (NOW + timedelta(days=41), True),
        (NOW + timedelta(days=43), False),
        (NOW.date(), True),
        (NOW.date() - timedelta(days=1), False),
    ],
)
def test_an_event_is_announced_before_it_begins_and_not_too_early(starts, current):
    assert is_current(story(dated(starts)), RULES, NOW) is current


def test_an_event_is_over_when_its_last_day_is():
    merged = story(dated(date(2026, 11, 20), ends=date(2026, 11, 23)))
    assert life(merged, datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) is Life.UPCOMING
    assert life(merged, datetime(2026, 11, 24, 0, 0, tzinfo=UTC)) is Life.OVER


def test_a_summer_day_ends_at_local_midnight():
    merged = story(dated(date(2026, 7, 1)))
    assert life(merged, datetime(2026, 7, 1, 22, 59, tzinfo=UTC)) is Life.UPCOMING
    assert life(merged, datetime(2026, 7, 1, 23, 0, tzinfo=UTC)) is Life.OVER


def test_a_job_is_told_until_it_closes():
    job = an_item(kind=Kind.JOB, starts=None, closes=date(2026, 11, 23))
    assert is_current(story(job), RULES, NOW)
    assert life(story(job), NOW + timedelta(days=1)) is Life.OVER


def test_news_is_fresh_for_some_days():
    news = an_item(kind=Kind.NEWS, starts=None, published=NOW - timedelta(days=2))
    assert is_current(story(news), RULES, NOW)
    assert not is_current(story(news), RULES, NOW + timedelta(days=2))


def test_changes_are_those_a_reader_would_act_on():
    before = story(dated(TEN))
    after = replace(before, starts=TEN + timedelta(days=1), summary="Other words.")
    (change,) = changes(before, after)
    assert (change.field, change.before) == ("starts", "2026-12-05T10:30:00+00:00")
    assert changes(before, replace(before, title=before.title.upper())) == ()
