from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aggregator.model.draft import State
from aggregator.store import deliveries

SLOTS = '\nslots = ["Mon-Fri 12:30", "Sat 10:00"]\n'


def planned(desk, number):
    with desk.parts.database.reading() as connection:
        (found,) = deliveries.for_draft(connection, number)
    return found.due


@pytest.fixture
def with_slots(desk):
    """The desk of a council that posts at half past twelve."""
    path = Path(desk.parts.configuration.directory) / "sources.toml"
    text = path.read_text(encoding="utf-8")
    handle = 'handle = "AmblefordLibs"'
    path.write_text(text.replace(handle, handle + SLOTS), encoding="utf-8")
    return desk


def test_what_is_approved_goes_into_the_next_free_slot(with_slots, visitor):
    ada = visitor()
    numbers = [with_slots.put(f"Storytime {n}") for n in range(3)]
    assert "Approve for today, 12:30pm" in ada.get("/").text
    for number in numbers:
        ada.decide(number, "approve", when="slot")
    assert [planned(with_slots, number).isoformat() for number in numbers] == [
        "2026-11-23T12:30:00+00:00",
        "2026-11-24T12:30:00+00:00",
        "2026-11-25T12:30:00+00:00",
    ]
    assert "Planned for tomorrow, 12:30pm" in ada.get("/?state=approved").text


def test_whoever_approves_is_told_when_it_goes_out(with_slots, visitor):
    ada = visitor()
    planned_for = ada.decide(with_slots.put(), "approve", when="slot").text
    assert "Planned for today, 12:30pm; somebody posts it then." in planned_for
    at_once = ada.decide(with_slots.put("Chess"), "approve").text
    assert "It goes out when somebody posts it." in at_once


def test_a_title_that_ends_in_a_mark_gets_no_full_stop_after_it(with_slots, visitor):
    ada = visitor()
    said = ada.decide(with_slots.put("Ready for chess?"), "reject", reason="wrong").text
    assert "</strong> Ready for chess?</p>" in said


def test_a_draft_that_is_over_before_the_next_slot_is_not_put_into_it(
    with_slots, visitor
):
    ada = visitor()
    soon = with_slots.clock() + timedelta(hours=2)
    number = with_slots.put(useful_until=soon)
    assert "Approve for today" not in ada.get(f"/drafts/{number}").text
    answer = ada.decide(number, "approve", when="slot")
    assert "No slot is free before it would be over" in answer.text
    assert with_slots.draft(number).state is State.WAITING


def test_a_time_of_its_own_is_the_councils_time(desk, visitor):
    ada = visitor()
    desk.clock.moment = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
    ada = visitor("Bob")
    number = desk.put()
    ada.decide(number, "approve", when="at", at="2026-07-07T10:30")
    assert planned(desk, number) == datetime(2026, 7, 7, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2026-11-22T10:30", "is past"),
        ("2026-11-28T11:30", "By then it is over"),
        ("2028-11-28T11:30", "more than a year away"),
        ("soon", "That is no date and time"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused_and_nothing_is_lost(
    desk, visitor, at, says
):
    ada = visitor()
    number = desk.put()
    assert says in ada.decide(number, "approve", when="at", at=at).text
    assert desk.draft(number).state is State.WAITING


def test_what_is_planned_gets_another_time(desk, visitor):
    ada = visitor()
    number = desk.put()
    ada.decide(number, "approve", when="at", at="2026-11-24T10:30")
    ada.decide(number, "plan", when="at", at="2026-11-25T09:00")
    assert planned(desk, number).isoformat() == "2026-11-25T09:00:00+00:00"
    assert "planned" in ada.get("/history").text
    desk.clock.move(days=2, hours=1)
    assert "It is time to post it" in ada.get(f"/drafts/{number}").text


def test_in_the_calendar_only_the_first_line_of_a_text_stands_for_it(
    with_slots, visitor
):
    ada = visitor()
    ada.post("/submit", text="The band is in tune.\n#Lights", kind="news", at="")
    ada.decide(1, "approve", when="slot")
    assert ">The band is in tune.</a>" in ada.get("/calendar").text
