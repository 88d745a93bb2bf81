"""Which reader a document gets, and what is said where it is the wrong one."""

import pytest

from aggregator.model.entry import Reading
from aggregator.model.errors import ReadError
from aggregator.model.source import PageRules
from aggregator.read import formats, read
from aggregator.read.detect import detect
from tests.builders import NOW, a_document, a_source

RSS = (
    '<rss version="2.0"><channel><title>t</title>'
    "<item><title>a</title></item></channel></rss>"
)
HTML = (
    "<!DOCTYPE html><html><head><title>404</title></head>"
    "<body><h1>Gone</h1></body></html>"
)
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:a\r\n"
    "DTSTART:20261205\r\nEND:VEVENT\r\nEND:VCALENDAR"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (RSS, "feed"),
        ("\ufeff\n  " + RSS, "feed"),
        ('<?xml version="1.0"?><!-- c --><?xml-stylesheet href="x"?>' + RSS, "feed"),
        (
            "<br />\n<b>Warning</b>: x in <b>/a.php</b><br />\n<?xml version='1.0'?>"
            + RSS,
            "feed",
        ),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        ('<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"/>', "feed"),
        ('<rdf:RDF xmlns:rdf="x"/>', "feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        (HTML, "page"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html/>', "page"),
        ("<div class='event'>x</div>", "page"),
        ('{"@context": "https://schema.org", "@type": "Event"}', "page"),
        (ICS, "calendar"),
        ("\n\nbegin:vcalendar\n", "calendar"),
        ('<urlset xmlns="x"><url/></urlset>', "sitemap"),
        ('{"a": 1}', "unknown"),
        ("plain words", "unknown"),
        ("%PDF-1.7", "unknown"),
    ],
)
def test_the_content_says_what_it_is(text, found):
    assert detect(text) == found


def test_types_and_names_that_lie_are_not_asked():
    document = a_document(
        ICS, url="https://example.org/feed.rss", content_type="application/rss+xml"
    )
    assert read(document, a_source(), NOW).format == "calendar"


RULES = PageRules(item=".card", title="h3")


@pytest.mark.parametrize(
    ("text", "source", "cause", "words"),
    [
        ("", {}, "empty", "nothing at all"),
        (" \n\t", {"format": "feed"}, "empty", "nothing at all"),
        (HTML, {"format": "feed"}, "page-instead-of-feed", "web page where a feed"),
        (HTML, {"format": "calendar"}, "not-a-calendar", "where a calendar should be"),
        (RSS, {"format": "calendar"}, "not-a-calendar", "where a calendar should be"),
        (RSS, {"format": "page"}, "unknown-format", 'format = "feed"'),
        (ICS, {"format": "feed"}, "unknown-format", 'format = "calendar"'),
        (HTML, {}, "nothing-matches", "(“404”) without structured data"),
        (HTML, {"page": RULES}, "nothing-matches", "'.card'"),
        (
            HTML,
            {"page": PageRules(item="h1[", title="x")},
            "nothing-matches",
            "no CSS selector",
        ),
        (
            HTML,
            {"page": PageRules(item="h1", title="h9")},
            "nothing-matches",
            "none has a title",
        ),
        ("%PDF-1.7", {}, "unknown-format", "no feed, page, calendar or"),
        ("<urlset/>", {"format": "feed"}, "unknown-format", "sitemap"),
        (HTML, {"format": "sitemap"}, "unknown-format", "robots.txt"),
        ("<rss><channel><item><title>", {}, "broken", "broken"),
        ("<rss><channel><title>Half", {}, "broken", "broken"),
        (
            '{"version": "https://jsonfeed.org/version/1", "items": [',
            {},
            "broken",
            "broken",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1"}',
            {},
            "unknown-format",
            "no list",
        ),
        ("BEGIN:VCALENDAR\r\nrubbish\r\n", {}, "broken", "broken"),
    ],
)
def test_a_wrong_document_is_told_in_one_sentence(text, source, cause, words):
    source = a_source(name="Parish news", **source)
    with pytest.raises(ReadError) as caught:
        read(a_document(text), source, NOW)
    assert caught.value.cause == cause
    assert words in str(caught.value)
    assert "Parish news" in str(caught.value)
    assert caught.value.remedy


def test_a_new_format_is_one_line_in_the_registry(monkeypatch):
    monkeypatch.setitem(
        formats.READERS,
        "telegram",
        lambda _: Reading(entries=(), format="telegram"),
    )
    source = a_source(format="telegram")
    assert read(a_document("STOP"), source, NOW).format == "telegram"
