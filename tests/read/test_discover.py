"""What an address offers, from the document alone."""

from dataclasses import replace

from aggregator.model.facts import Kind
from aggregator.read import read
from aggregator.read.discover import discover
from tests.builders import NOW, a_document, a_source

CARDS = "".join(
    f"""<li class="card card--{n}">
    <h3 class="card__title"><a href="/e/{n}">Walk {n}</a></h3>
    <span class="card__date">Sat {n} Dec 2026, 10.30am</span>
    <p class="card__location">Old Bridge</p>
    <img data-src="/i/{n}.jpg" src="/blank.gif"><p>Meet at the bridge.</p></li>"""
    for n in (5, 12, 19)
)
MENU = (
    "<nav><ul>"
    + "<li class=menu><a href='/x'>A menu entry</a></li>" * 9
    + "</ul></nav>"
)
PAGE = f"""<!DOCTYPE html><html><head><title>What's on | Ambleford</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="stylesheet" href="/wp-content/themes/a.css"></head>
<body>{MENU}<ul class="cards">{CARDS}</ul>
<a href="webcal://ambleford.example/all.ics">Subscribe</a>
<footer><a href=/a>About this site we run</a></footer></body></html>"""
URL = "https://ambleford.example/whats-on"


def proposals(text, url=URL):
    return discover(a_document(text, url=url), NOW, "Europe/London")


def test_a_feed_and_a_calendar_that_a_page_links_to_are_proposed_first():
    first, second = proposals(PAGE)[:2]
    assert (first.url, first.format, first.name) == (
        "https://ambleford.example/news.rss",
        "feed",
        "News",
    )
    assert (second.url, second.format, second.kind) == (
        "https://ambleford.example/all.ics",
        "calendar",
        Kind.EVENT,
    )


def test_selectors_are_proposed_for_repeating_blocks():
    (block, *_) = [one for one in proposals(PAGE) if one.page]
    assert block.entries == 3
    assert block.kind is Kind.EVENT
    assert block.examples == ("Walk 5", "Walk 12", "Walk 19")
    source = a_source(url=URL, kind=block.kind, format=block.format, page=block.page)
    entry = read(a_document(PAGE, url=URL), source, NOW).entries[0].facts
    assert entry.starts.isoformat() == "2026-12-05T10:30:00+00:00"
    assert entry.venue == "Old Bridge"
    assert entry.url == "https://ambleford.example/e/5"
    assert entry.image == "https://ambleford.example/i/5.jpg"
    assert entry.summary == "Meet at the bridge."


def test_a_menu_is_no_list_of_news():
    assert not [
        one for one in proposals(f"<html><body>{MENU}</body></html>") if one.page
    ]


def test_usual_places_of_a_recognised_system_are_guesses():
    guesses = [one for one in proposals(PAGE) if not one.seen]
    assert guesses[0].url == "https://ambleford.example/feed/"
    assert "WordPress" in guesses[0].why
    assert all(one.entries is None for one in guesses)


def test_structured_data_is_proposed_with_what_it_brings():
    page = """<html><script type="application/ld+json">
    {"@type": "Event", "name": "Fair", "startDate": "2026-12-05"}</script></html>"""
    one = proposals(page)[0]
    assert (one.format, one.kind, one.examples) == ("page", Kind.EVENT, ("Fair",))
    assert one.page is None


def test_an_address_that_is_a_feed_is_the_proposal():
    feed = "<rss><channel><item><title>Fair</title></item></channel></rss>"
    (one,) = proposals(feed)
    assert replace(one, why="") == replace(
        one,
        url=URL,
        format="feed",
        kind=Kind.NEWS,
        entries=1,
        examples=("Fair",),
        why="",
    )


def test_nothing_is_proposed_for_nothing():
    assert proposals("") == ()
    assert proposals("%PDF-1.7") == ()
