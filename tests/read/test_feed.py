"""What feeds of all ages and conditions bring."""

from datetime import date

import pytest

from aggregator.model.facts import Kind, Status
from aggregator.read import read
from tests.builders import NOW, a_document, a_source


def reading(items, **source):
    text = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    return read(a_document(text), a_source(**source), NOW)


def only(items, **source):
    (entry,) = reading(items, **source).entries
    return entry.facts


def test_a_feed_ten_years_old_is_read_and_its_entries_are_old():
    facts = only(
        "<item><title>A</title><pubDate>Mon, 21 Nov 2016 09:00:00 GMT</pubDate></item>"
    )
    assert facts.published.year == 2016


def test_broken_xml_is_saved_and_told():
    found = reading("<item><title>A & B</title></item><item><title>C</title>")
    assert [entry.facts.title for entry in found.entries] == ["A & B", "C"]
    assert "not well-formed" in found.problems[0]


@pytest.mark.parametrize(
    "title",
    [
        "Bridge returned error 503! (19654)",
        "RSSHub: an error happened, failed",
        "Error 404",
        "502 Bad Gateway",
        "This feed has expired",
        "Just a moment...",
    ],
)
def test_a_failure_of_a_bridge_is_no_news(title):
    found = reading(f"<item><title>{title}</title></item><item><title>A</title></item>")
    assert [entry.facts.title for entry in found.entries] == ["A"]
    assert "failure of its own" in found.problems[0]


@pytest.mark.parametrize(
    "title", ["Error in last week's notice", "404 new trees planted"]
)
def test_news_about_errors_is_news(title):
    assert only(f"<item><title>{title}</title></item>").title == title


@pytest.mark.parametrize(
    ("title", "name", "status"),
    [
        ("CANCELLED: Storytime", "Storytime", Status.CANCELLED),
        ("[Cancelled] Storytime", "Storytime", Status.CANCELLED),
        ("Storytime - POSTPONED", "Storytime", Status.POSTPONED),
        ("Storytime (cancelled)", "Storytime", Status.CANCELLED),
        ("Storytime", "Storytime", Status.SCHEDULED),
    ],
)
def test_a_status_in_the_title_is_a_status(title, name, status):
    facts = only(f"<item><title>{title}</title></item>", kind=Kind.EVENT)
    assert (facts.title, facts.status) == (name, status)


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("press@example.org (Press Office)", "Press Office"),
        ("Press Office", "Press Office"),
        ("press@example.org", None),
    ],
)
def test_an_author_is_a_name_and_no_address(written, author):
    facts = only(f"<item><title>A</title><author>{written}</author></item>")
    assert facts.author == author


def test_an_entry_without_a_title_is_called_by_its_first_words():
    assert only("<item><description>Tea at ten.</description></item>").title == (
        "Tea at ten."
    )


def test_an_entry_with_nothing_is_left_out():
    found = reading("<item><link>https://example.org/</link></item>")
    assert found.entries == ()
    assert "neither a title nor a text" in found.problems[0]


def test_a_counting_pixel_is_no_picture():
    text = (
        "<item><title>A</title><description><![CDATA["
        "<img src='https://t.example/p.gif' width='1' height='1'>"
        "<img src='/b.jpg' alt='Bees'>]]></description></item>"
    )
    facts = only(text)
    assert (facts.image, facts.image_alt) == ("https://example.org/b.jpg", "Bees")


def test_a_date_that_is_not_understood_is_told_and_left_out():
    found = reading(
        "<item><title>A</title><startdate>the 40th of 2026</startdate></item>"
    )
    assert found.entries[0].facts.starts is None
    assert found.entries[0].raw["starts"] == "the 40th of 2026"
    assert "was not understood" in found.problems[0]


# What only feedparser reads, and what the fast reader does.
BROKEN, SOUND = "<title>Fair&nbsp;</title>", "<title>Fair</title>"


@pytest.mark.parametrize("heading", [BROKEN, SOUND])
@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>javascript:alert(1)</link><guid>a3</guid>", None),
        ("<guid>a3</guid>", None),
        ("<guid>urn:uuid:1</guid>", None),
        ("<guid>tag:example.org,2026:1</guid>", None),
        ("<guid>https://example.org/a?b=1&amp;c=2</guid>", "a?b=1&c=2"),
        ('<guid isPermaLink="false">https://example.org/?p=1</guid>', "?p=1"),
        ("<guid>a3</guid><link>/fair</link>", "fair"),
        ("<link>javascript:alert(1)</link><guid>https://example.org/b</guid>", "b"),
    ],
)
def test_only_a_guid_written_as_an_address_stands_for_a_link(heading, inside, url):
    facts = only(f"<item>{heading}{inside}</item>")
    assert facts.title == "Fair"
    assert facts.url == (f"https://example.org/{url}" if url else None)


def test_entities_that_a_feed_declares_are_put_in_or_say_nothing():
    bomb = (
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY j "&a;&a;&a;&a;"><!ENTITY town "Ambleford">'
    )
    items = "".join(
        f"<item><title>{title}</title></item>"
        for title in ("&j;", "Fair in &town;", "Caf&eacute; &j; opens")
    )
    text = (
        f'<!DOCTYPE rss [{bomb}]><rss version="2.0"><channel><title>N</title>{items}'
        "</channel></rss>"
    )
    found = read(a_document(text), a_source(kind=Kind.NEWS), NOW)
    assert [entry.facts.title for entry in found.entries] == [
        "Fair in Ambleford",
        "Café opens",
    ]
    assert any("neither a title" in one for one in found.problems)


def dated(written, kind=Kind.NEWS):
    item = f"<item><title>Fair</title><pubDate>{written}</pubDate></item>"
    text = f'<rss version="2.0"><channel><title>N</title>{item}</channel></rss>'
    found = read(a_document(text), a_source(kind=kind), NOW)
    return found.entries[0].facts.published, found.problems


def test_the_day_something_was_published_is_a_day_and_no_midnight():
    assert dated("2026-11-20") == (date(2026, 11, 20), ())


def test_fractions_of_a_second_are_not_kept():
    published, _ = dated("2026-11-20T10:00:00.123456Z")
    assert published.isoformat() == "2026-11-20T10:00:00+00:00"


def test_what_is_dated_in_the_future_was_not_published_then():
    published, problems = dated("Tue, 05 Jan 2027 10:00:00 GMT")
    assert published is None
    assert "dated in the future" in problems[0]
    # A feed of events writes the day of the event there.
    assert dated("Tue, 05 Jan 2027 10:00:00 GMT", Kind.EVENT) == (None, ())
    # A clock that is an hour wrong is no lie.
    assert dated("Mon, 23 Nov 2026 10:00:00 GMT")[0] is not None


def test_a_picture_in_the_text_lies_where_the_entry_does():
    entry = (
        '<entry><title>Fair</title><link href="/news/fair/"/><content type="html">'
        "&lt;img src='tree.jpg' alt='A tree'></content></entry>"
    )
    text = f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'
    (found,) = read(a_document(text), a_source(), NOW).entries
    assert found.facts.image == "https://example.org/news/fair/tree.jpg"


@pytest.mark.parametrize(
    ("heading", "name", "starts"),
    [
        (
            "Cabinet, Thursday, 3rd December, 2026 2.00 pm",
            "Cabinet",
            "2026-12-03T14:00:00+00:00",
        ),
        (
            "CANCELLED - Planning - Wednesday 9 December 2026 6.30 pm",
            "Planning",
            "2026-12-09T18:30:00+00:00",
        ),
        ("Cabinet, Friday, 3rd December, 2026 2.00 pm", None, None),
        ("Budget, 3 December 2026", None, None),
        ("Plans for 2026", None, None),
    ],
)
def test_a_meeting_is_dated_by_its_title_only_where_that_says_the_whole_date(
    heading, name, starts
):
    item = f"<item><title>{heading}</title></item>"
    facts = reading(item, kind=Kind.EVENT).entries[0].facts
    assert facts.title == (name or heading)
    assert (facts.starts and facts.starts.isoformat()) == starts
