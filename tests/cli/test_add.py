from datetime import UTC, datetime

from tests.site import COUNCIL, event_page, rss, rss_item, source_toml

EVENTS = [
    {
        "title": title,
        "link": f"/events/{number}",
        "starts": f"2030-12-{number + 10}T10:30:00+00:00",
        "venue": "Ambleford Library",
        "text": "Come and see.",
    }
    for number, title in enumerate(("Lace making", "Clay owls", "Paper boats"))
]
HERE = ("--allow-private", "127.0.0.1/32")


def page_with_feed(site):
    feed = rss(rss_item("Library reopens", "https://e.org/1", datetime.now(UTC)))
    site.put("/news.rss", feed)
    page = event_page(*EVENTS).replace(
        "<body>",
        '<head><link rel="alternate" type="application/rss+xml" title="Our news" '
        'href="/news.rss"></head><body>',
    )
    return site.put("/", page, "text/html")


def written(tmp_path):
    text = "# by hand\n" + COUNCIL + source_toml("old", "https://e.org/feed")
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    return text


def test_an_address_shows_what_it_offers_and_what_each_would_bring(run, site):
    rows = run("add", page_with_feed(site), "--json", *HERE).rows
    by_format = {row["format"]: row for row in rows}
    assert by_format["feed"]["entries"] == 1
    assert by_format["feed"]["examples"] == ["Library reopens"]
    assert by_format["page"]["entries"] == 3
    assert "Lace making" in by_format["page"]["examples"]


def test_the_chosen_one_is_added_and_every_comment_is_kept(run, site, tmp_path):
    before = written(tmp_path)
    url = page_with_feed(site)
    rows = run("add", url, "--json", *HERE).rows
    number = next(row["number"] for row in rows if row["format"] == "page")
    ran = run("add", url, "--choose", number, "--name", "What's on", *HERE)
    assert ran.code == 0, ran.err
    after = (tmp_path / "sources.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert run("check").code == 0
    items = run("try", "what-s-on", "--json").rows
    assert {item["title"] for item in items} == {event["title"] for event in EVENTS}


def test_without_a_choice_nothing_is_written(run, site, tmp_path):
    before = written(tmp_path)
    assert run("add", page_with_feed(site), *HERE).code == 0
    assert (tmp_path / "sources.toml").read_text(encoding="utf-8") == before


def test_an_address_with_nothing_to_read_says_so(run, site):
    url = site.put("/", "<html><body><p>Hello</p></body></html>", "text/html")
    ran = run("add", url, *HERE)
    assert ran.code == 1
    assert "Nothing at" in ran.err
