from datetime import date, timedelta

import pytest

from aggregator.drafts.campaigns import campaign_of, messages_due, with_hashtag
from aggregator.drafts.compose import compose
from aggregator.drafts.templates import load_templates
from aggregator.model.campaign import Campaign, Message
from aggregator.model.council import Council, Tone, Voice
from aggregator.model.facts import Kind
from tests.builders import NOW, a_story, an_item

TODAY = NOW.date()


def a_campaign(**named):
    return Campaign(
        **{
            "id": "winter",
            "name": "Winter Reads",
            "hashtag": "WinterReads",
            "starts": TODAY - timedelta(days=3),
            "ends": TODAY + timedelta(days=16),
            "words": ("storytime",),
            **named,
        }
    )


@pytest.mark.parametrize(
    ("named", "joins"),
    [
        ({}, True),
        ({"words": ("STORYTIME", "poetry")}, True),
        ({"words": ("story",)}, False),
        ({"words": ()}, False),
        ({"words": (), "sources": ("whats-on",)}, True),
        ({"sources": ("another",)}, False),
        ({"kinds": (Kind.JOB,)}, False),
        ({"words": (), "places": ("Ambleford Library",)}, True),
        ({"words": (), "kinds": (Kind.EVENT,)}, False),
        ({"ends": TODAY - timedelta(days=1)}, False),
        ({"starts": TODAY, "ends": TODAY}, True),
        ({"starts": TODAY + timedelta(days=1)}, False),
    ],
)
def test_a_story_joins_what_runs_and_asks_for_it(named, joins):
    assert (campaign_of(a_story(), [a_campaign(**named)], TODAY) is not None) is joins


def test_the_first_campaign_has_it_and_no_other():
    two = [a_campaign(id="one"), a_campaign(id="two")]
    assert campaign_of(a_story(), two, TODAY).id == "one"


def test_accents_and_capitals_do_not_hide_a_word():
    story = a_story(title="Café Cwtsh", items=(an_item(title="Café Cwtsh"),))
    assert campaign_of(story, [a_campaign(words=("cafe cwtsh",))], TODAY)


def test_its_hashtag_comes_first_and_two_are_the_most(templates):
    voice = Voice(hashtags={Kind.EVENT: ("WhatsOn", "Families")})
    draft = compose(
        a_story(),
        "x",
        council=Council(name="Ambleford Libraries"),
        voice=voice,
        templates=templates,
        now=NOW,
        campaign=a_campaign(),
    )
    assert draft.text.endswith("\n#WinterReads #WhatsOn")
    assert draft.campaign == "winter"


def test_it_speaks_in_its_own_tone_and_words_but_plainly_of_grief():
    templates = load_templates(
        {
            "event.j2": "--- warm\nWarm {{ link }}\n--- playful\nPlayful {{ link }}",
            "own/event.j2": "--- playful\nOwn {{ link }}\n--- plain\nPlain {{ link }}",
        }
    )

    def told(campaign, **named):
        return compose(
            a_story(**named),
            "x",
            council=Council(name="Ambleford Libraries"),
            voice=Voice(),
            templates=templates,
            now=NOW,
            campaign=campaign,
        ).text

    assert told(None).startswith("Warm")
    assert told(a_campaign(tone=Tone.PLAYFUL)).startswith("Playful")
    own = a_campaign(tone=Tone.PLAYFUL, templates="own")
    assert told(own).startswith("Own")
    assert told(own, title="A memorial service").startswith("Plain")
    assert told(a_campaign(templates="nothing-there")).startswith("Warm")


def test_its_messages_are_spread_over_its_days_and_each_comes_two_days_early():
    messages = tuple(Message(text=f"Message {n}") for n in range(4))
    twenty = a_campaign(
        starts=date(2026, 12, 1), ends=date(2026, 12, 20), messages=messages
    )
    due = [
        len(messages_due(twenty, date(2026, 11, 28) + timedelta(days=n)))
        for n in range(25)
    ]
    assert due[:3] == [0, 1, 1]
    assert due.index(2) == 6  # on the fourth, for the sixth
    assert due[22] == 4
    assert due[23] == 0  # it is over


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        ("Come. LINK", None, "Winter", "Come. LINK\n#Winter"),
        ("Come. LINK\n#WhatsOn", None, "Winter", "Come. LINK\n#Winter #WhatsOn"),
        ("Come. LINK\n#Winter #WhatsOn", "Winter", None, "Come. LINK\n#WhatsOn"),
        ("Come. LINK\n#Winter", "Winter", None, "Come. LINK"),
        ("Come. LINK\n#Winter", "Winter", "Spring", "Come. LINK\n#Spring"),
        ("Come to #Winter. LINK", None, "Winter", "Come to #Winter. LINK"),
        ("Come. LINK\n#WinterReads", "Winter", None, "Come. LINK\n#WinterReads"),
    ],
)
def test_a_draft_that_changes_campaigns_changes_its_hashtag(text, old, new, after):
    assert with_hashtag(text, old, new) == after
