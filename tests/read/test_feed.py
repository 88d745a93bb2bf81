"""What feeds of all ages and conditions bring."""

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
