import json
from datetime import UTC, date, datetime

import pytest

from aggregator.model.errors import ItemError
from aggregator.model.facts import Kind, Status
from aggregator.model.item_json import item_from_json, item_to_json
from tests.builders import an_item


def test_absent_facts_are_left_out():
    row = item_to_json(an_item(summary=None, venue=None, starts=None, timezone=None))
    assert row == {
        "id": "whats-on-1",
        "source": "whats-on",
        "kind": "event",
        "title": "Storytime at Ambleford Library",
        "url": "https://example.org/whats-on/storytime",
        "status": "scheduled",
    }


def test_times_carry_their_offset_and_whole_days_are_dates():
    timed = item_to_json(an_item(starts=datetime(2026, 12, 5, 10, 30, tzinfo=UTC)))
    whole = item_to_json(an_item(starts=date(2026, 12, 5)))
    assert timed["starts"] == "2026-12-05T10:30:00+00:00"
    assert "all_day" not in timed
    assert (whole["starts"], whole["all_day"]) == ("2026-12-05", True)


def test_a_day_of_publication_is_its_beginning_where_the_item_is():
    told = {"title": "A", "published": "2027-06-05", "timezone": "Europe/London"}
    assert item_from_json(told).published == datetime(2027, 6, 4, 23, tzinfo=UTC)
    assert item_from_json({**told, "timezone": None}).published == datetime(
        2027, 6, 5, tzinfo=UTC
    )


def test_an_item_survives_the_journey_through_json():
    item = an_item(
        ends=datetime(2026, 12, 5, 12, 0, tzinfo=UTC),
        status=Status.CANCELLED,
        tags=("children", "free"),
        identifier="urn:1",
        series="storytime",
    )
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item


def test_a_title_is_enough():
    item = item_from_json({"title": "Library closed on Friday"})
    assert (item.kind, item.id) == (Kind.NEWS, "Library closed on Friday")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({}, "no title"),
        ({"title": "A", "kind": "party"}, "\"kind\" is 'party'; write one of event"),
        ({"title": "A", "starts": "soon"}, "\"starts\" is 'soon'"),
        ({"title": "A", "starts": "2026-12-05T10:30:00"}, "starts needs an offset"),
        ({"title": "A", "published": "2026-12-05T10:30"}, "2026-12-05T10:30:00+00:00"),
        ({"title": ["A"]}, '"title" is'),
        ({"title": "\ud800"}, "no title"),
        ({"title": "A", "url": "javascript:alert(1)"}, '"url" is'),
        ({"title": "A", "timezone": "Mars/Base"}, "a time zone such as Europe/London"),
        ({"title": "A", "starts": "9999-12-31T23:59:59-12:00"}, '"starts" is'),
        ({"title": "A", "tags": "free"}, "a list of texts"),
    ],
)
def test_what_cannot_be_understood_is_named(value, sentence):
    with pytest.raises(ItemError) as caught:
        item_from_json(value)
    assert sentence in str(caught.value)
