from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind
from aggregator.stories.address import canonical, comparable, is_list
from aggregator.stories.items import to_items
from tests.builders import NOW, a_source

COUNCIL = Council(name="Ambleford Libraries")
PAGE = "https://example.org/events/dinosaur-storytime"


def an_entry(identifier=None, occurrence=None, raw=None, **named):
    facts = {"kind": Kind.EVENT, "title": "Dinosaur storytime", "starts": NOW, **named}
    return Entry(
        facts=Facts(**facts),
        identifier=identifier,
        occurrence=occurrence,
        raw=raw or {},
    )


def ids(*entries):
    return [item.id for item in to_items(entries, a_source(), COUNCIL)]


@pytest.mark.parametrize(
    "written",
    [
        "HTTPS://Example.ORG:443/events/dinosaur-storytime",
        PAGE + "/",
        PAGE + "?utm_source=x&fbclid=1",
        PAGE + "#comments",
        PAGE + "/amp/",
        PAGE + "/index.html",
        PAGE + "?gclid=9&mc_cid=4",
        "https://m.example.org/events/dinosaur-storytime",
        "https://amp.example.org/events/dinosaur-storytime?amp=1",
    ],
)
def test_one_page_has_one_address_however_it_is_written(written):
    assert canonical(written) == PAGE


def test_http_and_https_and_www_are_one_for_comparison_only():
    assert comparable("http://www.example.org/a") == comparable("https://example.org/a")
    assert canonical("http://www.example.org/a") == "http://www.example.org/a"


def test_a_query_that_chooses_the_page_stays_in_order():
    assert canonical("https://example.org/e?b=2&a=1&utm_x=3") == (
        "https://example.org/e?a=1&b=2"
    )


def test_a_fragment_that_is_a_route_stays():
    assert (
        canonical("https://example.org/#/events/5") == "https://example.org/#/events/5"
    )
    assert canonical("https://example.org/a#top") == "https://example.org/a"


def test_what_is_no_address_is_left_alone():
    assert canonical("not an address") == "not an address"
    assert canonical("mailto:a@example.org") == "mailto:a@example.org"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/", True),
        ("https://example.org/whats-on", True),
        ("https://example.org/libraries/events/", True),
        ("https://example.org/events?id=55", False),
        (PAGE, False),
        ("https://example.org/#/events/5", False),
    ],
)
def test_a_list_page_is_known_by_its_address(url, expected):
    assert is_list(url) is expected


@pytest.mark.parametrize(
    "again",
    [
        an_entry("guid-2", url=PAGE),
        an_entry("guid-1", url=PAGE + "?utm_source=rss"),
        an_entry("guid-1", url=PAGE, title="DINOSAUR STORYTIME"),
        an_entry("guid-1", url=PAGE, starts=NOW + timedelta(days=7)),
        an_entry("guid-1", url=PAGE, published=NOW),
    ],
)
def test_an_item_keeps_its_id_whatever_the_source_does_to_it(again):
    assert ids(an_entry("guid-1", url=PAGE)) == ids(again)


def test_an_item_without_an_address_keeps_its_id_when_its_guid_changes():
    assert ids(an_entry("guid-1")) == ids(
        an_entry("guid-2", title="Dinosaur STORYTIME")
    )


def test_order_makes_no_difference():
    one = an_entry(url=PAGE)
    other = an_entry(url="https://example.org/events/lego", title="Lego club")
    assert sorted(ids(one, other)) == sorted(ids(other, one))


def test_two_events_on_one_shared_address_stay_two():
    shared = "https://example.org/events"
    one = an_entry(url=shared)
    other = an_entry(url=shared, title="Lego club")
    assert len(set(ids(one, other))) == 2
    assert ids(one)[0] in ids(one, other)


def test_two_hub_entries_titled_only_event_stay_two():
    one, other = an_entry(title="Event"), an_entry(title="Event", venue="Town Hall")
    assert len(set(ids(one, other))) == 2


def test_entries_alike_in_everything_are_one_item():
    assert len(ids(an_entry(url=PAGE), an_entry(url=PAGE))) == 1


def test_a_calendar_event_that_moves_stays_one_item():
    raw = {"DTSTART": "x"}
    moved = an_entry("uid@a", raw=raw, starts=date(2027, 1, 3), title="Renamed")
    assert ids(an_entry("uid@a", raw=raw)) == ids(moved)


def test_dates_of_a_recurring_event_are_items_of_one_series():
    raw = {"DTSTART": "x"}
    items = to_items(
        [an_entry("uid", day, raw=raw) for day in ("2026-12-01", "2026-12-08")],
        a_source(),
        COUNCIL,
    )
    assert len({item.id for item in items}) == 2
    assert {item.series for item in items} == {"whats-on:uid"}


def test_an_item_has_its_zone_and_language_from_its_source():
    (item,) = to_items(
        [an_entry(starts=datetime(2026, 12, 1, tzinfo=UTC))],
        a_source(language="cy"),
        COUNCIL,
    )
    assert (item.timezone, item.language) == ("Europe/London", "cy")


def test_a_logo_that_stands_in_for_every_picture_is_nobodys():
    logo, own = "https://example.org/logo.png", "https://example.org/own.jpg"
    entries = [
        an_entry(title=f"Notice {n}", url=f"https://example.org/{n}", image=logo)
        for n in range(5)
    ]
    entries.append(an_entry(title="With its own", url="https://e.org/6", image=own))
    images = [item.image for item in to_items(entries, a_source(), COUNCIL)]
    assert images == [*[None] * 5, own]


def test_a_series_keeps_the_picture_that_its_dates_share():
    entries = [
        an_entry(
            title="Storytime", url=f"https://example.org/{n}", image="https://e.org/a"
        )
        for n in range(6)
    ]
    assert all(item.image for item in to_items(entries, a_source(), COUNCIL))
