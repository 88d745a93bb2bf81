"""What pages say of themselves, in each syntax and each way of saying it wrong."""

import json
from pathlib import Path

import pytest

from aggregator.model.facts import Kind, Status
from aggregator.read import read
from aggregator.read.structured.markup import parse_page
from aggregator.read.structured.microdata import read_microdata
from aggregator.read.structured.thing import Thing, short_name
from tests.builders import NOW, a_document, a_source

DATA = Path(__file__).parents[3] / "shared" / "data" / "pages" / "extruct"
shared = pytest.mark.skipif(
    not DATA.is_dir(), reason="other projects' test material is not beside the checkout"
)


def entries(*values, **source):
    blocks = "".join(
        '<script type="application/ld+json">'
        f"{one if isinstance(one, str) else json.dumps(one)}</script>"
        for one in values
    )
    return read(a_document(f"<html>{blocks}</html>"), a_source(**source), NOW).entries


def event(**named):
    return {"@type": "Event", "name": "Fair", "startDate": "2026-12-05", **named}


def only(*values, **source):
    (entry,) = entries(*values, **source)
    return entry.facts


@pytest.mark.parametrize(
    "value",
    [
        [event()],
        {"@context": "https://schema.org", "@graph": [event()]},
        {
            "@graph": [
                {"@type": "WebPage", "mainEntity": {"@id": "#e"}},
                event(**{"@id": "#e"}),
            ]
        },
        {
            "@type": "ItemList",
            "itemListElement": [{"@type": "ListItem", "item": event()}],
        },
        {"@type": "Library", "name": "Our library", "event": [event()]},
        {"@type": "EventSeries", "name": "Fairs", "subEvent": [event()]},
        {
            "@type": ["schema:Event"],
            "schema:name": "Fair",
            "http://schema.org/startDate": "2026-12-05",
        },
        '{"@type": "Event", "name": "Fair", /* soon */ "startDate": "2026-12-05",}',
        '<!-- {"@type": "Event", "name": "Fair", "startDate": "2026-12-05"} -->',
        '{"@type": "Event", "name": "Fair",\n"startDate": "2026-12-05", "url": "http://a//b"};',
        '{"@type": "Event", "name": "Fair", "startDate": "2026-12-05", "about":"a\nb"}',
    ],
)
def test_an_event_is_found_wherever_it_is(value):
    facts = only(value)
    assert (facts.title, facts.starts.isoformat()) == ("Fair", "2026-12-05")
    assert facts.kind is Kind.EVENT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ChildrensEvent", Kind.EVENT),
        ("TheaterEvent", Kind.EVENT),
        ("Festival", Kind.EVENT),
        ("ExhibitionEvent", Kind.EVENT),
        ("JobPosting", Kind.JOB),
        ("NewsArticle", Kind.NEWS),
        ("BlogPosting", Kind.NEWS),
        ("CafeOrCoffeeShop", Kind.BUSINESS),
        ("BookStore", Kind.BUSINESS),
    ],
)
def test_a_type_says_the_kind(name, kind):
    assert only({"@type": name, "name": "A"}).kind is kind
    assert only({"@type": name, "name": "A"}, kind=Kind.NEWS).kind is Kind.NEWS


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("https://schema.org/EventCancelled", Status.CANCELLED),
        ("http://schema.org/EventPostponed", Status.POSTPONED),
        ("EventMovedOnline", Status.MOVED_ONLINE),
        ("https://schema.org/EventRescheduled", Status.SCHEDULED),
        ("whatever", Status.SCHEDULED),
    ],
)
def test_a_status_is_mapped(written, status):
    assert only(event(eventStatus=written)).status is status


def test_a_previous_date_is_kept_as_written():
    (entry,) = entries(event(previousStartDate="2026-11-30"))
    assert entry.raw["previousStartDate"] == "2026-11-30"


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ({"price": "0"}, "Free"),
        ({"price": 5, "priceCurrency": "GBP"}, "£5"),
        ({"price": "7.50", "priceCurrency": "GBP"}, "£7.50"),
        (
            [
                {"price": 5, "priceCurrency": "GBP"},
                {"price": 8, "priceCurrency": "GBP"},
            ],
            "£5 to £8",
        ),
        (
            [
                {"price": 0, "priceCurrency": "GBP"},
                {"price": 8, "priceCurrency": "GBP"},
            ],
            "Free to £8",
        ),
        (
            {
                "@type": "AggregateOffer",
                "lowPrice": "3",
                "highPrice": "9",
                "priceCurrency": "GBP",
            },
            "£3 to £9",
        ),
        ({"price": "Pay what you can"}, "Pay what you can"),
        ({"url": "/book"}, None),
    ],
)
def test_a_price_is_worded(offers, price):
    assert only(event(offers=offers)).price == price


def test_a_place_in_every_form():
    assert only(event(location="Town Hall")).venue == "Town Hall"
    assert (
        only(event(location={"@type": "VirtualLocation", "url": "/x"})).venue
        == "Online"
    )
    facts = only(
        event(location=[{"@type": "Place", "name": "Hall", "address": "1 High Street"}])
    )
    assert (facts.venue, facts.address) == ("Hall", "1 High Street")


def test_a_part_inherits_what_it_leaves_unsaid():
    whole = event(
        location="Town Hall",
        subEvent=[{"@type": "Event", "startDate": "2026-12-05T10:00", "url": "/a"}],
    )
    first, second = entries(whole)
    assert (second.facts.title, second.facts.venue) == ("Fair", "Town Hall")
    assert first.facts.venue == "Town Hall"


def test_the_publisher_is_no_business_worth_a_post():
    assert [
        one.facts.kind for one in entries(event(), {"@type": "Library", "name": "L"})
    ] == [Kind.EVENT]


def test_a_broken_block_is_told_and_the_others_are_read():
    reading = read(
        a_document(
            '<script type="application/ld+json">{"@type": </script>'
            f'<script type="application/ld+json">{json.dumps(event())}</script>'
        ),
        a_source(),
        NOW,
    )
    assert len(reading.entries) == 1
    assert "JSON-LD" in reading.problems[0]


def test_references_in_a_circle_end():
    circle = {
        "@graph": [
            {"@id": "#a", "name": "x", "about": {"@id": "#b"}},
            {"@id": "#b", "name": "y", "about": {"@id": "#a"}},
            event(),
        ]
    }
    assert only(circle).title == "Fair"


def test_a_bare_json_ld_document_is_read():
    reading = read(a_document(json.dumps([event()])), a_source(), NOW)
    assert reading.entries[0].facts.title == "Fair"


def as_extruct(thing: Thing):
    found = {
        name: [
            value if isinstance(value, str) else as_extruct(value) for value in values
        ]
        for name, values in thing.properties.items()
    }
    return {"types": set(thing.types), "names": set(found), "inner": found}


def names_of(expected):
    types = expected.get("type") or []
    listed = [types] if isinstance(types, str) else types
    return {
        "types": {short_name(one) for one in listed},
        "names": {short_name(one) for one in expected.get("properties", {})},
    }


# There an item stands for itself and lends its properties to another, which the
# specification does not let it do.
NOT_AS_SPECIFIED = "product-ref.html"


@shared
@pytest.mark.parametrize(
    "path",
    sorted((DATA / "schema.org").glob("*.html")) + sorted((DATA / "w3c").glob("*.html"))
    if DATA.is_dir()
    else [],
    ids=lambda path: path.name,
)
def test_microdata_has_the_types_and_properties_that_others_find(path):
    beside = path.with_suffix(".json")
    if not beside.exists() or path.name == NOT_AS_SPECIFIED:
        return
    expected = json.loads(beside.read_text("utf-8"))
    tree = parse_page(path.read_text("utf-8"))
    found = [
        as_extruct(thing) for thing in read_microdata(tree, "https://example.org/")
    ]
    for one in expected if isinstance(expected, list) else []:
        if "properties" in one:
            wanted = names_of(one)
            assert any(
                thing["types"] == wanted["types"] and thing["names"] == wanted["names"]
                for thing in found
            ), (wanted, found)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"offers": {"availability": "https://schema.org/SoldOut"}}, "sold_out"),
        ({"offers": [{"availability": "SoldOut"}]}, "sold_out"),
        ({"offers": {"availability": {"@id": "schema:SoldOut"}}}, "sold_out"),
        (
            {"offers": [{"availability": "SoldOut"}, {"availability": "InStock"}]},
            "scheduled",
        ),
        ({"offers": [{"availability": "SoldOut"}, {"price": "5"}]}, "scheduled"),
        (
            {
                "offers": {
                    "@type": "AggregateOffer",
                    "offers": [{"availability": "OutOfStock"}],
                }
            },
            "sold_out",
        ),
        ({"offers": {"price": "5"}}, "scheduled"),
        ({"remainingAttendeeCapacity": 0}, "sold_out"),
        ({"remainingAttendeeCapacity": 12}, "scheduled"),
        ({"eventStatus": "SoldOut"}, "sold_out"),
        (
            {"eventStatus": "EventCancelled", "offers": {"availability": "SoldOut"}},
            "cancelled",
        ),
    ],
)
def test_what_the_offers_say_of_places_is_understood(more, status):
    assert only(event(**more)).status == status


@pytest.mark.parametrize(
    "page",
    [
        "<div itemscope itemtype=https://schema.org/Event><b itemprop=name>Fair</b>{}",
        "<div class=h-event><b class=p-name>Fair</b>{}",
    ],
)
def test_a_picture_keeps_the_words_that_its_element_has_for_it(page):
    picture = '<img itemprop="image" class="u-photo" src="/f.jpg" alt="A stall">'
    text = f"<!doctype html>{page.format(picture)}"
    found = read(a_document(text), a_source(), NOW)
    facts = found.entries[0].facts
    assert facts.image == "https://example.org/f.jpg"
    assert facts.image_alt == "A stall"


def test_a_card_may_state_the_parts_of_its_address_itself():
    page = (
        '<!doctype html><div class="h-event"><b class="p-name">Fair</b>'
        '<p class="p-location h-card"><b class="p-name">Square</b>'
        '<i class="p-street-address">Main Street</i><i class="p-locality">Nelson</i>'
    )
    facts = read(a_document(page), a_source(), NOW).entries[0].facts
    assert (facts.venue, facts.address) == ("Square", "Main Street, Nelson")
