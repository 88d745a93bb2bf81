"""The page of the sources: how each is, and how one is added and changed."""

import html
import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from aggregator.config.table import FORMATS
from aggregator.config.write import BEFORE
from aggregator.desk import browse
from aggregator.desk.people import SESSION_LASTS
from aggregator.model.council import Role
from aggregator.store import audit, outcomes, sources
from tests.site import event_page, rss, rss_item, site_on_loopback

MARK = re.compile(r'name="mark" value="([^"]+)"')
CARDS = {
    "page-item": "article.event",
    "page-title": "h3",
    "page-link": "h3 a@href",
    "page-starts": "time@datetime",
    "page-venue": ".venue",
}


@pytest.fixture
def site():
    with site_on_loopback() as site:
        yield site


@pytest.fixture
def town(desk, site):
    """The desk's own machine is a network that its sources may be in."""
    add_to_file(desk, '\n[desk]\nallow_private = ["127.0.0.1/32"]\n')
    starts = (desk.clock() + timedelta(days=9)).isoformat()
    event = {
        "link": "/one",
        "title": "Tea &amp; cake",
        "starts": starts,
        "venue": "Library",
    }
    others = [event | {"link": f"/{name}", "title": name} for name in ("Lego", "Chess")]
    site.put("/events", event_page(event, *others), "text/html")
    site.put(
        "/news.rss", rss(rss_item("Library reopens", "/open", desk.clock())), "text/xml"
    )
    return site


def file_of(desk):
    return Path(desk.parts.configuration.directory) / "sources.toml"


def add_to_file(desk, text):
    file = file_of(desk)
    file.write_text(file.read_text("utf-8") + text, encoding="utf-8")


def listed(desk):
    return {
        one["id"]: one for one in tomllib.loads(file_of(desk).read_text())["source"]
    }


def fields_in(page):
    """What stands in the form, as a browser would send it back."""
    found = dict(
        re.findall(
            r'<input class="govuk-input[^>]* name="([^"]+)" value="([^"]*)"', page
        )
    )
    found |= dict(
        re.findall(
            r'<input class="govuk-check[^>]* name="([^"]+)"[^>]* value="(1)" checked',
            page,
        )
    )
    found |= dict(
        re.findall(
            r'<select [^>]*name="([^"]+)">.*?value="([^"]*)" selected', page, re.DOTALL
        )
    )
    return {name: html.unescape(value) for name, value in found.items()}


def offered(found):
    """What the button of the first offer sends."""
    offer = found.text.split("panel offer")[1]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', offer)
    return {name: html.unescape(value) for name, value in hidden if name != "csrf"}


def deeds(desk, source):
    with desk.parts.database.reading() as connection:
        return audit.read(connection, subject=f"source {source}", limit=9)


def test_each_source_says_how_it_is_since_when_and_what_to_do(desk, visitor):
    page = visitor().get("/sources/jobs").text
    assert "Cannot be read" in page
    assert "since Mon 23 Nov, 9am" in page
    assert "jobs sends an error page; ask its owner" in page
    assert "How it was asked" in page


def test_a_contributor_sees_how_sources_are_and_nothing_to_change_them(desk, visitor):
    cleo = visitor("Cleo", Role.CONTRIBUTOR)
    for path in ("/sources", "/sources/jobs"):
        page = cleo.get(path)
        assert page.status_code == 200
        assert "/edit" not in page.text
        assert "/add-source" not in page.text
    assert cleo.get("/sources/jobs/edit").status_code == 403
    assert cleo.get("/sources/jobs/brings").status_code == 403


def test_a_source_is_found_chosen_and_added_without_scripts(desk, visitor, town):
    ada = visitor()
    found = ada.post("/add-source/find", url=town.base + "/events", inside="1")
    assert "Tea &amp; cake" in found.text
    assert "3 entries" in found.text
    form = ada.post("/add-source/form", **offered(found), csrf=ada.token())
    fields = fields_in(form.text) | {"name": "What's on", "inside": "1"}
    added = ada.post("/sources", **fields)
    assert "Added:" in added.text
    written = listed(desk)["what-s-on"]
    assert written["url"] == town.base + "/events"
    assert written["allow_private"] == ["127.0.0.1/32"]
    assert written["page"]["item"] == "article.event"
    (line,) = deeds(desk, "what-s-on")
    assert (line.who, line.what, line.before) == ("Ada", "add source", None)
    assert 'name = "What\'s on"' in line.after


def test_how_far_a_list_leads_is_offered_and_written(desk, visitor, town):
    card = (
        '<li class="job"><h3><a href="/jobs/{0}">Librarian {0}</a></h3>Grade {0}</li>'
    )
    cards = "".join(card.format(n) for n in range(4))
    more = '<li class="next"><a href="/jobs-2">Next</a></li>'
    town.put("/jobs", f"<title>Jobs</title><ul>{cards}</ul>{more}", "text/html")
    cards = "".join(card.format(n) for n in range(4, 8))
    town.put("/jobs-2", f"<title>Jobs</title><ul>{cards}</ul>", "text/html")
    for n in range(8):
        said = '{"@type":"JobPosting","title":"Librarian","validThrough":"2030-12-01"}'
        page = f'<script type="application/ld+json">{said}</script>'
        town.put(f"/jobs/{n}", f"<title>Librarian {n}</title>{page}", "text/html")
    ada = visitor()
    found = ada.post("/add-source/find", url=town.base + "/jobs", inside="1")
    assert "leads to pages that say until when" in found.text
    form = ada.post("/add-source/form", **offered(found), csrf=ada.token())
    fields = fields_in(form.text) | {"name": "Jobs here", "inside": "1"}
    ada.post("/sources", **(fields | {"follow_only": "/jobs/"}))
    written = listed(desk)["jobs-here"]
    assert (written["kind"], written["follow"], written["pages"]) == ("job", 20, 5)
    assert written["follow_only"] == "/jobs/"
    assert written["page"]["next"] == "li.next a@href"


def test_a_number_of_pages_that_is_none_is_told_at_its_field(desk, visitor):
    page = visitor().post("/sources", name="N", url="https://e.org/", pages="many")
    assert page.status_code == 422
    assert 'id="pages-error"' in page.text


def test_a_preview_asks_the_address_once_however_much_is_typed(desk, visitor, town):
    ada = visitor()
    form = {"url": town.base + "/events", "inside": "1", "format": "page", **CARDS}
    for title in ("h", "h3"):
        page = ada.post("/add-source/preview", **{**form, "page-title": title})
        assert 'name="page-item" value="article.event"' in page.text
    assert "It brings 3 things" in page.text
    assert "Tea &amp; cake" in page.text
    assert "Wed 2 Dec, 9am" in page.text
    assert town.asked.count("/events") == 1
    ada.post("/add-source/preview", **form, again="1")
    assert town.asked.count("/events") == 2


def test_with_scripts_a_preview_is_a_piece_of_the_page(desk, visitor, town):
    ada = visitor()
    fields = {"csrf": ada.token(), "url": town.base + "/events", "inside": "1"}
    headers = {"hx-request": "true"}
    blocks = ada.client.post(
        "/add-source/preview",
        data=fields | {"page-item": "article.event"},
        headers=headers,
    )
    assert "<html" not in blocks.text
    assert "3 blocks match" in blocks.text
    wrong = ada.client.post(
        "/add-source/preview", data=fields | {"page-item": "article["}, headers=headers
    )
    assert wrong.status_code == 200
    assert "is not a CSS selector" in html.unescape(wrong.text)
    nothing = ada.client.post(
        "/add-source/preview",
        data=fields | CARDS | {"page-item": "li.gone"},
        headers=headers,
    )
    assert "nothing on the page matches" in nothing.text


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(desk, visitor):
    before = file_of(desk).read_text()
    page = visitor().post(
        "/sources", name="", url="example", format="feed", **{"page-item": "li["}
    )
    assert page.status_code == 422
    for name in ("name", "url", "page-item"):
        assert f'id="{name}-error"' in page.text
    assert 'value="example"' in page.text
    assert file_of(desk).read_text() == before
    assert not (file_of(desk).parent / BEFORE).exists()


def test_a_change_keeps_every_note_and_a_copy_of_what_was(desk, visitor):
    add_to_file(desk, "# the end, by hand\n")
    before = file_of(desk).read_text()
    ada = visitor()
    form = ada.get("/sources/jobs/edit").text
    fields = fields_in(form) | {"name": "Vacancies", "expect-least": "2"}
    page = ada.post(
        "/sources/jobs/edit", **fields, mark=MARK.search(form)[1], source="jobs"
    )
    assert "Changed:" in page.text
    after = file_of(desk).read_text()
    assert listed(desk)["jobs"] == {
        "id": "jobs",
        "name": "Vacancies",
        "url": "https://council.invalid/jobs",
        "expect": {"min": 2},
    }
    assert "# the end, by hand" in after
    (copy,) = (file_of(desk).parent / BEFORE).iterdir()
    assert copy.read_text() == before
    (line,) = deeds(desk, "jobs")
    assert (line.who, line.what) == ("Ada", "change source")
    assert 'name = "Jobs"' in line.before
    assert 'name = "Vacancies"' in line.after
    assert "Vacancies" in ada.get("/sources").text, "it is taken up by itself"


def test_what_follows_each_belongs_to_it_while_the_tick_is_there(desk, visitor, town):
    day = desk.clock() + timedelta(days=9)
    heads = "".join(
        f"<h3>Walk {n}</h3><p>{day:%d %B %Y}</p><p>From {n}pm.</p>" for n in (1, 2, 3)
    )
    town.put("/walks", f"<body><main>{heads}</main>", "text/html")
    ada = visitor()
    found = ada.post("/add-source/find", url=town.base + "/walks", inside="1")
    form = ada.post("/add-source/form", **offered(found), csrf=ada.token())
    fields = fields_in(form.text) | {"inside": "1"}
    assert "It brings 3 things" in ada.post("/add-source/preview", **fields).text
    ada.post("/sources", **fields | {"name": "Walks"})
    page = listed(desk)["walks"]["page"]
    assert (page["item"], page["to_next"]) == ("main > h3", True)

    form = ada.get("/sources/walks/edit").text
    fields = fields_in(form)
    assert fields.pop("page-to_next") == "1"
    ada.post("/sources/walks/edit", **fields, mark=MARK.search(form)[1], source="walks")
    assert "to_next" not in listed(desk)["walks"]["page"]


def test_what_somebody_changed_by_hand_meanwhile_is_not_overwritten(desk, visitor):
    ada = visitor()
    form = ada.get("/sources/jobs/edit").text
    fields = {**fields_in(form), "name": "Ada's", "mark": MARK.search(form)[1]}
    file = file_of(desk)
    file.write_text(file.read_text().replace('"Jobs"', '"By hand"'))
    page = ada.post("/sources/jobs/edit", **fields, source="jobs")
    assert page.status_code == 409
    assert "By hand" in page.text
    assert 'value="Ada&#39;s"' in page.text
    assert listed(desk)["jobs"]["name"] == "By hand"
    again = {**fields, "mark": MARK.search(page.text)[1]}
    assert "Changed:" in ada.post("/sources/jobs/edit", **again, source="jobs").text
    assert listed(desk)["jobs"]["name"] == "Ada's"


def test_a_source_that_somebody_else_changed_is_no_conflict_for_this_one(desk, visitor):
    ada = visitor()
    form = ada.get("/sources/jobs/edit").text
    fields = {**fields_in(form), "every": "3h", "mark": MARK.search(form)[1]}
    file = file_of(desk)
    file.write_text(file.read_text().replace("What's on", "By hand"))
    assert "Changed:" in ada.post("/sources/jobs/edit", **fields, source="jobs").text
    assert listed(desk)["whats-on"]["name"] == "By hand"
    assert listed(desk)["jobs"]["every"] == "3h"


def test_a_faulty_file_keeps_the_old_one_running_and_is_told_on_the_page(desk, visitor):
    ada = visitor()
    file_of(desk).write_text("[council\n" + file_of(desk).read_text())
    page = ada.get("/sources").text
    assert "sources.toml has a fault, so the one before is still used" in page
    assert "line 1" in page
    assert "/sources/jobs" in page


def test_the_browser_opens_no_way_into_the_councils_network(desk, visitor, site):
    """Only whoever runs the desk can, in the file."""
    add_to_file(
        desk,
        '\n[[source]]\nid = "own"\nname = "Own"\n'
        f'url = "{site.base}/a"\nallow_private = ["127.0.0.1/32"]\n',
    )
    ada = visitor()
    secret = {"url": site.base + "/secret", "inside": "1"}
    for path in ("/add-source/find", "/add-source/preview"):
        assert "is not connected to" in html.unescape(ada.post(path, **secret).text)
    form = ada.get("/sources/own/edit").text
    fields = fields_in(form) | {"url": "http://127.0.0.1:1/secret", "source": "own"}
    page = ada.post("/add-source/preview", **fields)
    assert "is not connected to" in html.unescape(page.text)
    fields["mark"] = MARK.search(form)[1]
    assert ada.post("/sources/own/edit", **fields).status_code == 422
    assert site.asked == []
    assert listed(desk)["own"]["url"] == site.base + "/a"


def test_a_source_is_taken_out_and_its_story_of_changes_stays(desk, visitor):
    ada = visitor()
    form = ada.get("/sources/jobs/edit").text
    page = ada.post("/sources/jobs/remove", mark=MARK.search(form)[1])
    assert "Taken out:" in page.text
    assert list(listed(desk)) == ["whats-on"]
    (line,) = deeds(desk, "jobs")
    assert (line.what, line.after) == ("remove source", None)
    assert ada.get("/sources/jobs").status_code == 404


def test_a_source_can_be_asked_again_at_once(desk, visitor):
    page = visitor().post("/sources/jobs/look")
    assert "it is asked within a minute" in page.text
    due = browse.source_health(desk.parts.database)["jobs"].next_due
    assert due == desk.clock()


def test_what_a_source_brings_now_is_shown_and_kept_nowhere(desk, visitor, town):
    add_to_file(
        desk,
        f'\n[[source]]\nid = "news"\nname = "News"\nurl = "{town.base}/news.rss"\n'
        'allow_private = ["127.0.0.1/32"]\n',
    )
    page = visitor().get("/sources/news/brings").text
    assert "Library reopens" in page
    assert list(browse.seen_items(desk.parts.database, "news", None)) == []


def test_the_address_that_a_source_has_moved_to_is_written_down_at_once(desk, visitor):
    now, moved_to = desk.clock(), "https://new.invalid/jobs"
    with desk.parts.database.transaction() as connection:
        claim = sources.claim_due(
            connection, now, only=["jobs"], force=True, lease=SESSION_LASTS, limit=1
        )[0]
        good = outcomes.Good(
            claim=claim,
            validators=claim.validators,
            entries=3,
            problem=None,
            next_due=now,
            moved_to=moved_to,
        )
        outcomes.record(connection, [good], now)
    ada = visitor()
    assert "Write the new address down" in ada.get("/sources/jobs").text
    assert "Write the new" not in ada.get("/sources/whats-on").text
    assert "Changed:" in ada.post("/sources/jobs/adopt").text
    assert listed(desk)["jobs"]["url"] == moved_to
    assert ada.post("/sources/whats-on/adopt").status_code == 409


def test_while_the_file_is_faulty_nothing_typed_is_lost_and_nothing_written(
    desk, visitor
):
    ada = visitor()
    form = ada.get("/sources/jobs/edit").text
    fields = {**fields_in(form), "name": "Vacancies", "mark": MARK.search(form)[1]}
    broken = "[council\n" + file_of(desk).read_text()
    file_of(desk).write_text(broken)
    page = ada.post("/sources/jobs/edit", **fields, source="jobs")
    assert page.status_code == 422
    assert 'value="Vacancies"' in page.text
    assert "is no heading" in html.unescape(page.text)
    assert ada.post("/add-source/preview", **fields, source="jobs").status_code == 200
    assert ada.get("/sources/jobs/edit").headers["location"] == "/sources"
    assert ada.post("/sources/jobs/remove", mark="x").status_code == 422
    assert file_of(desk).read_text() == broken


def test_every_format_is_named_in_words(visitor):
    page = visitor().get("/add-source/form").text
    options = re.findall(r'<option value="(\w+)"[^>]*>([^<]+)</option>', page)
    formats = {value: words for value, words in options if value in FORMATS}
    assert set(formats) == set(FORMATS)
    assert all(words != value for value, words in formats.items())
