"""The queue in groups, the approved by their times, who is needed, and the history."""

import csv
import io
import re
from datetime import timedelta

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.model.delivery import Cause
from aggregator.store import deliveries, ledger
from tests.builders import an_item
from tests.store.test_audit import unguarded

HEADINGS = re.compile(r'<h2 class="govuk-heading-m group">(.*?) <span')


def headings(page):
    return [words.strip() for words in HEADINGS.findall(page.text)]


def test_drafts_stand_together_by_day_kind_or_campaign(desk, visitor):
    desk.put("Storytime")
    desk.put(
        "Cleaner",
        items=[an_item(id="j", kind="job", title="Cleaner", url="https://e.org/j")],
        useful_until=desk.clock() + timedelta(days=9),
    )
    desk.put("Lego club")
    ada = visitor()
    assert headings(ada.get("/")) == []
    assert headings(ada.get("/?group=day")) == ["Sat 28 Nov", "Wed 2 Dec"]
    assert headings(ada.get("/?group=kind")) == ["Event", "Job"]
    assert headings(ada.get("/?group=campaign")) == ["Without a campaign"]
    assert headings(ada.get("/?group=nonsense")) == []


def test_the_approved_are_listed_by_the_time_at_which_they_go_out(desk, visitor):
    ada = visitor()
    numbers = [desk.put(title) for title in ("Late", "Early", "At once")]
    times = ("2026-11-26T10:00", "2026-11-25T10:00", None)
    for number, at in zip(numbers, times, strict=True):
        when = {"when": "at", "at": at} if at else {}
        ada.decide(number, "approve", **when)
    page = ada.get("/?state=approved").text
    places = [page.index(f'id="draft-{number}"') for number in numbers]
    assert places == sorted(places, reverse=True)


def test_the_navigation_says_how_many_posts_need_a_person(desk, visitor):
    ada, cleo = visitor(), visitor("Cleo", Role.CONTRIBUTOR)
    assert "a person</a>" not in ada.get("/").text
    ada.decide(desk.put(), "approve")
    with desk.parts.database.transaction() as connection:
        (one,) = deliveries.for_draft(connection, 1)
        ledger.ask(connection, one, Cause.TEXT, "X does not like the words")
    assert "<strong>1</strong> needs a person" in ada.get("/calendar").text
    assert "needs a person</a>" not in cleo.get("/").text


def test_the_history_of_any_month_is_a_file(desk, visitor):
    ada = visitor()
    ada.decide(desk.put(), "reject", reason="wrong")
    ada.decide(desk.put("B"), "edit", text='=HYPERLINK("x") https://example.org/s2')
    asked = ada.get("/history?month=2026-11")
    assert asked.headers["location"] == "/history/2026-11.csv"
    answer = ada.get("/history/2026-11.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["what"] for row in rows if row["who"] == "Ada"] == ["rejected", "edit"]
    assert rows[-1]["after"].startswith("'=HYPERLINK")
    assert rows[-1]["before"].startswith("B, Sat")
    assert ada.get("/history/2026-10.csv").text.count("\n") == 1
    assert ada.get("/history/never.csv").status_code == 404


def test_the_keys_are_switched_for_the_person_and_not_for_the_browser(desk, visitor):
    ada = visitor()
    desk.put()
    assert "data-off" not in ada.get("/").text
    ada.post("/account/keys", keys="off", back="/account")
    assert "data-off" in ada.get("/").text
    assert "They are switched off" in ada.get("/account").text
    assert not people.named(desk.parts.database, "Ada").uses_keys
    ada.post("/account/keys", keys="on")
    assert "data-off" not in ada.get("/").text


def test_the_history_is_checked_line_by_line_on_its_page(desk, visitor):
    ada = visitor()
    ada.decide(desk.put(), "approve")
    page = ada.get("/history?check=all").text
    assert re.search(r"All \d+ lines are as they were written", page)
    unguarded(
        desk.parts.database, "UPDATE audit SET who = 'Eve' WHERE what = 'approved'"
    )
    page = ada.get("/history?check=all").text
    assert "The history of who did what was altered at line" in page
    assert "compare it with a backup" in page
