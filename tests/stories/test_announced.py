"""Words that tell a day, and the event that is on it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.facts import Kind
from aggregator.stories.group import group
from aggregator.stories.merge import merge
from aggregator.stories.spoken import spoken
from tests.builders import NOW, an_item
from tests.stories.test_matching import event, one

# A Thursday.
SEVEN = datetime(2027, 3, 4, 19, tzinfo=UTC)
HALL = "Harcote Village Hall"


def news(title, summary, published=SEVEN - timedelta(days=9), source="paper"):
    return an_item(
        id=f"{source} {title}",
        source=source,
        kind=Kind.NEWS,
        title=title,
        summary=summary,
        published=published,
        starts=None,
        venue=None,
        url=None,
    )


def listed(title, starts=SEVEN, **named):
    return event(
        title, "hall", starts=starts, **{"venue": HALL, "summary": None, **named}
    )


def undated(title, summary=None, **named):
    return event(
        title, "guide", starts=None, **{"venue": HALL, **named}, summary=summary
    )


@pytest.mark.parametrize(
    ("text", "days", "weekdays", "minutes"),
    [
        ("Every Tuesday, 10.30am", set(), {1}, {630}),
        ("Fridays 2-4pm", set(), {4}, {120, 840}),
        ("on 4 March at 7pm", {date(2027, 3, 4)}, set(), {1140}),
        ("March 4th, 19:00", {date(2027, 3, 4)}, set(), {1140}),
        ("this Thursday at 7.30", {date(2027, 2, 25)}, set(), {450, 1170}),
        ("on 4 March 2026", {date(2026, 3, 4)}, set(), set()),
    ],
)
def test_days_and_times_are_read_from_words(text, days, weekdays, minutes):
    said = spoken(news("Harcote", text))
    assert (said.days, said.weekdays, said.minutes) == (days, weekdays, minutes)


@pytest.mark.parametrize(
    "text", ["Saturday's all right", "31 February", "£7.30 a head", "in March", ""]
)
def test_other_words_tell_no_written_day(text):
    said = spoken(undated("Harcote", text))
    assert said is None


@pytest.mark.parametrize(
    ("words", "calendar"),
    [
        (
            news(
                "Marionettes are coming to Harcote",
                "Strings Attached show their puppets on Thursday, March 4 at 7pm.",
            ),
            listed("Strings Attached: marionettes"),
        ),
        (
            news("Ukulele jam is back", "Harcote Strummers meet every Thursday, 7pm."),
            listed("Ukulele jam with the Strummers"),
        ),
        (
            undated("Ukulele jam, Thursdays", "Every Thursday at 7pm."),
            listed("Harcote ukulele jam"),
        ),
        (
            undated("Rag rugs for all", "Thursdays 7pm to 9pm. All welcome."),
            listed("Rag rugs"),
        ),
    ],
)
def test_who_tells_the_day_in_words_tells_the_event(words, calendar):
    assert one(words, calendar)


@pytest.mark.parametrize(
    ("words", "calendar"),
    [
        # A report of it, and what it does to the roads.
        (
            news(
                "Marionettes delight Harcote",
                "Strings Attached played on 4 March.",
                published=SEVEN + timedelta(days=4),
            ),
            listed("Strings Attached: marionettes"),
        ),
        (
            news(
                "Road closed for the Harcote lantern parade", "Thursday 4 March, 7pm."
            ),
            listed("Harcote lantern parade"),
        ),
        # Another day, hour, place or age.
        (
            undated("Ukulele jam", "Every Friday at 7pm."),
            listed("Ukulele jam"),
        ),
        (
            undated("Ukulele jam for all", "Every Thursday at 10am."),
            listed("Ukulele jam"),
        ),
        (
            undated("Ukulele jam", "Every Thursday at 7pm.", venue="Oxley Library"),
            listed("Ukulele jam"),
        ),
        (
            undated("Junior ukulele (under 8s)", "Every Thursday at 7pm."),
            listed("Ukulele for adults"),
        ),
        # A street and a day in common.
        (
            news("Burst main in Harcote", "Water was off on Thursday, March 4 at 7pm."),
            listed("Harcote water colours"),
        ),
    ],
)
def test_what_else_is_told_of_the_day_is_another_story(words, calendar):
    assert not one(words, calendar)


def test_a_round_up_does_not_make_one_event_of_those_it_names():
    both = (
        listed("Marionettes and masks"),
        listed("Ukulele jam and singalong", venue="Oxley Library"),
    )
    round_up = news(
        "Marionettes, masks and a ukulele singalong this week",
        "Marionettes and masks, a ukulele jam: all on Thursday 4 March at 7pm.",
    )
    placed = group([*both, round_up], NOW)
    assert placed[0][1].story != placed[1][1].story


def test_a_story_with_an_event_is_an_event_whoever_tells_it_first():
    first = news("Strings Attached at Harcote", "March 4, 7pm, with marionettes.")
    story = merge("s1", [first, listed("Strings Attached")], NOW)
    assert story.kind is Kind.EVENT
