"""Campaigns through real polls: stories join, messages come, each once."""

from aggregator.desk import cards
from aggregator.model.draft import State
from tests.run.test_following import publish_page
from tests.site import CARDS, source_toml

CAMPAIGN = """
[[campaign]]
id = "dinosaurs"
name = "Dinosaur December"
hashtag = "DinoDecember"
starts = 2026-11-23
ends = 2026-12-20
words = ["dinosaur"]

[[campaign.message]]
text = "They were big, they were loud and they are back."
link = "https://www.example.org/dinosaurs"
[[campaign.message]]
text = "Which one would you have been?"
"""


def drafts_of(town):
    with town.parts() as parts:
        states = (State.WAITING, State.REJECTED, State.WITHDRAWN)
        return [
            card.draft for card in cards.every(parts.database, states, parts.clock())
        ]


def test_a_story_that_suits_joins_and_messages_come_on_their_days_once(town, site):
    publish_page(town, site)
    source = source_toml(
        "whats-on", site.base + "/whats-on", kind="event", format="page"
    )
    town.configure(CAMPAIGN + source + CARDS)
    town.cycle()
    story, message = sorted(drafts_of(town), key=lambda one: one.story is None)
    assert story.campaign == message.campaign == "dinosaurs"
    assert "#DinoDecember" in story.text
    assert message.text.startswith("They were big, they were loud and they are back.")
    assert message.text.endswith("https://www.example.org/dinosaurs\n#DinoDecember")
    assert message.why == "A message of the campaign Dinosaur December"
    town.clock.move(days=1)
    town.cycle()
    assert len(drafts_of(town)) == 2, "once each"
    town.clock.move(days=12)
    town.cycle()
    assert any(one.text.startswith("Which one would") for one in drafts_of(town))


def test_what_was_given_to_a_campaign_stays_when_it_is_taken_out(town, site):
    publish_page(town, site)
    source = source_toml(
        "whats-on", site.base + "/whats-on", kind="event", format="page"
    )
    town.configure(CAMPAIGN + source + CARDS)
    town.cycle()
    town.configure(source + CARDS)
    town.clock.move(hours=2)
    town.cycle()
    assert {one.campaign for one in drafts_of(town)} == {"dinosaurs"}
