"""What a complete listing no longer has is asked about; nothing else is."""

import pytest

from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.model.council import Person, Role
from aggregator.model.draft import State
from aggregator.run.vanishing import VANISHED
from tests.builders import NOW
from tests.site import CARDS, event_page, source_toml

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
EVENTS = [
    {
        "title": title,
        "link": f"/events/{number}",
        "starts": f"2026-12-{10 + number:02}T10:30:00+00:00",
        "venue": "Ambleford Library",
        "text": "For everybody.",
    }
    for number, title in enumerate(("Storytime", "Lego club", "Chair yoga", "Repair"))
]
COMPLETE = "complete = true\n"


def listing(site, *numbers):
    page = event_page(*(EVENTS[number] for number in numbers))
    return site.put("/whats-on", page, "text/html")


@pytest.fixture(params=[COMPLETE])
def approved(request, town, site):
    """A town that lists four events, all of them drafted, the first one approved."""
    url = listing(site, 0, 1, 2, 3)
    source = source_toml("whats-on", url, kind="event", format="page")
    town.configure(source + request.param + CARDS)
    town.cycle()
    approve(town)
    return town


def card_of(town, title="Storytime"):
    with town.parts() as parts:
        every = cards.every(parts.database, tuple(State), parts.clock())
        (card,) = [card for card in every if card.story.title == title]
    return card


def approve(town):
    card = card_of(town)
    with town.parts() as parts:
        decision = Decision(
            person=EDITOR,
            draft=card.draft.id,
            revision=card.draft.revision,
            now=parts.clock(),
        )
        queue.approve(parts.database, decision)


def later(town, **by):
    town.clock.move(**by)
    town.cycle(force=True)
    return card_of(town).draft


def test_what_is_no_longer_listed_for_a_day_is_asked_about(approved, site):
    listing(site, 1, 2, 3)
    assert later(approved, hours=1).state is State.APPROVED
    assert later(approved, hours=20).state is State.APPROVED
    draft = later(approved, hours=5)
    assert (draft.state, draft.reason) == (State.WAITING, VANISHED)
    assert card_of(approved, "Lego club").draft.reason is None


def test_what_an_editor_approves_knowing_it_stays_approved(approved, site):
    listing(site, 1, 2, 3)
    later(approved, hours=1)
    later(approved, hours=25)
    approve(approved)
    assert later(approved, hours=1).state is State.APPROVED


def test_what_is_listed_again_is_asked_about_no_more(approved, site):
    listing(site, 1, 2, 3)
    later(approved, hours=1)
    assert later(approved, hours=25).reason == VANISHED
    listing(site, 0, 1, 2, 3)
    draft = later(approved, hours=1)
    assert (draft.state, draft.reason) == (State.WAITING, None)


def test_a_listing_that_lost_most_of_itself_asks_nothing(approved, site):
    listing(site, 3)
    later(approved, hours=1)
    assert later(approved, hours=25).state is State.APPROVED


def test_a_source_that_fails_asks_nothing(approved, site):
    site.put("/whats-on", "gone fishing", "text/html", status=500)
    later(approved, hours=1)
    assert later(approved, hours=25).state is State.APPROVED


@pytest.mark.parametrize("approved", [""], indirect=True)
def test_a_source_that_does_not_list_everything_asks_nothing(approved, site):
    listing(site, 1, 2, 3)
    later(approved, hours=1)
    assert later(approved, hours=25).state is State.APPROVED


def test_outside_what_is_expected_nothing_is_asked(approved, site):
    path = approved.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    expect = COMPLETE + "expect = { min = 4 }\n"
    path.write_text(text.replace(COMPLETE, expect), encoding="utf-8")
    listing(site, 1, 2, 3)
    later(approved, hours=1)
    assert later(approved, hours=25).state is State.APPROVED
