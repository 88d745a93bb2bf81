"""What the store keeps of a story comes back as it was."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.model.facts import Kind, Status
from aggregator.store import codec
from tests.builders import NOW, a_story, an_item

TEXTS = st.none() | st.text(min_size=1, max_size=40)
TIMES = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))]),
)
MOMENTS = TIMES | st.dates()
FACTS = {
    "kind": st.sampled_from(Kind),
    "title": st.text(min_size=1, max_size=40),
    "status": st.sampled_from(Status),
    "published": st.none() | TIMES,
    "starts": st.none() | MOMENTS,
    "ends": st.none() | MOMENTS,
    "closes": st.none() | MOMENTS,
    "tags": st.lists(st.text(min_size=1), max_size=3).map(tuple),
    **dict.fromkeys(("url", "summary", "venue", "salary", "language"), TEXTS),
}
ITEMS = st.builds(
    an_item,
    id=st.text(min_size=1),
    identifier=TEXTS,
    series=TEXTS,
    **FACTS,
)
STORIES = st.builds(
    a_story,
    items=st.lists(ITEMS, min_size=1, max_size=3).map(tuple),
    dates=st.lists(MOMENTS, max_size=3).map(tuple),
    first_seen=TIMES,
    **FACTS,
)


@given(STORIES)
def test_a_story_comes_back_as_it_was(story):
    kept = json.loads(json.dumps(codec.whole_story_to_row(story)))
    assert codec.whole_story_from_row(kept) == story


def test_absent_facts_are_left_out():
    assert "price" not in codec.item_to_row(an_item())
    assert None not in codec.item_to_row(an_item()).values()


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"starts": NOW, "dates": ()}, NOW + timedelta(days=1)),
        (
            {"starts": NOW, "dates": (NOW, NOW + timedelta(days=7))},
            NOW + timedelta(days=8),
        ),
        (
            {"starts": date(2026, 12, 5), "dates": (), "ends": date(2026, 12, 6)},
            datetime(2026, 12, 8, 12, tzinfo=UTC),
        ),
        ({"kind": Kind.JOB, "closes": NOW}, NOW),
        ({"kind": Kind.NEWS, "published": NOW}, NOW + timedelta(days=92)),
        ({"kind": Kind.NEWS, "published": None}, NOW + timedelta(days=92)),
    ],
)
def test_a_story_is_over_for_certain_after_its_last_moment(named, expected):
    assert codec.over_after(a_story(**named)) == expected
