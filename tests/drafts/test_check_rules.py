"""What a council decides about its checks, and what the checks know of the place."""

import pytest

from aggregator.drafts.checks import CheckContext, check
from aggregator.model.check_rules import CheckRules, Level
from aggregator.model.draft import Severity
from tests.builders import NOW, a_story


def found(text, story=None, purpose="announce", language="en", **rules):
    context = CheckContext(
        network="x",
        story=story,
        purpose=purpose,
        language=language,
        now=NOW,
        rules=CheckRules(**rules),
    )
    return {one.rule: one for one in check(text, context)}


def test_a_check_is_as_grave_as_the_council_says():
    text = "We utilise every penny"
    assert found(text)["jargon"].severity is Severity.ADVICE
    strict = found(text, levels=(("jargon", Level.BLOCKING),))
    assert strict["jargon"].severity is Severity.BLOCKING
    assert "jargon" not in found(text, levels=(("jargon", Level.OFF),))


def test_the_voices_own_words_are_kept_in_what_people_type():
    one = found(
        "Our Customers say so: https://example.org/customers",
        swaps=(("customers", "readers"),),
    )["jargon"]
    assert one.fix == "Our Readers say so: https://example.org/customers"


def test_the_services_own_numbers_are_nobodys_secret():
    text = "Text the library: 07700 900 123"
    assert "personal-data" in found(text)
    assert "personal-data" not in found(text, contacts=("+44 7700 900123",))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("See you in Amblford", "See you in Ambleford"),
        ("See you in Abmleford.", "See you in Ambleford."),
        ("The Kirby Marsh bus", "The Kirkby Marsh bus"),
    ],
)
def test_a_slip_in_a_local_name_is_put_right(text, fixed):
    assert found(text, names=("Ambleford", "Kirkby Marsh"))["local-name"].fix == fixed


@pytest.mark.parametrize(
    "text",
    [
        "Ambleford's library and the Amblefords",
        "Amble along the ford",
        "mae'r bws yn mynd i Landysul",
        "See https://example.org/Amblford and #Amblford",
        "Libraries, Halls and Villages",
    ],
)
def test_what_is_no_slip_is_left_alone(text):
    names = ("Ambleford", "Llandysul", "Village Hall Library")
    assert "local-name" not in found(text, names=names)


def test_what_the_source_itself_writes_is_no_slip():
    story = a_story(title="An evening with Ada Amblford", venue="Ambleford Library")
    assert "local-name" not in found("Meet Ada Amblford", story=story)
    assert "local-name" in found("At Amblefrod Library", story=story)


def test_what_is_said_of_a_post_is_said_of_each_post_of_a_thread():
    first = "Two things to read. https://example.org/a #Books #Tea"
    thread = f"{first}\n\n---\n\nAnd one more: https://example.org/b 📚📚 #Read"
    assert not {"one-link", "hashtag-number", "emoji-number"} & found(thread).keys()
    crowded = f"{first}\n\n---\n\nYes! 📚📚📚📚"
    assert found(crowded)["emoji-number"].fix == f"{first}\n\n---\n\nYes! 📚📚📚"


def test_an_event_tells_its_price_or_that_it_is_free():
    free, paid = a_story(price="Free"), a_story(price="£4.50, under 16s £2")
    text = "Storytime, Sat 28 Nov. https://example.org/a"
    assert found(text, free)["missing-price"].fix.splitlines()[1] == "Free."
    assert found(text, free, language="cy")["missing-price"].remedy == "add “Am ddim”"
    assert "£4.50, under 16s £2." in found(text, paid)["missing-price"].fix
    assert "missing-price" not in found(text, paid, purpose="reminder-1d")
    assert "missing-price" not in found(text, a_story(price="Ask at the desk"))
    assert "missing-price" not in found(f"{text} £4.50", paid)
