"""`format = "auto"` goes by what a document is, whatever it is called and labelled."""

import gzip
from itertools import product

import pytest

from aggregator.model.errors import ReadError
from aggregator.model.source import PageRules
from aggregator.read import read
from aggregator.read.packed import unpacked
from tests.builders import NOW, a_document, a_source

ITEM = "<item><title>Library news</title><link>https://example.org/1</link></item>"
HOME = "<link>https://example.org/</link>"
RSS = f'<rss version="2.0"><channel><title>N</title>{HOME}{ITEM}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><id>n</id>'
    "<entry><title>Library news</title><id>1</id></entry></feed>"
)
EVENT = '{"@type":"Event","name":"Library news","startDate":"2026-12-05"}'
LD = f'<script type="application/ld+json">{EVENT}</script>'
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTART:20261205T100000Z\r\nSUMMARY:Library news\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)
URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://example.org/1</loc></url></urlset>"
)
MARKED = "\N{ZERO WIDTH NO-BREAK SPACE}"
KINDS = {
    "an RSS feed": (RSS, "feed"),
    "one with a declaration": (f'<?xml version="1.0"?>\n{RSS}', "feed"),
    "one with a style sheet": (f'<?xml version="1.0"?><?xml-stylesheet?>{RSS}', "feed"),
    "one behind a comment about HTML": (f"<!-- <html><body> -->{RSS}", "feed"),
    "one with a byte order mark": (f"{MARKED}{RSS}", "feed"),
    "one below blank lines": (f"\n\n \t{RSS}", "feed"),
    "one below a PHP warning": (
        f"<br />\n<b>Warning</b>: x in y.php<br />\n{RSS}",
        "feed",
    ),
    "one in capitals": (RSS.replace("rss", "RSS"), "feed"),
    "one whose text is a page": (
        RSS.replace("<title>N", "<title>&lt;!doctype html&gt;&lt;html&gt;"),
        "feed",
    ),
    "an Atom feed": (ATOM, "feed"),
    "one with a prefix": (
        (
            '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>N</a:title>'
            "<a:entry><a:title>Library news</a:title><a:id>1</a:id></a:entry></a:feed>"
        ),
        "feed",
    ),
    "an RDF feed": (
        (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            f'xmlns="http://purl.org/rss/1.0/"><channel><title>N</title></channel>{ITEM}'
            "</rdf:RDF>"
        ),
        "feed",
    ),
    "a JSON Feed": (
        (
            '{"version":"https://jsonfeed.org/version/1.1","title":"N",'
            '"items":[{"id":"1","title":"Library news"}]}'
        ),
        "feed",
    ),
    "a JSON Feed with its version last": (
        (
            '{"title":"N","items":[{"id":"1","title":"Library news"}],'
            '"version":"https:\\/\\/jsonfeed.org\\/version\\/1"}'
        ),
        "feed",
    ),
    "a page": (f"<!doctype html><html><head>{LD}</head></html>", "page"),
    "a page as XHTML": (
        (
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML" '
            f'"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html>{LD}</html>'
        ),
        "page",
    ),
    "a page without html": (f"<title>News</title>{LD}", "page"),
    "a page that names its feed": (
        f'<html><head><link type="application/rss+xml" href="/rss">{LD}</head></html>',
        "page",
    ),
    "a page that shows a feed": (
        f"<!doctype html><html><body><pre>&lt;rss&gt;</pre>{LD}</body></html>",
        "page",
    ),
    "a page that shows a calendar": (
        f"<!doctype html><html><body><pre>\nBEGIN:VCALENDAR\n</pre>{LD}</body></html>",
        "page",
    ),
    "JSON-LD alone": (EVENT, "page"),
    "a list of JSON-LD": (f"[{EVENT}]", "page"),
    "a calendar": (ICS, "calendar"),
    "a calendar in small letters": (ICS.replace("BEGIN:V", "begin:v"), "calendar"),
    "a calendar below blank lines": (f"\r\n\r\n{ICS}", "calendar"),
    "a calendar with a byte order mark": (f"{MARKED}{ICS}", "calendar"),
    "a calendar whose text is a page": (
        ICS.replace("SUMMARY:", "DESCRIPTION:<html><body>\r\nSUMMARY:"),
        "calendar",
    ),
    "a calendar whose text is a feed": (
        ICS.replace("SUMMARY:", "DESCRIPTION:<rss version=2>\r\nSUMMARY:"),
        "calendar",
    ),
    "a sitemap": (URLSET, "sitemap"),
    "a sitemap with a declaration": (f'<?xml version="1.0"?>\n{URLSET}', "sitemap"),
}
LIES = (None, "text/html", "application/rss+xml", "text/calendar", "application/json")
NAMES = ("events.ics", "feed.xml", "index.html", "?format=json", "sitemap.xml")


@pytest.mark.parametrize("what", KINDS)
def test_content_decides_whatever_the_type_and_the_name_say(what):
    text, form = KINDS[what]
    for content_type, name in product(LIES, NAMES):
        url = f"https://example.org/{name}"
        document = a_document(text, content_type=content_type, url=url)
        reading = read(document, a_source(url=url), NOW)
        assert reading.format == form, (content_type, name)
        if form != "sitemap":
            (entry,) = reading.entries
            assert entry.facts.title == "Library news"


def test_a_sitemap_that_lies_packed_is_unpacked_within_bounds():
    reading = read(a_document(gzip.compress(URLSET.encode())), a_source(), NOW)
    assert [link.url for link in reading.links] == ["https://example.org/1"]
    bomb = gzip.compress(URLSET.encode() + b" " * 200_000_000)
    assert len(unpacked(bomb)) <= 10 * 1024 * 1024
    assert read(a_document(bomb), a_source(), NOW).format == "sitemap"
    with pytest.raises(ReadError):
        read(a_document(b"\x1f\x8bnothing"), a_source(), NOW)


def test_selectors_make_a_page_of_what_looks_like_none():
    rules = PageRules(item="card", title="b")
    reading = read(a_document("<card><b>Fair</b></card>"), a_source(page=rules), NOW)
    assert reading.entries[0].facts.title == "Fair"
