import pytest

from aggregator.desk.missed import missed
from aggregator.model.council import Role
from aggregator.model.draft import State
from tests.web.test_planning import planned, with_slots

__all__ = ["with_slots"]

MOURNING = {"kind": "mourning", "reason": "The King has died"}


def test_what_a_hold_is_for_stands_on_every_page_with_reason_and_name(desk, visitor):
    ada = visitor()
    ada.post("/hold", **MOURNING, until="2026-12-03")
    for path in ("/", "/calendar", "/submit"):
        page = ada.get(path).text
        assert "on hold: a period of mourning" in page
        assert "Ada stopped it" in page
        assert "The King has died" in page
        assert "meant to last until Thu 3 Dec" in page
    assert "The King has died (mourning, until 2026-12-03)" in ada.get("/history").text


def test_the_last_day_of_a_hold_asks_and_lets_nothing_go(desk, visitor):
    number = desk.put()
    ada = visitor()
    ada.post("/hold", **MOURNING, until="2026-11-24")
    desk.clock.move(days=2)
    assert "Its last day, Tue 24 Nov, is past" in ada.get("/").text
    assert ada.decide(number, "approve").status_code == 409


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "election", "reason": "Thornbeck votes"}, "needs its last day"),
        ({**MOURNING, "until": "2026-11-22"}, "last day of the hold is past"),
        ({**MOURNING, "until": "soon"}, "That is no last day"),
        ({"kind": "incident", "reason": " "}, "A hold needs a reason"),
        ({"kind": "incident", "reason": "x" * 201}, "200 are enough"),
    ],
)
def test_what_is_wrong_with_a_hold_is_said_and_what_was_typed_stays(
    desk, visitor, typed, says
):
    page = visitor().post("/hold", **typed)
    assert page.status_code == 422
    assert says in page.text
    assert f'value="{typed["kind"]}" required checked' in page.text
    assert "Everything is on hold" not in page.text


def test_all_that_was_missed_comes_back_to_be_chosen(with_slots, visitor):
    desk = with_slots
    ada = visitor()
    first, second, later = (desk.put(f"Storytime {n}") for n in range(3))
    for number in (first, second, later):
        ada.decide(number, "approve", when="slot")
    ada.post("/hold", **MOURNING)
    desk.clock.move(days=1, hours=6)
    during = ada.get("/hold").text
    assert "Missed so far: 2" in during
    assert f'name="pick-{first}"' not in during
    ada.post("/hold/release")
    page = ada.get("/hold").text
    assert "Missed while everything was on hold: 2" in page
    assert f'name="pick-{later}"' not in page

    seen = {f"pick-{first}": desk.draft(first).revision}
    done = ada.post("/bulk", verb="plan", back="/hold#missed", **seen)
    assert "1 planned anew" in done.text
    assert planned(desk, first).isoformat() == "2026-11-26T12:30:00+00:00"
    seen = {f"pick-{second}": desk.draft(second).revision}
    done = ada.post("/bulk", verb="undo", back="/hold#missed", **seen)
    assert "1 back in the queue" in done.text
    assert desk.draft(second).state is State.WAITING
    assert missed(desk.parts.database, desk.clock()) == ()


def test_a_contributor_sees_what_was_missed_and_chooses_nothing(with_slots, visitor):
    ada, cleo = visitor(), visitor("Cleo", Role.CONTRIBUTOR)
    number = with_slots.put()
    ada.decide(number, "approve", when="slot")
    ada.post("/hold", **MOURNING)
    with_slots.clock.move(days=1)
    ada.post("/hold/release")
    page = cleo.get("/hold").text
    assert "Missed while everything was on hold: 1" in page
    assert f'name="pick-{number}"' not in page


def test_an_approval_during_a_hold_does_not_blame_a_colleague(desk, visitor):
    ada, number = visitor(), desk.put()
    ada.post("/hold", **MOURNING)
    page = ada.decide(number, "approve").text
    assert "put everything on hold" in page
    assert "Somebody was quicker" not in page


def test_whoever_ends_a_hold_is_told_so_and_that_nothing_fires(desk, visitor):
    ada = visitor()
    ada.post("/hold", **MOURNING)
    page = ada.post("/hold/release").text
    assert "<strong>The hold is over.</strong>" in page
    ada.post("/hold", **MOURNING)
    assert "The hold is over" not in ada.get("/hold?said=over").text


def test_an_editor_has_the_hold_on_every_page(desk, visitor):
    ada, cleo = visitor(), visitor("Cleo", Role.CONTRIBUTOR)
    for path in ("/", "/submit", "/calendar", "/sources", "/account", "/nowhere"):
        assert 'class="header__hold"' in ada.get(path).text
        assert 'class="header__hold"' not in cleo.get(path).text
