"""Lists that lead on, over real HTTP into a real database."""

import asyncio
import threading
from datetime import timedelta
from functools import partial

import pytest
from starlette.responses import Response

from aggregator.desk.browse import seen_items, source_health
from aggregator.fetch.client import open_fetcher
from aggregator.model.document import Validators
from aggregator.model.facts import Kind
from aggregator.model.health import Health
from aggregator.model.kept_page import KeptPage
from aggregator.model.source import PageRules
from aggregator.run.list_pages import follow
from aggregator.run.trial import prepared, try_source
from tests.builders import NOW, a_source
from tests.site import source_toml

CARDS = """
[source.page]
item = "article"
title = "h3"
link = "h3 a@href"
starts = "time@datetime"
"""


def cards(*names, after=""):
    listed = "".join(
        f'<article><h3><a href="/e/{name}">The {name}</a></h3>'
        f'<time datetime="2026-12-0{number}">soon</time></article>'
        for number, name in enumerate(names, start=1)
    )
    return f"<!doctype html><html><body>{listed}{after}</body></html>"


def page(name, text, day=1, status="EventScheduled"):
    return f"""<!doctype html><html><head><script type="application/ld+json">
    {{"@type": "Event", "name": "The {name} | Town", "description": "{text}",
      "startDate": "2026-12-0{day}T10:00", "endDate": "2026-12-0{day}T11:00",
      "eventStatus": "{status}", "location": "Market Hall"}}</script></head></html>"""


def followed(name, url, rules=CARDS, **keys):
    lines = "".join(f"{key} = {value!r}\n" for key, value in keys.items())
    return source_toml(name, url, kind="event") + lines.replace("'", '"') + rules


def items_of(town):
    with town.parts() as parts:
        seen = seen_items(parts.database, None, None)
        return {one.item.title: one.item for one in seen}


def health_of(town):
    with town.parts() as parts:
        return source_health(parts.database)["whats-on"]


@pytest.fixture
def listing(site):
    def put(*names, after=""):
        return site.put("/whats-on", cards(*names, after=after), "text/html")

    return put


def test_a_card_is_completed_by_its_page(town, site, listing):
    site.put("/e/fair", page("fair", "Mulled wine and crafts."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    (polled,) = town.cycle().polled
    assert (polled.outcome, polled.entries, polled.sentence) == ("read", 1, None)
    item = items_of(town)["The fair"]
    assert item.summary == "Mulled wine and crafts."
    assert item.venue == "Market Hall"
    assert item.starts.isoformat() == "2026-12-01T10:00:00+00:00"
    assert item.url == f"{site.base}/e/fair"


def test_nothing_is_followed_where_nobody_asked_for_it(town, site, listing):
    town.configure(followed("whats-on", listing("fair")))
    town.cycle()
    assert "/e/fair" not in site.asked


def test_a_page_that_cannot_be_had_loses_nothing_of_its_card(town, site, listing):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    site.put("/e/walk", "oops", "text/html", 500)
    site.put("/e/talk", "<html><title>nothing</title></html>", "text/html")
    site.put("/e/bomb", b"\x1f\x8b\xff", "application/gzip")
    url = listing("fair", "walk", "talk", "bomb", "gone")
    town.configure(followed("whats-on", url, follow=9))
    (polled,) = town.cycle().polled
    assert polled.outcome == "read"
    assert "4 of the 5 pages it leads to could not be read" in polled.sentence
    found = items_of(town)
    assert set(found) == {"The fair", "The walk", "The talk", "The bomb", "The gone"}
    assert found["The fair"].summary == "Mulled wine."
    assert found["The walk"].starts.isoformat() == "2026-12-02"
    assert health_of(town).health is Health.ODD


def test_only_so_many_pages_are_followed(town, site, listing):
    for name in "abc":
        site.put(f"/e/{name}", page(name, "x"), "text/html")
    town.configure(followed("whats-on", listing(*"abc"), follow=2))
    town.cycle()
    assert sorted(path for path in site.asked if path.startswith("/e/")) == [
        "/e/a",
        "/e/b",
    ]


def test_a_page_is_asked_for_once_a_day_and_kept_between(town, site, listing):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5, every="1h"))
    town.cycle()
    site.asked.clear()
    site.put("/e/walk", page("walk", "Boots.", 2), "text/html")
    listing("fair", "walk")
    town.clock.move(hours=2)
    town.cycle()
    assert [path for path in site.asked if path.startswith("/e/")] == ["/e/walk"]
    found = items_of(town)
    assert found["The fair"].summary == "Mulled wine."
    assert found["The walk"].summary == "Boots."


def test_what_a_page_says_later_is_noticed_though_its_list_stays_the_same(
    town, site, listing
):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    town.cycle()
    site.put(
        "/e/fair", page("fair", "Called off.", status="EventCancelled"), "text/html"
    )
    town.clock.move(days=1, hours=1)
    town.cycle(force=True)
    assert items_of(town)["The fair"].status == "cancelled"


def test_a_page_that_is_down_for_a_while_is_what_it_was(town, site, listing):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    town.cycle()
    site.put("/e/fair", "oops", "text/html", 503)
    town.clock.move(days=1, hours=1)
    (polled,) = town.cycle(force=True).polled
    assert "could not be read" in polled.sentence
    assert items_of(town)["The fair"].summary == "Mulled wine."


def test_another_site_is_never_followed_to(town, site):
    listed = cards("fair").replace("/e/fair", "http://127.0.0.2:9/e/fair")
    url = site.put("/whats-on", listed, "text/html")
    town.configure(followed("whats-on", url, follow=5))
    (polled,) = town.cycle().polled
    assert (polled.entries, polled.sentence) == (1, None)


def test_a_list_is_read_page_by_page_up_to_its_bound(town, site):
    for number in range(1, 6):
        after = f'<a rel="next" href="/list/{number + 1}">Next</a>'
        site.put(f"/list/{number}", cards(f"n{number}", after=after), "text/html")
    town.configure(followed("whats-on", f"{site.base}/list/1", pages=3))
    (polled,) = town.cycle().polled
    assert polled.entries == 3
    assert [path for path in site.asked if path.startswith("/list")] == [
        "/list/1",
        "/list/2",
        "/list/3",
    ]


def test_a_next_page_that_changes_is_noticed_within_a_day(town, site):
    after = '<a rel="next" href="/list/2">Next</a>'
    site.put("/list/1", cards("a", after=after), "text/html")
    site.put("/list/2", cards("b"), "text/html")
    town.configure(followed("whats-on", f"{site.base}/list/1", pages=2))
    town.cycle()
    site.put("/list/2", cards("b", "c"), "text/html")
    town.clock.move(days=1, hours=1)
    town.cycle(force=True)
    assert set(items_of(town)) == {"The a", "The b", "The c"}


def test_a_page_is_asked_whether_it_has_changed(town, site, listing):
    ours, conditions = site.answer, []

    def answer(request):
        response = ours(request)
        if request.url.path == "/e/fair":
            conditions.append(request.headers.get("if-none-match"))
            response.headers["etag"] = '"one"'
            if conditions[-1] == '"one"':
                return Response(status_code=304, headers={"etag": '"one"'})
        return response

    site.answer = answer
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    town.cycle()
    town.clock.move(days=1, hours=1)
    (polled,) = town.cycle(force=True).polled
    assert conditions == [None, '"one"']
    assert polled.sentence is None
    assert items_of(town)["The fair"].summary == "Mulled wine."


def test_a_trial_follows_as_a_poll_does(town, site, listing):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    bench = prepared(town.folder, lambda: NOW)
    (source,) = bench.configuration.sources
    trial = asyncio.run(try_source(bench, source, "x"))
    assert [item.summary for item in trial.items] == ["Mulled wine."]


def test_a_list_that_goes_round_in_a_circle_ends(town, site):
    site.put(
        "/list/1", cards("a", after='<a rel="next" href="/list/2">N</a>'), "text/html"
    )
    site.put(
        "/list/2", cards("b", after='<a rel="next" href="/list/1">N</a>'), "text/html"
    )
    town.configure(followed("whats-on", f"{site.base}/list/1", pages=20))
    assert town.cycle().polled[0].entries == 2
    assert len([path for path in site.asked if path.startswith("/list")]) == 2


def test_a_next_page_that_fails_leaves_the_first(town, site):
    site.put(
        "/list/1", cards("a", after='<a rel="next" href="/list/2">N</a>'), "text/html"
    )
    town.configure(followed("whats-on", f"{site.base}/list/1", pages=3))
    (polled,) = town.cycle().polled
    assert (polled.outcome, polled.entries) == ("read", 1)
    assert "not all of it could be read" in polled.sentence


def urlset(*pairs):
    urls = "".join(
        f"<url><loc>{loc}</loc><lastmod>{changed}</lastmod></url>"
        for loc, changed in pairs
    )
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    )


def test_a_sitemap_of_sitemaps_becomes_events(town, site):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    site.put("/e/walk", page("walk", "Boots.", 2), "text/html")
    site.put("/about", "<html><title>About</title></html>", "text/html")
    site.put(
        "/events.xml",
        urlset(
            (f"{site.base}/e/fair", "2026-11-20"),
            (f"{site.base}/e/walk", "2026-11-21"),
            (f"{site.base}/about", "2026-11-22"),
        ),
        "application/xml",
    )
    url = site.put(
        "/sitemap.xml",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        f"<loc>{site.base}/events.xml</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    town.configure(followed("whats-on", url, "", follow_only="/e/"))
    (polled,) = town.cycle().polled
    assert (polled.outcome, polled.entries, polled.sentence) == ("read", 2, None)
    found = items_of(town)
    assert found["The walk | Town"].url == f"{site.base}/e/walk"
    assert "/about" not in site.asked


def test_a_sitemap_says_which_of_its_pages_to_ask_for_again(town, site):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    site.put("/e/walk", page("walk", "Boots.", 2), "text/html")
    fair, walk = f"{site.base}/e/fair", f"{site.base}/e/walk"
    listed = urlset((fair, "2026-11-20"), (walk, "2026-11-20"))
    url = site.put("/sitemap.xml", listed, "application/xml")
    town.configure(followed("whats-on", url, "", format="sitemap"))
    town.cycle()
    site.asked.clear()
    town.clock.move(days=3)
    listed = urlset((fair, "2026-11-20"), (walk, "2026-11-25"))
    site.put("/sitemap.xml", listed, "application/xml")
    site.put("/e/walk", page("walk", "Boots and a torch.", 2), "text/html")
    town.cycle()
    assert [path for path in site.asked if path.startswith("/e/")] == ["/e/walk"]
    found = items_of(town)
    assert found["The walk | Town"].summary == "Boots and a torch."
    assert found["The fair | Town"].summary == "Mulled wine."


def test_selectors_of_its_own_read_a_page_that_describes_nothing(town, site, listing):
    site.put("/e/fair", "<h1>Fair</h1><p class=where>The Square</p>", "text/html")
    detail = '\n[source.detail]\nvenue = ".where"\n'
    town.configure(followed("whats-on", listing("fair"), CARDS + detail, follow=5))
    town.cycle()
    assert items_of(town)["The fair"].venue == "The Square"


def test_what_is_not_reached_in_time_keeps_its_card_and_is_not_whole(site):
    url = site.put("/whats-on", cards("fair", "walk"), "text/html")
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    asked, let_go, ours = threading.Event(), threading.Event(), site.answer

    def answer(request):
        if request.url.path == "/e/walk":
            asked.set()
            let_go.wait(60)
        return ours(request)

    site.answer = answer
    source = a_source(
        url=url,
        kind=Kind.EVENT,
        follow=5,
        page=PageRules(item="article", title="h3", link="h3 a@href"),
        allow_private=("127.0.0.1/32",),
    )

    before = KeptPage(url=f"{site.base}/e/old", final="", known_at=NOW, body=b"old")
    kept = {before.url: before}

    async def followed_for(longest):
        async with open_fetcher(contact=None, clock=lambda: NOW) as fetcher:
            document = await fetcher.fetch(source, Validators())
            return await follow(
                fetcher, source, document, kept, lambda: NOW, longest=longest
            )

    try:
        followed = asyncio.run(followed_for(timedelta(seconds=10)))
    finally:
        let_go.set()
    assert asked.is_set()
    assert not followed.whole
    fair, walk = followed.reading.entries
    assert fair.facts.summary == "Mulled wine."
    assert (walk.facts.title, walk.facts.summary) == ("The walk", None)
    # What was known before is no less known for that.
    assert [one.url for one in followed.pages] == [before.url, f"{site.base}/e/fair"]


def test_a_list_that_was_not_reached_in_full_is_read_again_though_unchanged(
    town, site, listing, monkeypatch
):
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    # Time that runs out at once, which no site can be made to do to the second.
    hurried = partial(follow, longest=timedelta(0))
    with monkeypatch.context() as patch:
        patch.setattr("aggregator.run.polling.follow", hurried)
        town.cycle()
    assert items_of(town)["The fair"].summary is None
    assert [one.outcome for one in town.cycle(force=True).polled] == ["read"]
    assert items_of(town)["The fair"].summary == "Mulled wine."


def test_a_fault_of_our_own_with_one_page_costs_no_card(
    town, site, listing, monkeypatch
):
    def fail(*_, hurried):
        raise ZeroDivisionError

    # A fault that we do not know of cannot be brought about by a page.
    monkeypatch.setattr("aggregator.run.list_pages.read_detail", fail)
    site.put("/e/fair", page("fair", "Mulled wine."), "text/html")
    town.configure(followed("whats-on", listing("fair"), follow=5))
    (polled,) = town.cycle().polled
    assert (polled.outcome, polled.entries) == ("read", 1)
    assert "ZeroDivisionError" in polled.sentence
