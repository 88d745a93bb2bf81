"""What a list leads to: which pages, and what they say beside the list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.entry import Entry, Link
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind, Status
from aggregator.model.kept_page import KeptPage
from aggregator.model.source import PageRules
from aggregator.read import read
from aggregator.read.detail import read_detail
from aggregator.read.following import (
    is_known,
    is_stale,
    pages_wanted,
    same_site,
)
from tests.builders import NOW, a_document, a_source

PAGE = "https://example.org/events/fair"
URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://example.org/events/old</loc><lastmod>2026-11-01</lastmod></url>
<url><loc>/events/new</loc><lastmod>2026-11-22T10:00:00+00:00</lastmod></url>
<url><loc>https://example.org/about</loc></url>
<url><loc>javascript:alert(1)</loc></url>
<url><loc>https://example.org/news/bridge</loc>
 <news:news><news:publication><news:name>N</news:name>
 <news:language>en</news:language></news:publication>
 <news:publication_date>2026-11-20T08:00:00Z</news:publication_date>
 <news:title>Bridge reopens</news:title></news:news>
 <image:image><image:loc>https://example.org/bridge.jpg</image:loc></image:image>
</url></urlset>"""


def a_card(**named):
    facts = {"kind": Kind.EVENT, "title": "Winter fair", "url": PAGE, **named}
    return Entry(facts=Facts(**facts))


def detail(markup, *cards, **source):
    page = a_document(f"<!doctype html><html>{markup}</html>", url=PAGE)
    return read_detail(page, a_source(**source), NOW, cards).entries


def event(**named):
    stated = "".join(
        f'<meta itemprop="{name}" content="{value}">' for name, value in named.items()
    )
    return f'<div itemscope itemtype="https://schema.org/Event">{stated}</div>'


def test_a_sitemap_lists_its_pages_the_last_changed_first():
    reading = read(a_document(URLSET), a_source(), NOW)
    assert reading.format == "sitemap"
    assert [link.url.rpartition("/")[2] for link in reading.links] == [
        "new",
        "old",
        "about",
        "bridge",
    ]
    assert reading.links[0].changed == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_sitemap_of_news_tells_its_news_at_once():
    (entry,) = read(a_document(URLSET), a_source(), NOW).entries
    assert entry.facts.title == "Bridge reopens"
    assert entry.facts.published == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert entry.facts.image == "https://example.org/bridge.jpg"
    assert entry.facts.kind is Kind.NEWS


def test_an_index_lists_sitemaps():
    text = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>"
    )
    reading = read(a_document(text), a_source(), NOW)
    assert reading.lists == (Link(url="https://example.org/a.xml"),)
    assert reading.links == ()


def test_only_addresses_that_are_asked_for_are_followed():
    source = a_source(follow_only="/events/")
    reading = read(a_document(URLSET), source, NOW)
    wanted = pages_wanted(source, reading, frozenset())
    assert [one.link.url.rpartition("/")[2] for one in wanted] == ["new", "old"]


def test_as_many_pages_as_the_source_says_are_followed_each_once():
    card, other = a_card(), a_card(url="https://example.org/events/walk")
    feed = "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>"
    reading = replace(
        read(a_document(feed), a_source(), NOW), entries=(card, card, other)
    )
    (one,) = pages_wanted(a_source(follow=1), reading, frozenset())
    assert (one.link.url, one.cards) == (PAGE, (card, card))
    assert pages_wanted(a_source(), reading, frozenset()) == ()
    assert pages_wanted(a_source(follow=9), reading, frozenset({PAGE}))[0].cards == (
        other,
    )


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://www.example.org/a", "https://example.org/b", True),
        ("https://jobs.example.org/a", "https://example.org/b", True),
        ("https://example.org.evil.net/a", "https://example.org/b", False),
        ("https://notexample.org/a", "https://example.org/b", False),
        ("http://127.0.0.1:81/", "http://127.0.0.1:82/", False),
        ("https://[oops/", "https://example.org/b", False),
    ],
)
def test_only_pages_of_the_same_site_are_followed(url, other, same):
    assert same_site(url, other) is same


def test_a_page_is_asked_for_again_after_a_day_or_when_its_sitemap_says_so():
    page = KeptPage(url=PAGE, final=PAGE, known_at=NOW, body=b"x")
    link = Link(url=PAGE)
    assert not is_known(None, link, NOW)
    assert is_known(page, link, NOW + timedelta(hours=23))
    assert not is_known(page, link, NOW + timedelta(hours=25))
    assert is_known(page, replace(link, changed=NOW), NOW + timedelta(days=9))
    later = NOW + timedelta(minutes=1)
    assert not is_known(page, replace(link, changed=later), later)
    assert not is_known(replace(page, body=None), link, NOW + timedelta(hours=7))
    assert is_stale({PAGE: page}, NOW + timedelta(days=1))
    assert not is_stale({}, NOW)


def test_a_page_completes_the_card_and_keeps_its_name():
    card = a_card(starts=date(2026, 12, 5), timezone="Europe/London", venue="Hall")
    markup = event(
        name="Winter fair 2026 | Council",
        startDate="2026-12-05T10:00",
        endDate="2026-12-05T15:00",
        description="Mulled wine and crafts.",
        url="https://example.org/elsewhere",
    )
    (entry,) = detail(markup, card)
    facts = entry.facts
    assert (facts.title, facts.url) == ("Winter fair", PAGE)
    assert facts.starts == datetime(2026, 12, 5, 10, tzinfo=UTC)
    assert facts.ends == datetime(2026, 12, 5, 15, tzinfo=UTC)
    assert (facts.summary, facts.venue) == ("Mulled wine and crafts.", "Hall")


def test_a_time_of_day_on_the_card_is_not_lost_to_a_day_on_the_page():
    starts = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
    card = a_card(starts=starts, timezone="Europe/London")
    (entry,) = detail(event(name="Fair", startDate="2026-12-05"), card)
    assert entry.facts.starts == starts


def test_a_page_that_calls_it_off_is_believed():
    (entry,) = detail(
        event(name="Fair", startDate="2026-12-05", eventStatus="EventCancelled"),
        a_card(),
    )
    assert entry.facts.status is Status.CANCELLED


def test_a_page_of_many_dates_completes_each_card_with_its_own():
    one = a_card(starts=date(2026, 12, 5))
    two = a_card(starts=date(2026, 12, 12))
    markup = "".join(
        event(name="Winter fair", startDate=f"2026-12-{day}T10:00", location=place)
        for day, place in (("05", "Hall"), ("12", "Park"), ("19", "Square"))
    )
    assert [entry.facts.venue for entry in detail(markup, one, two)] == ["Hall", "Park"]
    # Which of them a card without a date is about is not known.
    assert detail(markup, a_card()) == (a_card(),)


def test_selectors_of_the_source_read_its_pages():
    rules = PageRules(item="body", title="h1", venue=".where")
    (entry,) = detail(
        "<body><h1>Fair</h1><p class=where>Market Square</p></body>",
        a_card(),
        detail=rules,
    )
    assert entry.facts.venue == "Market Square"


META = (
    '<head><meta property="og:title" content="Fair | Council">'
    '<meta property="og:description" content="Mulled wine.">'
    '<meta property="og:image" content="/fair.jpg"></head><body>Fair</body>'
)


def test_a_page_without_structured_data_still_has_its_description_and_picture():
    (entry,) = detail(META, a_card())
    assert entry.facts.summary == "Mulled wine."
    assert entry.facts.image == "https://example.org/fair.jpg"
    assert entry.facts.starts is None


def test_a_description_alone_makes_news_and_never_an_event():
    (entry,) = detail(META, kind=Kind.NEWS)
    assert (entry.facts.title, entry.facts.url) == ("Fair | Council", PAGE)
    with pytest.raises(ReadError):
        detail(META, kind=Kind.EVENT)
    with pytest.raises(ReadError):
        detail(META)


def next_of(text, **source):
    return read(a_document(text), a_source(pages=3, **source), NOW).next


CARDS = '<article><h2><a href="/e/1">Fair</a></h2></article>'
RULES = PageRules(item="article", title="h2", link="a@href")


@pytest.mark.parametrize(
    ("markup", "rules", "expected"),
    [
        ('<link rel="next" href="?page=2">', RULES, "?page=2"),
        ('<a rel="nofollow next" href="?page=2">More</a>', RULES, "?page=2"),
        (
            '<a class="on" href="/e?p=2">2</a>',
            replace(RULES, next="a.on@href"),
            None,
        ),
        ('<a rel="next" href="#">More</a>', RULES, None),
        ('<a rel="next" href="javascript:more()">More</a>', RULES, None),
        ("", RULES, None),
    ],
)
def test_a_list_says_where_it_goes_on(markup, rules, expected):
    base = "https://example.org"
    wanted = {None: None, "?page=2": f"{base}/whats-on?page=2"}[expected]
    if rules.next:
        wanted = f"{base}/e?p=2"
    assert next_of(f"<html><body>{CARDS}{markup}</body></html>", page=rules) == wanted


@pytest.mark.parametrize(
    "text",
    [
        """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title>
        <link rel="next" href="https://example.org/2?a=1&amp;b=2"/>
        <entry><title>A</title><id>a</id></entry></feed>""",
        r"""{"version":"https://jsonfeed.org/version/1.1","title":"N","items":
        [{"id":"1","title":"A"}],"next_url":"https:\/\/example.org/2?a=1&b=2"}""",
    ],
)
def test_a_feed_says_where_it_goes_on(text):
    assert next_of(text) == "https://example.org/2?a=1&b=2"


def test_nothing_goes_on_where_one_page_is_wanted():
    text = f'<html><body>{CARDS}<a rel="next" href="?2">x</a></body></html>'
    assert read(a_document(text), a_source(page=RULES), NOW).next is None
