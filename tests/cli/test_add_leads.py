"""What `add` says of where a list leads: its next pages, its things' own, sitemaps."""

import json

from tests.site import COUNCIL

HERE = ("--allow-private", "127.0.0.1/32")
THINGS = (
    *("Lace making", "Clay owls", "Paper boats", "Carol singing", "Coding club"),
    *("Film night", "Quiz evening", "Plant swap"),
)


def slug(title):
    return title.lower().replace(" ", "-")


def card(title):
    return (
        f'<div class="views-row"><article class="teaser"><h3><a href="/events/'
        f'{slug(title)}">{title}</a></h3><p>Come along and bring a friend.</p>'
        "</article></div>"
    )


def listing(titles, further):
    cards = "".join(card(title) for title in titles)
    return (
        "<!doctype html><html><head><title>What's on</title></head><body>"
        f'<main>{cards}<nav class="pager"><ul><li class="pager__item--next">'
        f'<a href="{further}" title="Go to next page">Next &rsaquo;</a></li></ul></nav>'
        "</main></body></html>"
    )


def detail(title, day):
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title,
        "startDate": f"2030-12-{day:02}T18:30",
        "location": {"@type": "Place", "name": "Ambleford Library"},
    }
    return (
        f"<!doctype html><html><head><title>{title}</title>"
        f'<script type="application/ld+json">{json.dumps(event)}</script></head>'
        f"<body><h1>{title}</h1></body></html>"
    )


def events(site):
    for day, title in enumerate(THINGS, start=1):
        site.put(f"/events/{slug(title)}", detail(title, day), "text/html")


def drupal(site):
    events(site)
    site.put("/whats-on-2", listing(THINGS[4:], "/whats-on-3"), "text/html")
    return site.put("/whats-on", listing(THINGS[:4], "/whats-on-2"), "text/html")


def best(run, url):
    return run("add", url, "--json", *HERE).rows[0]


def test_a_list_that_goes_on_and_leads_to_pages_is_proposed_with_both(run, site):
    row = best(run, drupal(site))
    assert row["pages"] == 5
    assert row["page"]["next"] == "li.pager__item--next a@href"
    assert row["follow"] == 20
    assert row["kind"] == "event"
    assert "pages that say when and where" in row["why"]


def test_what_was_chosen_brings_what_the_further_pages_say(run, site, tmp_path):
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    ran = run("add", drupal(site), "--choose", "1", "--name", "What's on", *HERE)
    assert ran.code == 0, ran.err
    assert run("check").code == 0
    items = run("try", "what-s-on", "--json").rows
    assert {item["title"] for item in items} == set(THINGS)
    assert {item["venue"] for item in items} == {"Ambleford Library"}
    assert min(item["starts"] for item in items) == "2030-12-01T18:30:00+00:00"


def test_a_next_page_that_brings_the_same_again_is_none(run, site):
    events(site)
    site.put("/again", listing(THINGS[:4], "/whats-on"), "text/html")
    row = best(run, site.put("/whats-on", listing(THINGS[:4], "/again"), "text/html"))
    assert "pages" not in row
    assert "next" not in row["page"]


def test_pages_that_say_no_more_are_not_followed(run, site):
    for title in THINGS:
        page = f"<!doctype html><title>{title}</title><h1>{title}</h1>"
        site.put(f"/events/{slug(title)}", page, "text/html")
    row = best(run, site.put("/whats-on", listing(THINGS[:4], "#"), "text/html"))
    assert "follow" not in row


def test_the_sitemaps_that_a_robots_txt_names_are_proposed_by_their_section(
    run, site, tmp_path
):
    events(site)
    urls = "".join(
        f"<url><loc>{site.base}/events/{slug(title)}</loc></url>" for title in THINGS
    )
    site.put("/map-1.xml", f"<urlset>{urls}</urlset>", "application/xml")
    index = f"<sitemapindex><sitemap><loc>{site.base}/map-1.xml</loc></sitemap>"
    site.put("/maps.xml", f"{index}</sitemapindex>", "application/xml")
    site.put("/robots.txt", f"Sitemap: {site.base}/maps.xml\n", "text/plain")
    url = site.put("/", "<!doctype html><title>Ambleford</title><p>Hello", "text/html")
    rows = run("add", url, "--json", *HERE).rows
    assert [(row["format"], row["follow_only"]) for row in rows] == [
        ("sitemap", "/events/")
    ]
    assert rows[0]["kind"] == "event"
    (tmp_path / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    assert run("add", url, "--choose", "1", "--name", "Map", *HERE).code == 0
    items = run("try", "map", "--json").rows
    assert {item["title"] for item in items} == set(THINGS)
