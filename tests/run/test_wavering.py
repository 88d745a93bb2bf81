"""A source that says one thing and another at every poll: editors are left in peace."""

import pytest

from aggregator.desk import queue
from aggregator.model.draft import State
from aggregator.run.wavering import WAVERS
from tests.run.test_following import LATER, decide, found, later, publish_page
from tests.site import CARDS, source_toml

REASON = "It changed after it was approved: the start (now {})"


@pytest.fixture
def approved(town, site):
    """A town whose storytime is approved and not out."""
    publish_page(town, site)
    town.configure(
        source_toml("whats-on", site.base + "/whats-on", kind="event", format="page")
        + CARDS
    )
    town.cycle()
    decide(town, queue.approve)
    return town


def flip(town, site, polls):
    """Each poll brings the other value; what is asked is approved; the reasons."""
    asked = []
    for poll in range(polls):
        publish_page(town, site, **({} if poll % 2 else LATER))
        later(town, hours=1)
        for card in found(town):
            asked.append(card.draft.reason)
            decide(town, queue.approve)
    return asked


def test_an_editor_is_asked_of_two_values_in_turn_three_times_and_no_more(
    approved, site
):
    asked = flip(approved, site, 14)
    there, back = (
        REASON.format("Sat 12 Dec, 10:30am"),
        REASON.format("Sat 5 Dec, 10:30am"),
    )
    assert asked == [there, back, f"{there}{WAVERS}"]
    (card,) = found(approved, State.APPROVED)
    assert "Sat 12 Dec" in card.draft.text


def test_a_value_that_was_never_met_asks_again_all_the_same(approved, site):
    flip(approved, site, 8)
    publish_page(approved, site, starts="2026-12-13T10:30:00+00:00")
    later(approved, hours=1)
    (card,) = found(approved)
    assert card.draft.reason == REASON.format("Sun 13 Dec, 10:30am")


def test_a_value_that_stands_for_a_day_asks_again(approved, site):
    flip(approved, site, 8)
    later(approved, hours=12)
    assert found(approved) == []
    later(approved, hours=12)
    (card,) = found(approved)
    assert card.draft.reason == REASON.format("Sat 5 Dec, 10:30am")
    assert "Sat 5 Dec" in card.draft.text


def test_a_draft_in_a_persons_words_is_left_in_peace_too(approved, site):
    (card,) = found(approved, State.APPROVED)
    publish_page(approved, site, **LATER)
    later(approved, hours=1)
    decide(approved, queue.edit, "Roar! The dinosaurs are back.")
    decide(approved, queue.approve)
    assert len(flip(approved, site, 12)) <= 3
    (card,) = found(approved, State.APPROVED)
    assert card.draft.text == "Roar! The dinosaurs are back."


def test_what_is_on_and_off_in_turn_comes_back_twice_and_then_stays_away(
    approved, site
):
    asked = 0
    for poll in range(14):
        cancelled = {"title": "CANCELLED: Dinosaur storytime"}
        publish_page(approved, site, **({} if poll % 2 else cancelled))
        later(approved, hours=1)
        for _ in found(approved):
            asked += 1
            decide(approved, queue.approve)
    assert asked == 2
    (card,) = found(approved, State.WITHDRAWN)
    assert card.draft.reason == "the event is cancelled"
