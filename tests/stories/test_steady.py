"""What must hold for any items, not only for the examples."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.model.configuration import DraftRules
from aggregator.model.facts import Kind
from aggregator.stories.group import group
from aggregator.stories.life import changes, is_current
from aggregator.stories.match import compare
from aggregator.stories.merge import merge
from tests.builders import NOW, an_item

TITLES = ("Dinosaur storytime", "Storytime: dinosaurs!", "Knit and natter", "Event")
VENUES = ("Ambleford Library", "Thornby Library", "Ambleford Library, High St", None)
STARTS = (NOW, NOW + timedelta(hours=4), NOW + timedelta(days=7), NOW.date(), None)

items = st.builds(
    lambda number, title, venue, starts, kind: an_item(
        id=f"i{number}",
        source=f"source-{number % 3}",
        url=None,
        title=title,
        venue=venue,
        starts=starts,
        kind=kind,
    ),
    st.integers(0, 10_000),
    st.sampled_from(TITLES),
    st.sampled_from(VENUES),
    st.sampled_from(STARTS),
    st.sampled_from((Kind.EVENT, Kind.NEWS, Kind.JOB)),
)
lists = st.lists(items, max_size=8, unique_by=lambda item: item.id)


@given(items, items)
def test_it_makes_no_difference_which_of_two_items_comes_first(one, other):
    assert compare(one, other).same == compare(other, one).same


@given(lists)
@settings(deadline=None)
def test_every_item_is_placed_once_and_placing_again_is_the_same(given_items):
    placed = group(given_items, NOW)
    assert [item for item, _ in placed] == given_items
    assert placed == group(given_items, NOW)


@given(lists.filter(bool))
@settings(deadline=None)
def test_a_merged_story_differs_in_nothing_from_itself(given_items):
    story = merge("s1", given_items, NOW)
    assert changes(story, merge("s1", given_items, NOW)) == ()
    assert list(story.items) == given_items


@pytest.mark.parametrize(
    "named",
    [
        {"venue": "Ambleford Library, High Street"},
        {"url": "http://www.example.org/whats-on/storytime?utm_source=x"},
        {"title": "STORYTIME AT AMBLEFORD LIBRARY"},
        {"summary": "Other words"},
    ],
)
def test_another_wording_is_no_change(named):
    before, after = (merge("s1", [an_item(**one)], NOW) for one in ({}, named))
    assert changes(before, after) == ()


@pytest.mark.parametrize(
    "named",
    [
        {"venue": "Thornby Library"},
        {"url": "https://example.org/other"},
        {"starts": date(2026, 12, 9)},
    ],
)
def test_another_place_page_or_day_is_a_change(named):
    before, after = (merge("s1", [an_item(**one)], NOW) for one in ({}, named))
    assert {change.field for change in changes(before, after)} == set(named)


def test_news_dated_anew_at_each_poll_grows_old_all_the_same():
    later = NOW + timedelta(days=9)
    news = merge("s1", [an_item(kind=Kind.NEWS, starts=None, published=later)], NOW)
    assert not is_current(news, DraftRules(), later)
