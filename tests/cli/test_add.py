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


def test_what_the_page_itself_shows_comes_before_what_the_site_has_everywhere(
    run, site
):
    rows = run("add", page_with_feed(site), "--json", *HERE).rows
    assert [row["format"] for row in rows] == ["page", "feed"]


def test_what_is_wrong_with_a_typed_address_names_it_once_and_no_file(run, site):
    missing = site.base + "/nowhere"
    for command in (("add", missing), ("try", "--url", missing)):
        ran = run(*command, *HERE)
        assert ran.code == 1
        assert ran.err.count("/nowhere") == 1
        assert "sources.toml" not in ran.err


def test_a_private_address_is_refused_with_the_option_that_allows_it(run, site):
    for command in (("add", site.base), ("try", "--url", site.base)):
        ran = run(*command)
        assert ran.code == 1
        assert "--allow-private 127.0.0.1" in ran.err
        assert "allow_private" not in ran.err


def test_a_page_without_data_leads_on_to_what_can_be_read_there(run, site):
    url = site.put("/", event_page(*EVENTS), "text/html")
    ran = run("try", "--url", url, *HERE)
    assert ran.code == 1
    assert f"aggregator add {url}" in ran.err
    assert "[source.page]" not in ran.err
