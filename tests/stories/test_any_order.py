"""What arrives in another order, or again, makes the same stories."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.stories.group import group
from aggregator.stories.match import NOTHING_LIKE_IT
from tests.builders import NOW, an_item
from tests.stories import wide

LONDON = ZoneInfo("Europe/London")
GROUPS = [
    [item for _, item in members]
    for part in wide.PARTS
    for _, members in wide.groups(part)
]


def told(part):
    """Items of realistic groups, each id once in the whole part."""
    return [replace(item, id=f"{part}-{item.id}") for item in part_items(part)]


def part_items(part):
    return [item for _, members in wide.groups(part) for _, item in members]


def partition(items):
    stories = {}
    for item, placement in group(items, NOW):
        stories.setdefault(placement.story, set()).add(item.id)
    return {frozenset(members) for members in stories.values()}


@st.composite
def shuffled(draw):
    chosen = draw(
        st.lists(st.sampled_from(range(len(GROUPS))), max_size=4, unique=True)
    )
    items = [
        replace(item, id=f"{number}-{item.id}")
        for number in chosen
        for item in GROUPS[number]
    ]
    return items, draw(st.permutations(items))


@given(shuffled())
@settings(deadline=None, max_examples=60)
def test_the_same_items_in_any_order_make_the_same_stories(both):
    items, others = both
    assert partition(items) == partition(others)


@pytest.mark.parametrize("part", wide.PARTS)
def test_a_whole_file_turned_round_makes_the_same_stories(part):
    items = told(part)
    assert partition(items) == partition(items[::-1])


def test_stories_are_named_in_the_order_of_the_items():
    items = told("held")
    names = dict.fromkeys(placement.story for _, placement in group(items, NOW))
    assert list(names) == [f"s{number}" for number in range(1, len(names) + 1)]


def test_every_item_that_joins_another_says_why():
    for _, placement in group(told("held"), NOW):
        assert placement.reason
    joined = [
        placement.reason
        for _, placement in group(told("held"), NOW)
        if placement.reason != NOTHING_LIKE_IT
    ]
    assert len(joined) > 20
    assert all(reason.split()[0] != "" and len(reason) > 8 for reason in joined)


def weekly(number, **named):
    # On the clocks of the place, which go forward in between.
    starts = an_item().starts.astimezone(LONDON) + timedelta(weeks=number)
    return an_item(**{"id": f"week-{number}", "url": None, "starts": starts, **named})


def test_thirty_weeks_of_one_event_are_one_story_in_any_order():
    weeks = [weekly(number) for number in range(30)]
    assert len(partition(weeks)) == 1
    assert len(partition([*weeks[::2], *weeks[::-2]])) == 1


def test_the_fairs_of_two_years_are_two_stories_in_any_order():
    fair = {"title": "Christmas Fair", "venue": "Market Square, Aldbury"}
    fairs = [
        weekly(number, **fair, source=source, id=f"{source}-{number}")
        for number in (0, 52)
        for source in ("town", "hub")
    ]
    assert len(partition(fairs)) == 2
    assert partition(fairs) == partition(fairs[::-1])


def test_years_in_titles_tell_fairs_apart_at_whatever_date():
    one = weekly(0, title="Christmas Fair 2026")
    other = weekly(1, title="Christmas Fair 2027", source="hub")
    assert len(partition([one, other])) == 2
