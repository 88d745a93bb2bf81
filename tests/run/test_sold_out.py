"""An event that sells out, and has places again, through real polls of its page."""

import json

import pytest

from aggregator.desk import queue
from aggregator.model.draft import State
from tests.run.test_following import decide, found, later, post
from tests.site import source_toml

EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Dinosaur storytime",
    "startDate": "2026-12-05T10:30:00+00:00",
    "location": {"@type": "Place", "name": "Ambleford Library"},
    "description": "Roars, rhymes and a craft for under fives.",
}


def offered(*states):
    return [
        {"@type": "Offer", "price": "3", "priceCurrency": "GBP", **state}
        for state in states
    ]


FREE = {"availability": "https://schema.org/InStock"}
GONE = {"availability": "https://schema.org/SoldOut"}


def publish(town, *states, **more):
    told = {**EVENT, "offers": offered(*states), **more}
    told["url"] = town.site.base + "/dinosaurs"
    script = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    return town.site.put(
        "/whats-on", f"<!doctype html><html><head>{script}</head></html>", "text/html"
    )


@pytest.fixture
def drafted(town):
    """A town with the draft of an event that has places."""
    town.configure(source_toml("whats-on", publish(town, FREE), kind="event"))
    town.cycle()
    return town


def test_an_approved_draft_comes_back_with_the_difference_and_says_sold_out(drafted):
    decide(drafted, queue.approve)
    publish(drafted, GONE, GONE)
    later(drafted, hours=1)
    assert found(drafted, State.APPROVED) == []
    (card,) = found(drafted)
    reason = "It changed after it was approved: the state (now sold out)"
    assert card.draft.reason == reason
    assert card.draft.template == "sold-out.j2"
    assert card.draft.text.startswith("Sold out: Dinosaur storytime")
    publish(drafted, FREE, GONE)
    later(drafted, hours=1)
    (card,) = found(drafted)
    assert card.draft.template == "event.j2"
    assert "Sold out" not in card.draft.text


def test_what_a_person_wrote_stays_and_a_check_says_that_it_is_sold_out(drafted):
    decide(drafted, queue.edit, "Roar! Sat 5 Dec, 10:30am")
    publish(drafted, GONE)
    later(drafted, hours=1)
    (card,) = found(drafted)
    assert card.draft.text == "Roar! Sat 5 Dec, 10:30am"
    assert {change.field for change in card.changed} == {"status"}
    assert "sold-out" in {finding.rule for finding in card.findings}


def test_selling_out_and_being_back_on_sale_are_told_after_the_post(drafted):
    post(drafted)
    publish(drafted, GONE)
    later(drafted, hours=1)
    (card,) = found(drafted)
    assert card.draft.text.startswith("Sold out: Dinosaur storytime")
    assert "changed since" in card.draft.why
    post(drafted)
    publish(drafted, FREE)
    later(drafted, hours=1)
    (card,) = found(drafted)
    assert card.draft.text.startswith("Places again: Dinosaur storytime")


def test_one_that_is_sold_out_and_moved_tells_both(drafted):
    post(drafted)
    publish(drafted, GONE, startDate="2026-12-12T10:30:00+00:00")
    later(drafted, hours=1)
    (card,) = found(drafted)
    assert card.draft.text.startswith("Sold out: Dinosaur storytime")
    assert "Sat 12 Dec" in card.draft.text
    assert "not Sat 5 Dec" in card.draft.text


def test_what_was_sold_out_from_the_first_is_not_announced(town):
    town.configure(source_toml("whats-on", publish(town, GONE), kind="event"))
    town.cycle()
    assert found(town) == []
    publish(town, FREE)
    later(town, hours=1)
    assert [card.draft.purpose for card in found(town)] == ["announce"]


def test_its_reminder_stops_when_it_sells_out(drafted):
    post(drafted)
    later(drafted, days=11, hours=2)
    assert [card.draft.purpose for card in found(drafted)] == ["reminder-1d"]
    publish(drafted, GONE)
    later(drafted, hours=1)
    later(drafted, hours=1)
    assert [card.draft.template for card in found(drafted)] == ["sold-out.j2"]
    (reminder,) = found(drafted, State.WITHDRAWN)
    assert reminder.draft.reason == "the event is sold out"


def test_by_rule_a_reminder_says_that_it_is_sold_out(drafted):
    path = drafted.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    rule = "[drafts]\nremind_sold_out = true\n"
    path.write_text(rule + text, encoding="utf-8")
    post(drafted)
    publish(drafted, GONE)
    later(drafted, hours=1)
    post(drafted)
    later(drafted, days=11, hours=1)
    (card,) = found(drafted)
    assert card.draft.purpose == "reminder-1d"
    assert card.draft.text.startswith("Sold out: Dinosaur storytime")
