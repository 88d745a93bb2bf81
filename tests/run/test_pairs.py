"""Two sources tell the same in two languages: one draft, decided and posted as one."""

import pytest

from aggregator.config.load import check
from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.drafts.thread import sides
from aggregator.model.draft import State
from aggregator.store import deliveries
from tests.run.test_following import EDITOR
from tests.site import CARDS, event_page, source_toml

ENGLISH = {
    "title": "Storytime in the library",
    "link": "/en/events/1234",
    "starts": "2026-12-05T10:30:00+00:00",
    "venue": "Ruthin Library",
    "text": "Songs and stories for under fives.",
}
WELSH = {
    **ENGLISH,
    "title": "Amser stori yn y llyfrgell",
    "link": "/cy/digwyddiadau/1234",
    "venue": "Llyfrgell Rhuthun",
    "text": "Caneuon a straeon i blant dan bump.",
}


def sources_of(site, **changed):
    english = {"language": "en", "pair": "digwyddiadau", **changed}
    return (
        source_toml("events", site.base + "/en", kind="event", format="page", **english)
        + CARDS,
        source_toml(
            "digwyddiadau",
            site.base + "/cy",
            kind="event",
            format="page",
            language="cy",
            pair="events",
        )
        + CARDS,
    )


def publish(site, *, welsh=True, **changed):
    site.put("/en", event_page({**ENGLISH, **changed}), "text/html")
    cards_in_welsh = [{**WELSH, **changed}] if welsh else []
    site.put("/cy", event_page(*cards_in_welsh), "text/html")


def waiting(town, *states):
    with town.parts() as parts:
        states = states or (State.WAITING,)
        return list(cards.every(parts.database, states, parts.clock()))


def test_both_languages_are_one_draft_the_welsh_first_each_with_its_link(town, site):
    publish(site)
    town.configure(*sources_of(site))
    town.cycle()
    (card,) = waiting(town)
    welsh, english = sides(card.draft.text)
    assert "Amser stori yn y llyfrgell" in welsh
    assert welsh.endswith("/cy/digwyddiadau/1234")
    assert "Rhag" in welsh
    assert "Storytime in the library" in english
    assert english.endswith("/en/events/1234")
    assert card.draft.language == "cy"
    assert card.measured.valid


def test_what_is_told_in_one_language_waits_a_day_for_the_other(town, site):
    publish(site, welsh=False)
    town.configure(*sources_of(site))
    town.cycle()
    assert waiting(town) == []
    town.clock.move(hours=3)
    publish(site)
    town.cycle(force=True)
    (card,) = waiting(town)
    assert len(sides(card.draft.text)) == 2


def test_after_a_day_it_says_that_the_other_language_is_missing(town, site):
    publish(site, welsh=False)
    town.configure(*sources_of(site))
    town.cycle()
    town.clock.move(days=1, hours=1)
    town.cycle(force=True)
    (card,) = waiting(town)
    assert len(sides(card.draft.text)) == 1
    assert "so it is in one language" in card.draft.why
    publish(site)
    town.clock.move(hours=2)
    town.cycle(force=True)
    (card,) = waiting(town)
    assert len(sides(card.draft.text)) == 2, "the Welsh came after all"


def test_a_change_sends_the_approved_pair_back_as_one(town, site):
    publish(site)
    town.configure(*sources_of(site))
    town.cycle()
    (card,) = waiting(town)
    with town.parts() as parts:
        queue.approve(
            parts.database,
            Decision(
                person=EDITOR,
                draft=card.draft.id,
                revision=card.draft.revision,
                now=parts.clock(),
            ),
        )
    publish(site, starts="2026-12-12T10:30:00+00:00")
    town.clock.move(hours=2)
    town.cycle(force=True)
    (card,) = waiting(town)
    welsh, english = sides(card.draft.text)
    assert "Sad 12 Rhag" in welsh
    assert "Sat 12 Dec" in english
    with town.parts() as parts, parts.database.reading() as connection:
        assert all(
            one.state.value == "cancelled"
            for one in deliveries.for_draft(connection, card.draft.id)
        )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"pair": "nothing"}, 'there is no source "nothing"'),
        ({"language": "cy"}, 'both are in the language "cy"'),
    ],
)
def test_a_pair_that_is_none_is_told(town, site, changed, says):
    town.configure(*sources_of(site, **changed))
    assert any(says in str(fault) for fault in check(town.folder))
