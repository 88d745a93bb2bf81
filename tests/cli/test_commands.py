import json
import sqlite3
from datetime import UTC, datetime, timedelta

from tests.site import COUNCIL, rss, rss_item, source_toml

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)
JSON_LD = """<!doctype html><html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Event", "name": "Author evening",
 "startDate": "%s", "location": {"@type": "Place", "name": "Ambleford Library"}}
</script></head><body><h1>Author evening</h1></body></html>"""
CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Ambleford//EN\r
BEGIN:VEVENT\r
UID:knit@ambleford\r
DTSTAMP:20261101T090000Z\r
DTSTART:%s\r
SUMMARY:Knit and natter\r
LOCATION:Ambleford Library\r
END:VEVENT\r
END:VCALENDAR\r
"""
EVENT = {
    "id": "1",
    "source": "a",
    "kind": "event",
    "title": "Storytime",
    "starts": SOON.isoformat(),
    "venue": "Ambleford Library",
    "url": "https://example.org/storytime",
}


def installed(tmp_path, site, *items):
    url = site.put("/news.rss", rss(*items))
    text = COUNCIL + source_toml("news", url, kind="news")
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")


def test_trying_a_feed_shows_its_items_as_json_and_nothing_else_on_stdout(run, site):
    item = rss_item("Library reopens", "https://example.org/open?utm_source=x", SOON)
    url = site.put("/feed", rss(item))
    ran = run("try", "--url", url, "--allow-private", "127.0.0.1/32", "--json")
    assert ran.code == 0
    (row,) = ran.rows
    assert (row["title"], row["kind"]) == ("Library reopens", "news")
    assert row["url"] == "https://example.org/open"
    assert "1 item" in ran.err


def test_trying_a_page_reads_its_structured_data(run, site):
    url = site.put("/event", JSON_LD % SOON.isoformat(), "text/html")
    ran = run("try", "--url", url, "--allow-private", "127.0.0.1/32", "--json")
    (row,) = ran.rows
    assert (row["kind"], row["venue"]) == ("event", "Ambleford Library")
    assert datetime.fromisoformat(row["starts"]) == SOON


def test_trying_a_calendar_reads_its_events(run, site):
    url = site.put("/cal", CALENDAR % SOON.strftime("%Y%m%dT%H%M%SZ"), "text/calendar")
    ran = run("try", "--url", url, "--allow-private", "127.0.0.1/32", "--json")
    (row,) = ran.rows
    assert (row["title"], row["kind"]) == ("Knit and natter", "event")
    assert datetime.fromisoformat(row["starts"]) == SOON


def test_trying_without_json_shows_the_drafts(run, site):
    url = site.put("/event", JSON_LD % SOON.isoformat(), "text/html")
    ran = run("try", "--url", url, "--allow-private", "127.0.0.1/32")
    assert ran.code == 0
    assert "Author evening" in ran.out
    assert "of 280" in ran.err


def test_a_private_address_is_refused_unless_it_is_allowed(run, site):
    url = site.put("/feed", rss())
    ran = run("try", "--url", url, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "127.0.0.1" in ran.err
    assert site.asked == []


def test_trying_needs_a_source_or_an_address(run):
    assert run("try").code == 2


def test_polling_items_queue_approve_and_reject_from_a_terminal(run, site, tmp_path):
    now = datetime.now(UTC)
    titles = ("Library reopens", "Bins at Christmas")
    items = [
        rss_item(one, f"https://example.org/{i}", now) for i, one in enumerate(titles)
    ]
    installed(tmp_path, site, *items)
    polled = run("poll", "--json")
    assert polled.rows == [
        {"source": "news", "outcome": "read", "entries": 2, "new": 2}
    ]
    kept = run("items", "--source", "news", "--json").rows
    assert {row["title"] for row in kept} == set(titles)
    assert all(row["story"] and row["first_seen"] and row["last_seen"] for row in kept)
    waiting = run("queue", "--json").rows
    assert [row["state"] for row in waiting] == ["waiting", "waiting"]
    assert all(row["length"] <= row["limit"] == 280 for row in waiting)
    first, second = (str(row["id"]) for row in waiting)
    assert run("approve", first).code == 0
    assert run("reject", second, "--reason", "not for us").code == 0
    assert run("queue", "--json").rows == []
    (approved,) = run("queue", "--state", "approved", "--json").rows
    assert str(approved["id"]) == first
    (rejected,) = run("queue", "--state", "rejected", "--json").rows
    assert rejected["reason"] == "not for us"


def test_approving_twice_says_that_it_is_approved(run, site, tmp_path):
    item = rss_item("Library reopens", "https://example.org/", datetime.now(UTC))
    installed(tmp_path, site, item)
    run("poll")
    (row,) = run("queue", "--json").rows
    run("approve", row["id"])
    again = run("approve", row["id"])
    assert again.code == 1
    assert "approved" in again.err


def test_a_draft_that_is_not_there_is_named(run, site, tmp_path):
    installed(tmp_path, site)
    ran = run("approve", "99")
    assert ran.code == 1
    assert "99" in ran.err


def test_nothing_is_approved_while_everything_is_held(run, site, tmp_path):
    item = rss_item("Library reopens", "https://example.org/", datetime.now(UTC))
    installed(tmp_path, site, item)
    run("poll")
    (row,) = run("queue", "--json").rows
    assert run("hold", "--reason", "period of mourning").code == 0
    held = run("approve", row["id"])
    assert held.code == 1
    assert "period of mourning" in held.err
    assert run("release").code == 0
    assert run("approve", row["id"]).code == 0


def test_stories_of_a_file_say_which_items_belong_together(run):
    twin = {**EVENT, "id": "2", "source": "b", "title": "STORYTIME!", "url": None}
    other = {**EVENT, "id": "3", "title": "Council tax explained", "kind": "news"}
    lines = "\n".join(json.dumps(row) for row in (EVENT, twin, other))
    rows = {row["id"]: row for row in run("stories", "-", "--json", stdin=lines).rows}
    assert rows["1"]["story"] == rows["2"]["story"] != rows["3"]["story"]
    assert rows["2"]["why"] == "same start and venue, titles 100% alike"


def test_composing_a_file_gives_a_draft_a_story(run):
    ran = run("compose", "-", "--network", "x", "--json", stdin=json.dumps(EVENT))
    (row,) = ran.rows
    assert "https://example.org/storytime" in row["text"]
    assert row["length"] <= row["limit"] == 280
    assert row["items"] == ["1"]


def test_what_a_check_finds_is_told_with_its_rule_its_source_and_its_fix(run):
    event = {**EVENT, "title": "Storytime for FAMILIES"}
    ran = run("compose", "-", "--network", "x", "--json", stdin=json.dumps(event))
    (row,) = ran.rows
    (found,) = [one for one in row["findings"] if one["rule"] == "shouting"]
    assert found["severity"] == "advice"
    assert found["source"].startswith("Government Communication Service")
    assert "Storytime for families" in found["fix"]


def test_a_line_that_is_no_item_is_named(run):
    ran = run("stories", "-", "--json", stdin='{"title": "A"}\n{"title": \n')
    assert (ran.code, ran.out) == (2, "")
    assert ":2:" in ran.err


def test_measuring_counts_as_the_network_does(run):
    ran = run(
        "measure", "--network", "x", "see https://example.org/a/long/path", "--json"
    )
    assert ran.rows == [{"network": "x", "length": 27, "limit": 280, "valid": True}]


def test_measuring_a_thread_counts_each_of_its_posts(run):
    thread = "One\n---\nThree\n"
    ran = run("measure", "--network", "x", "-", "--json", stdin=thread)
    assert ran.rows[0]["length"] == 5
    assert ran.rows[0]["posts"] == [3, 5]
    ran = run("measure", "--network", "x", thread)
    assert "5 of 280 in the longest of 2 posts (3, 5)" in ran.err


def test_a_faulty_configuration_is_told_with_its_places(run, tmp_path):
    (tmp_path / "sources.toml").write_text(
        COUNCIL + '[[source]]\nid = "a b"\nname = "A"\nurl = "example"\n',
        encoding="utf-8",
    )
    ran = run("check")
    assert ran.code == 2
    assert all(line.startswith("sources.toml:") for line in ran.out.splitlines())
    assert len(ran.out.splitlines()) == 2


def test_a_template_with_an_error_is_named_with_its_line(run, tmp_path, site):
    installed(tmp_path, site)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "news.j2").write_text("{{ story.titel }\n")
    ran = run("check")
    assert ran.code == 2
    assert "news.j2:1:" in ran.out


def test_a_new_folder_is_set_up_and_checked(run, tmp_path):
    assert run("init", "council").code == 0
    assert (tmp_path / "council" / "sources.toml").exists()
    assert run("check", "--config", "council").code == 0
    again = run("init", "council")
    assert again.code != 0
    assert "sources.toml" in again.err


def test_a_folder_without_sources_says_what_to_do(run):
    ran = run("poll")
    assert ran.code == 2
    assert "aggregator init" in ran.err


def test_a_database_of_a_newer_release_is_left_alone(run, tmp_path, site):
    installed(tmp_path, site)
    assert run("queue").code == 0

    (path,) = (tmp_path / "data").glob("*.sqlite3")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE schema_reach SET oldest = '9999'")
    connection.close()
    ran = run("queue")
    assert ran.code == 1
    assert "newer" in ran.err


def test_a_person_gets_a_link_to_sign_in_with(run, tmp_path, site):
    installed(tmp_path, site)
    ran = run("user", "add", "Ada", "--role", "editor")
    assert ran.code == 0
    assert ran.out.startswith("http://127.0.0.1:8000/sign-in/")
    assert run("user", "add", "Ada").code == 1


def test_two_lines_without_ids_are_told_apart(run):
    rows = run("stories", "-", "--json", stdin='{"title": "A"}\n{"title": "A"}\n').rows
    assert {row["id"] for row in rows} == {"line-1", "line-2"}


def test_a_file_that_is_not_utf_8_is_said_to_be_so(run, tmp_path):
    (tmp_path / "items.jsonl").write_bytes(b'{"title": "\xff\xfe"}\n')
    for name in ("stories", "compose"):
        ran = run(name, "items.jsonl", "--json")
        assert (ran.code, ran.out) == (2, "")
        assert "items.jsonl is not UTF-8" in ran.err


def test_an_approved_draft_is_planned_from_the_terminal_too(run, site, tmp_path):
    items = [
        rss_item(f"News {n}", f"https://example.org/{n}", SOON - timedelta(days=9))
        for n in range(3)
    ]
    installed(tmp_path, site, *items)
    run("poll")
    first, second, third = (row["id"] for row in run("queue", "--json").rows)
    assert "has no slots" in run("approve", first, "--slot").err
    path = tmp_path / "sources.toml"
    slots = '\n[[account]]\nnetwork = "x"\nslots = ["Mon-Sun 12:30"]\n'
    path.write_text(path.read_text(encoding="utf-8") + slots, encoding="utf-8")
    assert run("approve", first, "--slot").code == 0
    at = f"{SOON - timedelta(days=7):%Y-%m-%dT%H:%M}"
    assert run("approve", second, "--at", at).code == 0
    assert run("approve", third, "--at", at, "--slot").code == 2
    due = sqlite3.connect(tmp_path / "data" / "aggregator.sqlite3").execute(
        "SELECT due FROM deliveries ORDER BY id"
    )
    assert [moment is not None for (moment,) in due] == [True, True]
