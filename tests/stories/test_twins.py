from dataclasses import replace
from datetime import timedelta

import pytest

from aggregator.model.facts import Kind
from aggregator.stories.keys import keys
from aggregator.stories.match import compare
from tests.builders import NOW, an_item

START = NOW + timedelta(days=5)


def told(source, language, **named):
    return an_item(
        id=f"{source}-1",
        source=source,
        pair="en+cy",
        language=language,
        **{"title": f"In {language}", "starts": START, "venue": None, **named},
    )


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ({"url": "https://e.org/en/events/1234"}, {"url": "https://e.org/cy/d/1234"}),
        ({"url": "https://e.org/e?id=987"}, {"url": "https://e.org/d?id=987&iaith=cy"}),
        ({"identifier": "abc@e.org"}, {"identifier": "abc@e.org"}),
        ({"address": "Stryd y Farchnad LL15 1DS"}, {"address": "Market St, LL15 1DS"}),
        ({"image": "https://e.org/a.jpg"}, {"image": "https://e.org/a.jpg"}),
    ],
)
def test_what_is_the_same_in_any_language_makes_twins(english, welsh):
    one, other = told("en", "en", **english), told("cy", "cy", **welsh)
    verdict = compare(one, other)
    assert verdict.same
    assert verdict.reason.startswith("the same in the other language")
    assert keys(one) & keys(other)


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ({"url": "https://e.org/en/2026/a"}, {"url": "https://e.org/cy/2026/b"}),
        ({"url": "https://e.org/en/1234"}, {"url": "https://e.org/cy/5678"}),
        ({"venue": "Ruthin Library"}, {"venue": "Llyfrgell Rhuthun"}),
        (
            {"image": "https://e.org/a.jpg"},
            {"image": "https://e.org/a.jpg", "starts": START + timedelta(hours=1)},
        ),
    ],
)
def test_nothing_is_guessed(english, welsh):
    assert compare(told("en", "en", **english), told("cy", "cy", **welsh)).same is None


def test_news_published_in_the_same_second_are_twins_but_not_on_the_hour():
    def news(source, at):
        return told(source, source, kind=Kind.NEWS, starts=None, published=at, url=None)

    at = NOW + timedelta(minutes=17, seconds=4)
    assert compare(news("en", at), news("cy", at)).same
    assert compare(news("en", NOW), news("cy", NOW)).same is None


def test_sources_that_are_no_pair_are_no_twins():
    one = told("en", "en", url="https://e.org/en/1234")
    page = "https://e.org/cy/1234"
    other = an_item(id="x", source="x", title="Yma", url=page, language="cy")
    assert not compare(one, other).same


def test_another_language_does_not_contradict():
    there = {"venue": "Ruthin Library", "summary": None, "url": None}
    at = START + timedelta(hours=1)
    third = an_item(id="t", source="third", title="Storytime", starts=at, **there)
    assert compare(told("en", "en", title="Storytime", **there), third).same is False
    welsh = told("cy", "cy", title="Storytime", **there)
    assert compare(welsh, third).same is None


def test_one_source_may_tell_in_both_languages():
    one = told("both", "en", url="https://e.org/en/1234")
    other = told("both", "cy", url="https://e.org/cy/1234")
    assert compare(one, replace(other, id="both-2")).same
