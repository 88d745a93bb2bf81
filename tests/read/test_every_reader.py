"""What holds for every reader, whatever it is given."""

import json
import time
from dataclasses import fields
from datetime import date
from html import escape
from pathlib import Path

import pytest

from aggregator.model.entry import Entry
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind
from aggregator.model.source import PageRules
from aggregator.read import read
from aggregator.read.detail import read_detail
from tests.builders import NOW, a_document, a_source

RULES = PageRules(
    item=".card", title="h3", link="a", starts=".when", summary="p", image="img"
)


def rss(title, link="https://example.org/a", text="", guid="1"):
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>"
        f"<description>{text}</description></item>"
    )


def feed(*items):
    return (
        f'<rss version="2.0"><channel><title>t</title>{"".join(items)}</channel></rss>'
    )


def cdata(text):
    return "<![CDATA[" + text.replace("]]>", "") + "]]>"


def as_rss(title, link):
    return feed(rss(cdata(title), cdata(link), cdata(title), cdata(link))), None


def as_atom(title, link):
    import_safe = title.replace("&", "&amp;").replace("<", "&lt;")
    href = link.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        f'<title type="html">{import_safe}</title><link href="{href}"/>'
        f'<summary type="html">{import_safe}</summary></entry></feed>'
    ), None


def as_json_ld(title, link):
    text = title.replace("\\", "").replace('"', "&quot;").replace("</", "<\\/")
    address = link.replace("\\", "").replace('"', "%22").replace("</", "<\\/")
    return (
        '<html><script type="application/ld+json">{"@type":"Event","name":"'
        f'{text}","url":"{address}","image":"{address}","description":"{text}"}}'
        "</script></html>"
    ), None


def as_page(title, link):
    address = link.replace('"', "%22")
    return (
        f'<div class="card"><h3>{title}</h3><a href="{address}">x</a>'
        f'<p>{title}</p><img src="{address}"></div>'
    ), RULES


def as_calendar(title, link):
    return (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261205T100000\r\n"
        f"SUMMARY:{title}\r\nDESCRIPTION:{title}\r\nURL:{link}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ), None


def as_json_feed(title, link):
    item = {
        "id": "1",
        "title": title,
        "url": link,
        "content_html": title,
        "attachments": [{"mime_type": "image/png", "url": link}],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    return json.dumps(feed), None


def as_sitemap(title, link):
    return (
        f"<urlset><url><loc>{escape(link)}</loc><image><loc>{escape(link)}</loc></image>"
        f"<news><title>{escape(title)}</title></news></url></urlset>"
    ), None


def as_microdata(title, link):
    address, name = escape(link), escape(title)
    return (
        '<html><div itemscope itemtype="https://schema.org/Event">'
        f'<meta itemprop="name" content="{name}">'
        f'<a itemprop="url" href="{address}">x</a>'
        f'<meta itemprop="description" content="{name}">'
        f'<img itemprop="image" src="{address}"></div></html>'
    ), None


def as_h_event(title, link):
    return (
        f'<html><a class="h-event" href="{escape(link)}"><b class="p-name">{title}</b>'
        "</a></html>"
    ), None


FORMS = [
    *(as_rss, as_atom, as_json_ld, as_page, as_calendar),
    *(as_json_feed, as_sitemap, as_microdata, as_h_event),
]


@pytest.fixture(params=FORMS, ids=lambda form: form.__name__)
def form(request):
    return request.param


def entries(text, rules=None):
    body = text if isinstance(text, bytes) else text.encode()
    try:
        return read(a_document(body), a_source(page=rules), NOW).entries
    except ReadError:
        return ()


def followed(text, card=None):
    """What a list makes of a page that it leads to."""
    cards = () if card is None else (card,)
    kind = Kind.NEWS if card is None else None
    try:
        return read_detail(a_document(text), a_source(kind=kind), NOW, cards).entries
    except ReadError:
        return ()


def assert_safe(entry):
    for field in fields(entry.facts):
        value = getattr(entry.facts, field.name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and field.name not in {"kind", "status"}:
                assert text
                assert text == text.strip()
                assert "<script" not in text.lower()
                assert not any(ord(one) < 32 or one in "\u202e\u200b" for one in text)
    for address in (entry.facts.url, entry.facts.image):
        assert address is None or address.startswith(("http://", "https://"))


def test_what_is_said_is_read(form):
    (entry,) = entries(*form("Storytime", "https://example.org/storytime"))
    assert entry.facts.title == "Storytime"
    assert entry.facts.url == "https://example.org/storytime"


def test_an_empty_document_is_told(form):
    _, rules = form("a", "https://example.org/")
    with pytest.raises(ReadError) as caught:
        read(a_document(b""), a_source(page=rules), NOW)
    assert caught.value.cause == "empty"


def test_a_document_cut_off_anywhere_never_crashes(form):
    text, rules = form("Storytime &amp; songs", "https://example.org/storytime")
    for length in range(0, len(text), 7):
        for entry in entries(text[:length], rules):
            assert_safe(entry)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_the_wrong_character_set_is_read_right(form, encoding):
    text, rules = form("Café £5", "https://example.org/storytime")
    (entry,) = entries(text.encode(encoding), rules)
    assert entry.facts.title == "Café £5"


def test_an_entry_repeated_word_for_word_is_one():
    assert len(entries(feed(*[rss("Storytime")] * 3))) == 1


def test_two_things_with_one_identifier_are_both_read():
    found = entries(feed(rss("Storytime"), rss("Rhymetime")))
    assert [entry.facts.title for entry in found] == ["Storytime", "Rhymetime"]


def test_a_feed_of_ten_megabytes_is_bounded_in_entries_and_time():
    text = feed(
        *(rss(f"News {n}", guid=str(n), text="word " * 80) for n in range(20_000))
    )
    assert len(text) > 9_000_000
    begun = time.process_time()
    reading = read(a_document(text), a_source(), NOW)
    assert len(reading.entries) == 2000
    assert "very long" in reading.problems[0]
    assert "only the first" in reading.problems[1]
    assert len(reading.problems) == 2
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "bomb",
    [
        feed(*(rss(f"News {n}", text="word " * 80) for n in range(20_000)))[:-2000],
        feed(*(rss(f"News&nbsp;{n}", text="word " * 80) for n in range(10_000))),
        "<rss><channel><item><title>" + "<a>" * 2_000_000,
        "<rss><channel><item><title>" + "<" * 5_000_000,
        "<rss><channel><item " + "a='b' " * 1_000_000 + "><title>x</title></item>",
        "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 200_000 + "]><rss/>",
        "<html>" + "<p itemscope itemtype=Event>" * 200_000,
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * 90_000,
    ],
    ids=["cut", "entity", "nested", "open", "attributes", "doctype", "page", "ics"],
)
def test_megabytes_of_anything_end_in_time(bomb):
    begun = time.process_time()
    for entry in entries(bomb):
        assert_safe(entry)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("depth", [300, 20_000])
def test_deep_nesting_ends(form, depth):
    text, rules = form("Deep " + "<div>" * depth + "x" + "</div>" * depth, "/a")
    begun = time.process_time()
    for entry in entries(text, rules):
        assert_safe(entry)
    assert time.process_time() - begun < 10


def test_deep_json_ld_ends():
    text = '<script type="application/ld+json">' + '{"@graph":[' * 50_000
    assert entries(f"<html>{text}</script></html>") == ()
    event = '{"@type":"Event","name":"a","startDate":"2026-12-05","subEvent":'
    text = event * 400 + "{}" + "}" * 400
    found = entries(f'<html><script type="application/ld+json">{text}</script></html>')
    assert 0 < len(found) < 100


DATA = Path(__file__).parents[3] / "shared" / "data"
shared = pytest.mark.skipif(
    not DATA.is_dir(), reason="other projects' test material is not beside the checkout"
)


def lines_of_xss():
    for path in sorted((DATA / "security" / "xss").glob("*.txt")):
        for line in path.read_text("utf-8", errors="replace").splitlines():
            if line.strip():
                yield line.strip()


@shared
def test_no_line_of_attack_comes_through_any_reader(form):
    for line in lines_of_xss():
        for title, link in ((line, "https://example.org/"), ("Fair", line)):
            for entry in entries(*form(title, link)):
                assert_safe(entry)


@shared
def test_no_line_of_attack_comes_through_a_page_that_is_followed():
    for line in lines_of_xss():
        said = "".join(
            f'<meta property="og:{name}" content="{escape(line)}">'
            for name in ("title", "description", "url", "image", "image:alt")
        )
        card = Entry(facts=Facts(kind=Kind.EVENT, title="Fair"))
        for text in (f"<html><head>{said}</head></html>", as_json_ld(line, line)[0]):
            for entry in (*followed(text), *followed(text, card)):
                assert_safe(entry)


@shared
@pytest.mark.parametrize(
    "path",
    sorted((DATA / "security" / "xml").glob("*.xml")) if DATA.is_dir() else [],
    ids=lambda path: path.name,
)
def test_no_xml_bomb_goes_off(path):
    begun = time.process_time()
    bomb = path.read_text("utf-8")
    doctype = bomb.partition("]>")[0]
    for text in (
        bomb,
        f"{doctype}]>{feed(rss('&c; &bomb; &a; &ee; x'))}",
        f"{doctype}]><html><div class=card><h3>&c; &a; x</h3></div></html>",
    ):
        for rules in (None, RULES):
            for entry in entries(text, rules):
                assert_safe(entry)
                assert len(entry.facts.title) < 400
    assert time.process_time() - begun < 5


@shared
def test_every_document_of_other_projects_is_read_or_told():
    folders = ("feeds", "pages", "calendars")
    count = 0
    for folder in folders:
        for path in sorted((DATA / folder).rglob("*")):
            if path.suffix in {".xml", ".html", ".ics"}:
                count += 1
                for entry in entries(path.read_bytes()):
                    assert_safe(entry)
                    published = entry.facts.published
                    assert published is None or isinstance(published, date)
    assert count > 1000
