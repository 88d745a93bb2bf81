"""Whatever asks the web for a source goes through the guard: a canary counts.

As in the other tests here the town stands for the internet, and nothing may ever reach
the canary, in whatever way a page names it: by a link, a redirect, a picture, a next
page, a sitemap or a robots.txt.
"""

import asyncio
import json

import pytest

from aggregator.model.source import PageRules
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.cycle import cycle
from aggregator.run.links import look_at_links
from aggregator.run.previewing import preview
from aggregator.run.proposing import propose
from aggregator.run.trial import prepared, try_source
from tests.builders import NOW, a_source
from tests.fetch.servers import moved, ok, serving
from tests.hostile.documents import FEED, ITEM, PAGE, rss
from tests.hostile.test_a_whole_cycle import OUTSIDE, canaries, poll, source
from tests.site import COUNCIL

pytestmark = pytest.mark.anyio

ALLOWED = (f"{OUTSIDE}/32",)
CARD = '<article><h3><a href="{}">Lace making in {}</a></h3>Come and see it</article>'
RULES = PageRules(item="article", title="h3", link="h3 a@href", next="a.next@href")


def page(inside: str, head: str = "") -> bytes:
    text = f"<!doctype html><html><head><title>All</title>{head}</head><body>{inside}"
    return ok(text.encode(), PAGE)


def traps(town, canary) -> None:
    """A list whose every lead goes inside, at once or by a redirect."""
    inside = canary.url("/secrets")
    for name in ("one", "two", "three", "next", "feed", "map"):
        town.answers[f"/{name}"] = moved(inside)
    cards = "".join(CARD.format(f"/{name}", name) for name in ("one", "two", "three"))
    further = '<a class="next" href="/next">Next</a>'
    head = (
        f'<link rel="alternate" type="application/rss+xml" href="{inside}">'
        '<link rel="alternate" type="application/rss+xml" href="/feed">'
        f'<link rel="next" href="{inside}"><base href="{town.url("/")}">'
    )
    town.answers["/list"] = page(
        f'<main>{cards}{further}<a href="{inside}.ics">calendar</a></main>', head
    )
    robots = f"Sitemap: {inside}\nSitemap: {town.url('/map')}\n"
    town.answers["/robots.txt"] = ok(robots.encode(), "Content-Type: text/plain")
    listed = "".join(f"<url><loc>{inside}/{n}</loc></url>" for n in range(5))
    town.answers["/sitemap"] = ok(f"<urlset>{listed}</urlset>".encode())
    town.answers["/index"] = ok(
        f"<sitemapindex><sitemap><loc>{inside}</loc></sitemap>"
        f"<sitemap><loc>{town.url('/map')}</loc></sitemap></sitemapindex>".encode()
    )


async def test_no_proposal_leads_inside(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        found = await propose(prepared(tmp_path, now), town.url("/list"), ALLOWED)
    assert found
    assert all(one.pages is one.follow is None for one in found)


async def test_no_trial_leads_inside(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        asked = a_source(
            url=town.url("/list"), page=RULES, follow=9, pages=9, allow_private=ALLOWED
        )
        trial = await try_source(prepared(tmp_path, now), asked, "x")
    assert len(trial.reading.entries) == 3
    assert len(trial.reading.problems) == 2


@pytest.mark.parametrize("path", ["/sitemap", "/index"])
async def test_no_sitemap_leads_inside(tmp_path, path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        asked = a_source(
            url=town.url(path), format="sitemap", follow=9, allow_private=ALLOWED
        )
        trial = await try_source(prepared(tmp_path, now), asked, "x")
    assert trial.reading.entries == ()


async def test_no_preview_leads_inside(tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        with assembled(tmp_path) as parts:
            for url in (town.url("/one"), canary.url("/x")):
                asked = a_source(url=url, allow_private=ALLOWED)
                seen = await asyncio.to_thread(preview, parts, asked)
                assert "is not connected to" in (seen.error or "")


async def test_no_poll_that_follows_and_turns_pages_leads_inside(tmp_path):
    selectors = (
        "follow = 9\npages = 9\n[source.page]\nitem = 'article'\ntitle = 'h3'\n"
        "link = 'h3 a@href'\nnext = 'a.next@href'\n"
    )
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        lists = source("list", town.url("/list"), kind="news") + selectors
        health, _ = await poll(tmp_path, lists)
    assert "could not be read" in health["list"].sentence


async def test_no_picture_and_no_link_of_a_draft_is_looked_at_inside(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        traps(town, canary)
        item = ITEM.format("Good news", 1).replace(
            "https://example.org/1", canary.url("/draft")
        )
        pictured = f'<enclosure url="{town.url("/one")}" type="image/png"/></item>'
        town.answers["/good"] = ok(rss(item.replace("</item>", pictured)), FEED)
        text = COUNCIL + source("good", town.url("/good"), kind="news")
        (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
        with assembled(tmp_path, clock=lambda: NOW) as parts:
            assert (await cycle(parts)).drafted.added == 1
            assert await look_at_links(parts) == 1
        assert "/one" in town.paths


async def test_no_data_of_a_page_is_fetched_however_it_names_it(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        inside = canary.url("/secrets")
        event = {"@context": inside, "@type": "Event", "name": "Fair", "url": inside}
        event |= {"startDate": "2030-12-01", "image": inside, "@id": inside}
        head = f'<script type="application/ld+json">{json.dumps(event)}</script>'
        town.answers["/data"] = page(f'<img src="{inside}">', head)
        health, items = await poll(tmp_path, source("data", town.url("/data")))
    assert [item.item.title for item in items] == ["Fair"]
    assert health["data"].sentence is None
