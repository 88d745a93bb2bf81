from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from aggregator.model.council import Role
from aggregator.model.draft import State
from aggregator.store import deliveries, drafts
from tests.store.steps import add_draft, move

COUNCIL = """
[council]
name = "Ambleford Libraries"
holidays = "GB-ENG"

[[account]]
network = "x"
slots = ["Mon-Fri 12:30"]

[strategy]
posts_a_week = 5
mix = { event = 2, job = 1 }
"""


@pytest.fixture
def planned(desk):
    path = Path(desk.parts.configuration.directory) / "sources.toml"
    path.write_text(COUNCIL, encoding="utf-8")
    return desk


def days(answer):
    page = BeautifulSoup(answer.text, "lxml")
    return {
        day.h2.get_text(" ", strip=True): day.get_text(" ", strip=True)
        for day in page.select(".week__day")
    }


def test_the_week_shows_what_is_planned_what_is_free_and_what_is_missing(
    planned, visitor
):
    ada = visitor()
    number = planned.put("Storytime")
    ada.decide(number, "approve", when="slot")
    answer = ada.get("/calendar")
    found = days(answer)
    assert next(iter(found)) == "Mon 23 Nov today"
    assert "12:30pm" in found["Mon 23 Nov today"]
    assert "Storytime" in found["Mon 23 Nov today"]
    assert "Free on X" not in found["Mon 23 Nov today"]
    assert "Free on X" in found["Tue 24 Nov"]
    assert "Nothing is planned" in found["Sat 28 Nov"]
    assert "Posts: 1 of 5" in answer.text
    assert "Event: 1 of 2" in answer.text
    assert "Job: 0 of 1" in answer.text
    queue = BeautifulSoup(ada.get("/").text, "lxml").get_text(" ", strip=True)
    assert "Still short this week: Event 1 of 2, Job 0 of 1" in queue


def test_what_is_planned_is_moved_from_the_calendar(planned, visitor):
    ada = visitor()
    number = planned.put("Storytime")
    ada.decide(number, "approve", when="slot")
    ada.decide(number, "plan", when="at", at="2026-11-26T15:00", back="/calendar")
    found = days(ada.get("/calendar"))
    assert "3pm" in found["Thu 26 Nov"]
    assert "Free on X" in found["Mon 23 Nov today"]


def test_three_posts_within_an_hour_are_a_pile(planned, visitor):
    ada = visitor()
    for minute in (0, 20, 40):
        number = planned.put(f"Storytime {minute}")
        ada.decide(number, "approve", when="at", at=f"2026-11-24T15:{minute:02}")
    assert ada.get("/calendar").text.count("three or more within an hour") == 3


def test_bank_holidays_are_named(planned, visitor):
    ada = visitor()
    found = days(ada.get("/calendar?week=2026-12-23"))
    assert "Christmas Day" in found["Fri 25 Dec"]
    month = ada.get("/calendar/month?month=2026-12-01").text
    assert "Boxing Day" in month


def test_the_month_counts_the_posts_of_each_day(planned, visitor):
    ada = visitor()
    number = planned.put("Storytime")
    ada.decide(number, "approve", when="slot")
    page = BeautifulSoup(ada.get("/calendar/month").text, "lxml")
    assert len(page.select("tbody td")) % 7 == 0
    (today,) = page.select("td.is-today")
    assert today.get_text(" ", strip=True) == "23 1 post"


def test_a_day_that_is_none_is_refused(planned, visitor):
    ada = visitor()
    for asked in ("soon", "0001-01-01", "2026-13-01"):
        answer = ada.get(f"/calendar?week={asked}")
        assert answer.status_code == 422
        assert "write it as 2026-12-05" in answer.text


@pytest.mark.parametrize("monday", ["2026-10-19", "2027-03-22", "2027-10-25"])
def test_the_week_in_which_the_clocks_change_has_seven_days(planned, visitor, monday):
    found = days(visitor("Bob").get(f"/calendar?week={monday}"))
    assert len(found) == 7
    free = [day for day, said in found.items() if "12:30pm Free" in said]
    assert len(free) == (
        5 if date.fromisoformat(monday) > planned.clock().date() else 0
    )


def post_twenty(planned):
    """Posts out of which editors always took the same words, an hour ago."""
    now = planned.clock()
    told = "Come along! Everyone welcome as ever. Storytime {} https://example.org/{}"
    with planned.parts.database.transaction() as connection:
        for number in range(20):
            text = told.format(number, number)
            draft = add_draft(connection, text=text, now=now)
            words = text.replace("Everyone welcome as ever. ", "")
            drafts.edit(connection, draft, revision=1, text=words, by="A", now=now)
            move(connection, draft, State.APPROVED, now=now)
            promised = deliveries.promise(connection, draft, "x", now)
            deliveries.publish(connection, promised.id, address=None, by="A", now=now)
    planned.clock.move(hours=1)


def test_what_the_evidence_suggests_stands_where_the_week_is_planned(planned, visitor):
    ada = visitor()
    assert "suggests" not in ada.get("/calendar").text
    post_twenty(planned)
    page = ada.get("/calendar").text
    assert "What November 2026 suggests" in page
    assert "Nothing went out about" in page
    assert "editors nearly always take out" in page
    assert 'href="/templates/event.j2"' in page


def test_a_suggestion_that_was_heard_is_put_away_for_everybody(planned, visitor):
    post_twenty(planned)
    ada, bob = visitor(), visitor("Bob")
    queue = ada.get("/").text
    assert "November 2026 suggests" in queue
    assert "Nothing went out about" in queue
    values = {"month": "2026-11", "about": "missing", "back": "/"}
    assert "Nothing went out about" not in ada.post("/advice", **values).text
    for page in (bob.get("/").text, bob.get("/calendar").text):
        assert "Nothing went out about" not in page
        assert "editors nearly always take out" in page
    assert "put away" in bob.get("/history").text
    again = bob.post("/advice", **values)
    assert again.status_code == 404
    assert "no longer made" in again.text
    assert bob.post("/advice", **{**values, "month": "2026-10"}).status_code == 404


def test_a_contributor_is_not_asked_to_hear_suggestions(planned, visitor):
    post_twenty(planned)
    cleo = visitor("Cleo", Role.CONTRIBUTOR)
    assert "suggests" not in cleo.get("/").text
    values = {"month": "2026-11", "about": "missing", "back": "/"}
    assert cleo.post("/advice", **values).status_code == 403
