"""Kinds of page and feed that councils have, each with what must be read of it."""

import json
import time
from datetime import date, datetime

import pytest

from aggregator.model.facts import Kind
from aggregator.read import read
from tests.builders import NOW, a_document, a_source


def all_of(text, **source):
    return read(a_document(text), a_source(**source), NOW)


def ld(*values):
    blocks = "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>'
        for value in values
    )
    return f"<!doctype html><html><head>{blocks}</head><body></body></html>"


def shown(entry, names):
    return {name: plain(getattr(entry.facts, name)) for name in names}


def plain(value):
    return value.isoformat()[:16] if isinstance(value, date | datetime) else value


def assert_read(text, *expected, **source):
    """Each expectation names some facts of one entry, in the order of the page."""
    entries = all_of(text, **source).entries
    found = [shown(one, want) for one, want in zip(entries, expected, strict=True)]
    assert found == list(expected)


EVENT = {"@type": "Event", "name": "Fair", "startDate": "2026-12-05T10:00"}
PLACE = {
    "@type": "Place",
    "name": "Market Hall",
    "address": {"@type": "PostalAddress", "addressLocality": "Ambleford"},
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "@id": "/#site", "name": "Town"},
        {"@type": "Organization", "@id": "/#town", "name": "Town Council"},
        {
            "@type": ["WebPage", "CollectionPage"],
            "mainEntity": {
                "@type": "ItemList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "item": {"@id": "/e/1"}},
                    {"@type": "ListItem", "position": 2, "item": {"@id": "/e/2"}},
                ],
            },
        },
        {**EVENT, "@id": "/e/1", "location": {"@id": "/#hall"}, "name": "One"},
        {**EVENT, "@id": "/e/2", "name": "Two", "organizer": {"@id": "/#town"}},
        {**PLACE, "@id": "/#hall"},
    ],
}


def test_events_of_a_nested_graph_are_found_once_with_what_they_refer_to():
    assert_read(
        ld(GRAPH),
        {"title": "One", "venue": "Market Hall", "address": "Ambleford"},
        {"title": "Two", "venue": None},
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("https://schema.org/EventMovedOnline", "moved_online"),
        ("EventMovedOnline", "moved_online"),
        (
            [
                "https://schema.org/EventRescheduled",
                "https://schema.org/EventMovedOnline",
            ],
            "moved_online",
        ),
        ("http://schema.org/EventCancelled", "cancelled"),
        ("https://schema.org/EventPostponed", "postponed"),
        ("https://schema.org/EventRescheduled", "scheduled"),
        ("https://schema.org/EventScheduled", "scheduled"),
        ({"@id": "https://schema.org/EventCancelled"}, "cancelled"),
        ("eventcancelled", "cancelled"),
        ("Cancelled", "cancelled"),
        ("", "scheduled"),
    ],
)
def test_an_event_says_how_it_stands(status, expected):
    assert_read(ld({**EVENT, "eventStatus": status}), {"status": expected})


def test_a_rescheduled_event_keeps_its_new_date_and_its_old_as_written():
    rescheduled = {
        **EVENT,
        "eventStatus": "EventRescheduled",
        "previousStartDate": "2026-11-28T10:00",
    }
    (entry,) = all_of(ld(rescheduled)).entries
    assert plain(entry.facts.starts) == "2026-12-05T10:00"
    assert entry.raw["previousStartDate"] == "2026-11-28T10:00"


@pytest.mark.parametrize(
    ("named", "venue"),
    [
        (
            {"location": {"@type": "VirtualLocation", "url": "https://example.org/x"}},
            "Online",
        ),
        ({"location": [{"@type": "VirtualLocation"}, PLACE]}, "Market Hall"),
        ({"eventAttendanceMode": "OnlineEventAttendanceMode"}, "Online"),
        ({"location": "Market Hall, Ambleford"}, "Market Hall, Ambleford"),
        ({"location": {"@type": "Place", "address": "1 High Street"}}, None),
        ({"location": [PLACE, {**PLACE, "name": "Other Hall"}]}, "Market Hall"),
    ],
)
def test_an_event_says_where_it_is(named, venue):
    assert_read(ld({**EVENT, **named}), {"venue": venue})


def test_parts_of_an_event_are_events_with_what_the_whole_says():
    festival = {
        "@type": "Festival",
        "name": "Book festival",
        "location": PLACE,
        "startDate": "2026-12-05",
        "endDate": "2026-12-06",
        "subEvent": [
            {"@type": "Event", "name": "Opening", "startDate": "2026-12-05T10:00"},
            {
                "@type": "EventSeries",
                "name": "Readings",
                "subEvents": {
                    "@type": "LiteraryEvent",
                    "startDate": "2026-12-06T11:00",
                    "location": "Library",
                },
            },
        ],
    }
    assert_read(
        ld(festival),
        {"title": "Book festival", "starts": "2026-12-05", "ends": "2026-12-06"},
        {"title": "Opening", "starts": "2026-12-05T10:00", "venue": "Market Hall"},
        {"title": "Readings", "starts": "2026-12-06T11:00", "venue": "Library"},
    )


def schedule(event=(), **named):
    stated = {"@type": "Schedule", "startTime": "10:30", "endTime": "11:30", **named}
    return ld(
        {"@type": "Event", "name": "Rhymetime", "eventSchedule": stated, **dict(event)}
    )


def starts(text, **source):
    return [plain(entry.facts.starts) for entry in all_of(text, **source).entries]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2026-12-15",
                "repeatFrequency": "P1W",
                "byDay": "https://schema.org/Tuesday",
            },
            ["2026-12-01T10:30", "2026-12-08T10:30", "2026-12-15T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "repeatCount": 3,
                "repeatFrequency": "P1W",
                "byDay": ["Tuesday", "schema:Thursday"],
            },
            ["2026-12-01T10:30", "2026-12-03T10:30", "2026-12-08T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2026-12-31",
                "repeatFrequency": "P2W",
                "byDay": "TU",
                "exceptDate": "2026-12-15",
            },
            ["2026-12-01T10:30", "2026-12-29T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2026-12-22",
                "byDay": "Tuesday",
                "exceptDate": ["2026-12-08", "2026-12-15T10:30"],
            },
            ["2026-12-01T10:30", "2026-12-22T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2026-12-03",
                "repeatFrequency": "Daily",
            },
            ["2026-12-01T10:30", "2026-12-02T10:30", "2026-12-03T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2027-02-28",
                "repeatFrequency": "P1M",
                "byMonthDay": "15",
            },
            ["2026-12-15T10:30", "2027-01-15T10:30", "2027-02-15T10:30"],
        ),
        (
            {
                "startDate": "2026-12-01",
                "endDate": "2027-01-31",
                "repeatFrequency": "P1M",
                "byDay": "Friday",
                "byMonthWeek": 1,
            },
            ["2026-12-04T10:30", "2027-01-01T10:30"],
        ),
        ({"startDate": "2026-12-01"}, ["2026-12-01T10:30"]),
    ],
)
def test_a_schedule_is_opened_into_its_times(named, expected):
    assert starts(schedule(**named)) == expected


def test_each_time_of_a_schedule_has_its_end_and_is_one_of_a_series():
    text = schedule(
        event={"@id": "https://example.org/rhymetime", "url": "/rhymetime"},
        startDate="2026-12-01",
        repeatFrequency="P1W",
        repeatCount=2,
    )
    one, two = all_of(text).entries
    assert plain(one.facts.ends) == "2026-12-01T11:30"
    assert one.identifier == two.identifier == "https://example.org/rhymetime"
    assert one.occurrence != two.occurrence
    assert one.facts.url == "https://example.org/rhymetime"


def test_a_schedule_keeps_its_hour_when_the_clocks_change():
    text = schedule(startDate="2027-03-23", endDate="2027-03-30", byDay="Tuesday")
    found = [entry.facts.starts.isoformat() for entry in all_of(text).entries]
    assert found == ["2027-03-23T10:30:00+00:00", "2027-03-30T10:30:00+01:00"]


@pytest.mark.parametrize(
    "named",
    [
        {"repeatFrequency": "P1S", "startDate": "2026-12-01"},
        {"repeatFrequency": "now and then", "startDate": "2026-12-01"},
        {"byDay": "Someday", "startDate": "2026-12-01"},
    ],
)
def test_a_schedule_that_cannot_be_followed_has_its_first_time_and_says_so(named):
    found = all_of(schedule(**named))
    assert [plain(one.facts.starts) for one in found.entries] == ["2026-12-01T10:30"]
    assert "only the first date was read" in found.problems[0]


def test_a_schedule_without_a_date_leaves_the_event_its_own():
    assert starts(schedule(event={"startDate": "2026-12-05"}, byDay="Saturday"))[0] == (
        "2026-12-05T10:30"
    )
    fortnightly = schedule(byDay="Saturday", repeatFrequency="P2W")
    assert starts(fortnightly) == [None]


def test_a_schedule_without_a_date_whose_rule_needs_none_has_its_next_times():
    monthly = {"repeatFrequency": "P1M", "byDay": "2MO"}
    assert starts(schedule(**monthly))[:2] == ["2026-12-14T10:30", "2027-01-11T10:30"]
    assert starts(schedule(byDay="Saturday"))[0] == "2026-11-28T10:30"


def test_a_schedule_says_in_which_zone_its_hours_are_and_how_long_it_lasts():
    text = schedule(
        event={"duration": "PT90M"},
        startDate="2026-12-01",
        startTime="19:00",
        endTime=None,
        scheduleTimezone="Europe/Paris",
    )
    (entry,) = all_of(text).entries
    assert plain(entry.facts.starts) == "2026-12-01T18:00"
    assert plain(entry.facts.ends) == "2026-12-01T19:30"


def test_a_schedule_that_is_over_leaves_an_event_of_its_last_day():
    text = schedule(startDate="2017-01-04", endDate="2017-12-27", byDay="Wednesday")
    assert starts(text) == ["2017-12-27T10:30"]


def test_thousands_of_schedules_since_1970_end_in_time():
    begun = time.process_time()
    for last in ({}, {"endDate": "2020-01-01"}):
        daily = {"startDate": "1970-01-01", "repeatFrequency": "Daily", **last}
        listed = [
            {
                "@type": "Event",
                "name": f"Fair {number}",
                "eventSchedule": {"@type": "Schedule", **daily},
            }
            for number in range(2500)
        ]
        assert len(all_of(ld(listed)).entries) == 2000
    assert time.process_time() - begun < 20


JOB = {
    "@type": "JobPosting",
    "title": "Library assistant",
    "datePosted": "2026-11-20",
    "validThrough": "2026-12-06T23:59",
    "hiringOrganization": {"@type": "Organization", "name": "Ambleford Council"},
    "jobLocation": [{"@type": "Place", "address": {"addressLocality": "Ambleford"}}],
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"minValue": 25000, "maxValue": 28000, "unitText": "YEAR"},
    },
}


def test_a_vacancy_is_read_in_full():
    assert_read(
        ld({"@context": "https://schema.org", "@graph": [JOB]}),
        {
            "kind": Kind.JOB,
            "title": "Library assistant",
            "published": "2026-11-20",
            "closes": "2026-12-06T23:59",
            "employer": "Ambleford Council",
            "address": "Ambleford",
            "salary": "£25,000 to £28,000 a year",
        },
    )


def test_a_vacancy_to_do_from_home_says_so():
    remote = {**JOB, "jobLocation": None, "jobLocationType": "TELECOMMUTE"}
    assert_read(ld(remote), {"venue": "From home"})


def test_a_business_is_read_where_the_page_is_about_it():
    cafe = {
        "@type": "CafeOrCoffeeShop",
        "name": "The Wharf Café",
        "description": "Cakes by the canal.",
        "url": "https://example.org/wharf",
        "image": [{"@type": "ImageObject", "url": "/wharf.jpg", "caption": "Cakes"}],
        "address": {"streetAddress": "1 Wharf Road", "postalCode": "AM1 1AA"},
    }
    assert_read(
        ld({"@type": "ItemList", "itemListElement": [{"item": cafe}]}),
        {
            "kind": Kind.BUSINESS,
            "title": "The Wharf Café",
            "summary": "Cakes by the canal.",
            "address": "1 Wharf Road, AM1 1AA",
            "image": "https://example.org/wharf.jpg",
            "image_alt": "Cakes",
        },
        kind=Kind.BUSINESS,
    )


NAMESPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "media": "http://search.yahoo.com/mrss/",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "georss": "http://www.georss.org/georss",
        "ev": "http://purl.org/rss/1.0/modules/event/",
        "xcal": "urn:ietf:params:xml:ns:xcal",
    }.items()
)


def rss(*inside, broken=False):
    item = "".join(inside)
    odd = "<title>N&nbsp;</title>" if broken else "<title>N</title>"
    return (
        f'<rss version="2.0" {NAMESPACES}><channel>{odd}<link>https://example.org/'
        f"</link><item><title>Fair</title>{item}</item></channel></rss>"
    )


@pytest.mark.parametrize("broken", [False, True], ids=["fast", "feedparser"])
@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<dc:creator>Ann Lee</dc:creator>", {"author": "Ann Lee"}),
        ("<dc:date>2026-11-20T10:00:00Z</dc:date>", {"published": "2026-11-20T10:00"}),
        ("<dc:subject>Books</dc:subject>", {"tags": ("Books",)}),
        (
            (
                "<description>Short</description>"
                "<content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>"
            ),
            {"summary": "Short"},
        ),
        (
            "<content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded>",
            {"summary": "The whole text."},
        ),
        (
            (
                "<content:encoded><![CDATA[<img src='/a.jpg' alt='A tree'>]]>"
                "</content:encoded>"
            ),
            {"image": "https://example.org/a.jpg", "image_alt": "A tree"},
        ),
        (
            '<media:content url="https://example.org/a.jpg" medium="image"/>',
            {"image": "https://example.org/a.jpg"},
        ),
        (
            (
                '<media:group><media:content url="/v.mp4" type="video/mp4"/>'
                '<media:thumbnail url="/t.jpg"/></media:group>'
            ),
            {"image": "https://example.org/t.jpg"},
        ),
        (
            '<media:thumbnail url="https://example.org/t.jpg"/>',
            {"image": "https://example.org/t.jpg"},
        ),
        (
            '<enclosure url="https://example.org/e.png" type="image/png" length="1"/>',
            {"image": "https://example.org/e.png"},
        ),
        (
            (
                '<itunes:image href="https://example.org/i.jpg"/>'
                "<itunes:author>Radio Ambleford</itunes:author>"
                "<itunes:summary>An hour of news.</itunes:summary>"
            ),
            {
                "image": "https://example.org/i.jpg",
                "author": "Radio Ambleford",
                "summary": "An hour of news.",
            },
        ),
        (
            (
                "<ev:startdate>2026-12-05T10:00:00Z</ev:startdate>"
                "<ev:enddate>2026-12-05T12:00:00Z</ev:enddate>"
                "<ev:location>Market Hall</ev:location>"
            ),
            {
                "kind": Kind.EVENT,
                "starts": "2026-12-05T10:00",
                "ends": "2026-12-05T12:00",
                "venue": "Market Hall",
            },
        ),
        (
            (
                "<xcal:dtstart>2026-12-05 10:00</xcal:dtstart>"
                "<xcal:location>Market Hall</xcal:location>"
            ),
            {"starts": "2026-12-05T10:00", "venue": "Market Hall"},
        ),
        (
            (
                "<ev:startdate>2026-12-05</ev:startdate>"
                "<georss:point>53.1 -2.5</georss:point>"
                "<georss:featurename>Market Square</georss:featurename>"
            ),
            {"starts": "2026-12-05", "venue": "Market Square"},
        ),
    ],
)
def test_the_modules_of_rss_are_read_by_both_readers(inside, expected, broken):
    (entry,) = all_of(rss(inside, broken=broken)).entries
    assert shown(entry, expected) == expected


def test_a_json_feed_is_read_in_full():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "N",
        "language": "cy-GB",
        "items": [
            {
                "id": 7,
                "url": "https://example.org/7",
                "title": "Ffair",
                "content_html": "<p>Popeth <b>am ddim</b>.</p>",
                "date_published": "2026-11-20T10:00:00Z",
                "authors": [{"name": "Ann Lee"}],
                "tags": ["Nadolig"],
                "attachments": [
                    {"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg"},
                    {"url": "https://example.org/a.jpg", "mime_type": "image/jpeg"},
                ],
            }
        ],
    }
    assert_read(
        json.dumps(feed),
        {
            "title": "Ffair",
            "url": "https://example.org/7",
            "summary": "Popeth am ddim.",
            "published": "2026-11-20T10:00",
            "author": "Ann Lee",
            "tags": ("Nadolig",),
            "language": "cy",
            "image": "https://example.org/a.jpg",
        },
    )


def test_rdfa_may_call_its_vocabulary_what_it_likes():
    assert_read(
        '<html prefix="og: https://ogp.me/ns# s: https://schema.org/"><body>'
        '<div typeof="s:TheaterEvent"><b property="s:name">Play</b>'
        '<time property="s:startDate" datetime="2026-12-05T19:30">soon</time>'
        '<p property="s:location" typeof="s:Place"><i property="s:name">Theatre</i>'
        "</p></div></body></html>",
        {"title": "Play", "starts": "2026-12-05T19:30", "venue": "Theatre"},
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            (
                '<div class="h-event"><a class="p-name u-url" href="/e">Fair</a>'
                '<time class="dt-start" datetime="2026-12-05T10:00">soon</time>'
                '<div class="p-location h-card"><b class="p-name">Market Hall</b>'
                '<p class="p-adr h-adr"><b class="p-locality">Ambleford</b></p>'
                "</div></div>"
            ),
            {
                "title": "Fair",
                "url": "https://example.org/e",
                "starts": "2026-12-05T10:00",
                "venue": "Market Hall",
                "address": "Ambleford",
            },
        ),
        (
            '<a class="h-event" href="/e">Fair</a>',
            {"title": "Fair", "url": "https://example.org/e"},
        ),
        (
            (
                '<div class="h-event"><span class="p-name">Fair</span>'
                '<span class="dt-start"><time class="value" datetime="2026-12-05">5 Dec'
                '</time> <span class="value">10:00</span></span>'
                '<span class="dt-end"><span class="value">12:30</span></span></div>'
            ),
            {"starts": "2026-12-05T10:00", "ends": "2026-12-05T12:30"},
        ),
        (
            (
                '<div class="vevent"><span class="summary">Fair</span>'
                '<abbr class="dtstart" title="2026-12-05T10:00">soon</abbr>'
                '<span class="location">Market Hall</span></div>'
            ),
            {"title": "Fair", "starts": "2026-12-05T10:00", "venue": "Market Hall"},
        ),
        (
            (
                '<div class="h-feed"><h1 class="p-name">Blog</h1>'
                '<article class="h-entry">'
                '<h2 class="p-name"><a class="u-url" href="/p">Fair news</a></h2>'
                '<time class="dt-published" datetime="2026-11-20T10:00">x</time>'
                '<p class="p-summary">It is on.</p>'
                '<a class="p-author h-card" href="/ann">Ann Lee</a></article></div>'
            ),
            {
                "kind": Kind.NEWS,
                "title": "Fair news",
                "url": "https://example.org/p",
                "published": "2026-11-20T10:00",
                "summary": "It is on.",
                "author": "Ann Lee",
            },
        ),
        (
            (
                '<div class="h-event p-status"><span class="p-name">Fair</span>'
                '<span class="p-status">cancelled</span></div>'
            ),
            {"status": "cancelled"},
        ),
    ],
)
def test_microformats_are_read(markup, expected):
    assert_read(f"<!doctype html><html><body>{markup}</body></html>", expected)
