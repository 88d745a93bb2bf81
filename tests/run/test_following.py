"""More drafts in a story's life, through real polls of a site that changes."""

import pytest

from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.model.council import Person, Role
from aggregator.model.draft import State
from tests.builders import NOW
from tests.site import CARDS, event_page, source_toml

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
# A Saturday twelve days ahead of the town's clock.
STORYTIME = {
    "title": "Dinosaur storytime",
    "link": "/events/dinosaurs",
    "starts": "2026-12-05T10:30:00+00:00",
    "venue": "Ambleford Library",
    "text": "Roars, rhymes and a craft for under fives.",
}
LATER = {"starts": "2026-12-12T10:30:00+00:00"}


@pytest.fixture
def told(town, site):
    """A town whose storytime was announced and posted today."""
    publish_page(town, site)
    town.configure(
        source_toml("whats-on", site.base + "/whats-on", kind="event", format="page")
        + CARDS
    )
    town.cycle()
    post(town)
    return town


def publish_page(town, site, **changed):
    site.put("/whats-on", event_page({**STORYTIME, **changed}), "text/html")


def found(town, *states):
    with town.parts() as parts:
        shown = cards.every(parts.database, states or (State.WAITING,), parts.clock())
        return list(shown)


def decide(town, verb, *more):
    (card,) = found(town, State.APPROVED if verb is queue.posted else State.WAITING)
    with town.parts() as parts:
        decision = Decision(
            person=EDITOR,
            draft=card.draft.id,
            revision=card.draft.revision,
            now=parts.clock(),
        )
        verb(parts.database, decision, *more)


def post(town):
    decide(town, queue.approve)
    decide(town, queue.posted, None)


def later(town, **by):
    town.clock.move(**by)
    return town.cycle(force=True)


def test_the_day_before_a_reminder_waits_once(told):
    later(told, days=10)
    assert found(told) == []
    later(told, days=1, hours=2)
    (card,) = found(told)
    assert card.draft.purpose == "reminder-1d"
    assert card.draft.template == "reminder.j2"
    assert card.draft.why == (
        "A reminder: it was posted about, and starts on Saturday 5 December"
    )
    assert "Sat 5 Dec" in card.draft.text
    later(told, hours=1)
    assert len(found(told)) == 1
    decide(told, queue.reject, "enough said")
    later(told, hours=1)
    assert found(told) == []


def test_a_reminder_is_withdrawn_when_the_day_has_come(told):
    later(told, days=11, hours=2)
    assert len(found(told)) == 1
    later(told, days=1)
    assert found(told) == []
    (card,) = found(told, State.WITHDRAWN)
    assert card.draft.reason in {
        "the day that it reminds of has come",
        "the event is over",
    }


def test_nothing_is_called_to_mind_that_was_never_posted(town, site):
    publish_page(town, site)
    town.configure(
        source_toml("whats-on", site.base + "/whats-on", kind="event", format="page")
        + CARDS
    )
    town.cycle()
    later(town, days=11, hours=2)
    assert [card.draft.purpose for card in found(town)] == ["announce"]


def test_what_was_posted_a_moment_ago_is_not_called_to_mind(town, site):
    publish_page(town, site)
    town.configure(
        source_toml("whats-on", site.base + "/whats-on", kind="event", format="page")
        + CARDS
    )
    town.clock.move(days=11, hours=2)
    town.cycle()
    post(town)
    later(town, hours=1)
    assert found(town) == []


def test_a_council_that_wants_no_reminders_gets_none(told):
    path = told.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text("[drafts]\nremind_events = []\n" + text, encoding="utf-8")
    later(told, days=11, hours=2)
    assert found(told) == []


@pytest.mark.parametrize(
    ("changed", "first", "says"),
    [
        (
            LATER,
            "Change of date:",
            "10:30am at Ambleford Library, not Sat 5 Dec, 10:30am.",
        ),
        (
            {"starts": "2026-12-05T14:00:00+00:00"},
            "Change of time:",
            "Sat 5 Dec, 2pm at Ambleford Library, not 10:30am.",
        ),
        (
            {"venue": "Ambleford Town Hall"},
            "Change of place:",
            "it is now at Ambleford Town Hall, not at Ambleford Library.",
        ),
    ],
)
def test_what_changed_after_the_post_is_told_once(told, site, changed, first, says):
    publish_page(told, site, **changed)
    later(told, hours=1)
    (card,) = found(told)
    assert card.draft.text.startswith(first)
    assert says in card.draft.text
    assert card.draft.why.startswith("It was posted about, and ")
    later(told, hours=1)
    assert len(found(told)) == 1
    post(told)
    later(told, hours=1)
    assert found(told) == []


def test_a_change_that_is_taken_back_before_it_was_told_is_withdrawn(told, site):
    publish_page(told, site, **LATER)
    later(told, hours=1)
    publish_page(told, site)
    later(told, hours=1)
    assert found(told) == []
    (card,) = found(told, State.WITHDRAWN)
    assert card.draft.reason == "it is again as was posted"


def test_a_change_that_changes_again_is_told_as_it_is_now(told, site):
    publish_page(told, site, **LATER)
    later(told, hours=1)
    publish_page(told, site, starts="2026-12-13T10:30:00+00:00")
    later(told, hours=1)
    (card,) = found(told)
    assert "Sun 13 Dec" in card.draft.text
    assert "not Sat 5 Dec" in card.draft.text


def test_a_cancelled_event_that_was_posted_is_told_and_its_reminder_withdrawn(
    told, site
):
    later(told, days=11, hours=2)
    assert [card.draft.purpose for card in found(told)] == ["reminder-1d"]
    publish_page(told, site, title="CANCELLED: Dinosaur storytime")
    later(told, hours=1)
    later(told, hours=1)
    (card,) = found(told)
    assert card.draft.template == "cancellation.j2"
    assert card.draft.text.startswith("Cancelled: Dinosaur storytime")
    assert [one.draft.purpose for one in found(told, State.WITHDRAWN)] == [
        "reminder-1d"
    ]


def test_another_title_or_picture_is_no_reason_to_post_again(told, site):
    publish_page(told, site, title="Dinosaur storytime for under fives", text="New")
    later(told, hours=1)
    assert found(told) == []


def test_a_source_that_no_longer_tells_the_place_changes_nothing(told, site):
    publish_page(told, site, venue="")
    later(told, hours=1)
    assert found(told) == []


def test_words_that_a_person_approved_are_what_was_told(told, site):
    publish_page(told, site, **LATER)
    later(told, hours=1)
    post(told)
    publish_page(told, site)
    later(told, hours=1)
    (card,) = found(told)
    assert "Sat 5 Dec" in card.draft.text
    assert "not Sat 12 Dec" in card.draft.text
