from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Status
from aggregator.stories.address import canonical, comparable
from aggregator.stories.group import group
from aggregator.stories.items import to_items
from aggregator.stories.match import compare
from tests.builders import NOW, a_source, an_item

TEN = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)


def stories_of(*items):
    return [placement.story for _, placement in group(items, NOW)]


def one(*items):
    return len(set(stories_of(*items))) == 1


def event(title, source="a", starts=TEN, **named):
    named.setdefault("venue", "Ambleford Library")
    return an_item(
        id=f"{source} {title} {starts} {named['venue']}",
        source=source,
        title=title,
        starts=starts,
        **{"url": None, **named},
    )


def job(title, source="a", **named):
    values = {"starts": None, "venue": None, "url": None, **named}
    return an_item(
        id=f"{source} {title} {named}",
        source=source,
        kind=Kind.JOB,
        title=title,
        **values,
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (event("Dinosaur storytime"), event("DINOSAUR STORYTIME!", "b")),
        (
            event("Dinosaur storytime"),
            event("Dinosaur storytime for under fives: roars and rhymes", "b"),
        ),
        (
            event("Repair café", venue="Ambleford Central Library"),
            event("Repair Cafe", "b", venue="Ambleford Central Library, High Street"),
        ),
        (event("Knit and natter"), event("Knit & natter", "b", venue=None)),
        (event("Author evening"), event("Author evening", "b", starts=TEN.date())),
        (event("Storytime"), event("Storytime", "b", starts=TEN + timedelta(weeks=1))),
        (
            event("Storytime", url="https://www.example.org/s?utm_source=x"),
            event("Storytime time!", "b", url="http://example.org/s/", venue=None),
        ),
        (
            job("Library assistant", employer="Ambleford Council"),
            job("Library Assistant", "b", employer="Ambleford District Council"),
        ),
    ],
)
def test_one_thing_told_twice_is_one_story(left, right):
    assert one(left, right)
    assert one(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (event("Baby bounce"), event("Baby bounce", starts=TEN + timedelta(hours=4))),
        (event("Baby bounce"), event("Baby bounce", venue="Nettleby Library")),
        (event("Chair yoga"), event("Board games", "b")),
        (event("Code club: part 1"), event("Code club: part 2", "b")),
        (event("Watercolours for beginners"), event("Watercolours, advanced", "b")),
        (job("Library assistant, full time"), job("Library assistant, part time", "b")),
        (
            job("Library assistant", closes=date(2026, 12, 4)),
            job("Library assistant", "b", closes=date(2026, 12, 18)),
        ),
        (event("Event"), event("Event", "b", venue="Town Hall")),
        (
            event("Wreath making", url="https://example.org/whats-on#list"),
            event("Lace making talk", url="https://example.org/whats-on"),
        ),
    ],
)
def test_different_things_in_nearly_the_same_words_stay_apart(left, right):
    assert not one(left, right)
    assert not one(right, left)


@pytest.mark.parametrize(
    "written", ["Start a podcast ({}/3)", "Start a podcast, week {} of 3"]
)
def test_the_parts_of_a_series_of_so_many_stay_apart(written):
    first = event(written.format(1))
    third = event(written.format(3), starts=TEN + timedelta(days=14))
    assert not one(first, third)
    assert one(first, event(written.format(1), source="b"))


def test_a_match_says_why():
    found = compare(event("Dinosaur storytime"), event("Dinosaur story time", "b"))
    assert found.reason == "same start and venue, titles 100% alike"


def test_a_weekly_event_is_one_story_with_its_dates():
    weeks = [event("Storytime", starts=TEN + timedelta(weeks=n)) for n in range(6)]
    assert one(*weeks)


def entries(*facts, **named):
    return [
        Entry(facts=Facts(kind=Kind.NEWS, **{"title": "A", **fact}), **named)
        for fact in facts
    ]


def items_of(found):
    return to_items(found, a_source(id="news"), a_council())


def a_council():
    return Council(name="Ambleford")


def test_an_item_keeps_its_id_when_guid_time_case_and_tracking_change():
    first = items_of(
        entries({"title": "Road closed", "url": "https://e.org/r"}, identifier="1")
    )
    again = items_of(
        entries(
            {
                "title": "ROAD CLOSED",
                "url": "https://e.org/r?utm_source=rss",
                "published": NOW,
            },
            identifier="2",
        )
    )
    assert [item.id for item in first] == [item.id for item in again]
    assert again[0].url == "https://e.org/r"


def test_two_entries_at_one_address_are_two_items():
    found = items_of(
        entries(
            {"title": "Wreaths", "url": "https://e.org/"},
            {"title": "Lace", "url": "https://e.org/"},
        )
    )
    assert len({item.id for item in found}) == 2


def test_a_title_that_says_cancelled_is_a_cancelled_item():
    (item,) = items_of(entries({"title": "CANCELLED: Knit and natter"}))
    assert (item.title, item.status) == ("Knit and natter", Status.CANCELLED)
    (item,) = items_of(entries({"title": "Knit and natter (cancelled)"}))
    assert (item.title, item.status) == ("Knit and natter", Status.CANCELLED)
    (item,) = items_of(entries({"title": "Cancelled flights exhibition"}))
    assert item.status is Status.SCHEDULED


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://e.org/a?utm_source=x&id=3&fbclid=9", "https://e.org/a?id=3"),
        ("HTTPS://E.org:443/a/../b#top", "https://e.org/b"),
        ("https://e.org/#!/event/3", "https://e.org/#!/event/3"),
        ("not an address", "not an address"),
    ],
)
def test_an_address_loses_what_tracks_and_keeps_what_leads(written, kept):
    assert canonical(written) == kept


def test_one_page_has_one_comparable_address():
    addresses = {
        "http://www.e.org/events/index.html?b=2&a=1",
        "https://e.org/events/?a=1&b=2&utm_medium=mail",
        "https://m.e.org/events?a=1&b=2",
        "https://e.org/events/amp/?b=2&a=1#map",
    }
    assert len({comparable(address) for address in addresses}) == 1


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("Threads of Time", "Threads of Time: embroidery workshop", False),
        ("Fay Rook on owls", "Fay Rook: drawing owls workshop", False),
        ("Make a Christmas wreath", "Christmas wreath-making workshop", True),
        ("Willow lanterns", "Willow lantern workshop", True),
    ],
)
def test_a_workshop_beside_the_talk_of_a_name_is_another_thing(one, other, together):
    pair = (event(one), event(other, "b"))
    assert compare(*pair).same is (True if together else None)
    assert compare(*pair[::-1]).same is (True if together else None)
