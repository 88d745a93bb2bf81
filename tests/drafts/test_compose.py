"""Properties that every draft has, over sixty stories, three tones, three networks."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from aggregator.drafts.compose import compose
from aggregator.drafts.sentences import dangles
from aggregator.model.council import Council, Tone, Voice
from aggregator.model.draft import Severity
from aggregator.model.facts import Kind, Status
from tests.builders import NOW, a_story
from tests.drafts.stories import stories

COUNCIL = Council(name="Ambleford Libraries")
_ON = Status.SCHEDULED
HASHTAGS = {Kind.EVENT: ("whatsOn", "Libraries", "Third"), Kind.NEWS: ("Ambleford",)}


def told(story, templates, *, network="x", **voice):
    return compose(
        story,
        network,
        council=COUNCIL,
        voice=Voice(**voice),
        templates=templates,
        now=NOW,
    )


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
@pytest.mark.parametrize("tone", list(Tone))
def test_every_draft_could_be_sent_as_it_is(templates, tone, network):
    voice = {"tone": tone, "hashtags": HASHTAGS, "emoji": True, "sign_off": "Enjoy!"}
    for story in stories():
        draft = told(story, templates, network=network, **voice)
        text = draft.text
        assert draft.length <= draft.limit, text
        assert re.search(re.escape(story.url) + r"(?:\n#\w+( #\w+)?)?$", text), text
        assert "Third" not in text
        assert not re.search(r"  | [,.;:!?](?:\s|$)|[.,;:]{2}|[!?]\.|[{}]|\n\n\n", text)
        assert not re.search(r"[\ue000-\ue002]|None|exciting", text), text
        for stump in re.findall(r"(\S+(?: \S+)*)…", text):
            assert not dangles(stump), text
        blocking = [one for one in draft.findings if one.severity is Severity.BLOCKING]
        assert not blocking, (text, blocking)


@pytest.mark.parametrize("tone", list(Tone))
def test_an_events_date_is_always_told(templates, tone):
    for story in stories():
        if story.kind is Kind.EVENT and story.starts is not None:
            draft = told(story, templates, tone=tone)
            assert re.search(r"\d{1,2} (?:Nov|Dec|Jul|Rhag)", draft.text), draft.text


def test_free_is_said_only_where_the_source_says_it(templates):
    for story in stories():
        source = f"{story.price} {story.title} {story.summary}".lower()
        if "free" not in source and "£0" not in source:
            assert "free" not in told(story, templates).text.lower()


def test_the_three_tones_differ_for_every_ordinary_story(templates):
    ordinary = [one for one in stories() if one.language != "cy"]
    differing = 0
    for story in ordinary:
        texts = {told(story, templates, tone=tone).text for tone in Tone}
        differing += len(texts) == 3
    assert differing > 0.8 * len(ordinary)


def test_a_story_always_gets_the_same_words_and_neighbours_others(templates):
    first, second = stories()[25:27]
    assert told(first, templates).text == told(first, templates).text
    opening = [told(one, templates).text.split("\n")[0] for one in (first, second)]
    assert opening[0] != opening[1]


def test_a_week_of_drafts_is_not_of_one_mould(templates):
    """No way of saying it has more than two fifths of a kind's posts, none is unused.

    Plain posts are left out: they begin with the fact.
    """
    for tone in (Tone.WARM, Tone.PLAYFUL):
        for kind in (Kind.EVENT, Kind.JOB, Kind.NEWS):
            rich = [one for one in stories() if one.kind is kind and one.summary]
            usual = [one for one in rich if one.language != "cy" and one.status is _ON]
            month = [
                replace(usual[n % len(usual)], id=f"s{number}", title=f"Meeting {n}")
                for n, number in enumerate(range(3, 243, 4))
            ]
            moulds = Counter(
                mould_of(told(one, templates, tone=tone).text, one) for one in month
            )
            (_, most), *_ = moulds.most_common(1)
            assert most <= 0.4 * len(month), (tone, kind, moulds)
            assert len(moulds) >= 3, (tone, kind, moulds)


def mould_of(text, story):
    """What the template says of its own accord, facts and summary taken out."""
    summary = (story.summary or "").split(".")[0]
    bare = text.replace(story.title, "T").replace(summary, "S")
    words = re.sub(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d[^.!?\n]*", "D", bare)
    lines = [line for line in words.splitlines() if line and "http" not in line]
    return tuple(line[:8] for line in lines)


def test_grave_news_is_told_plainly_whatever_the_tone(templates):
    flood = next(one for one in stories() if one.title.startswith("Flood"))
    draft = told(flood, templates, tone=Tone.PLAYFUL, emoji=True)
    assert draft.text.startswith("Flood warning for the Ribble.") or (
        draft.text.startswith("News: Flood warning")
    )
    assert draft.text.isascii()


def test_a_welsh_story_is_told_in_welsh(templates):
    welsh = [one for one in stories() if one.language == "cy"]
    event = told(welsh[0], templates)
    assert event.language == "cy"
    assert event.template == "event.cy.j2"
    assert "Sad 5 Rhag, 10:30yb-12 canol dydd" in event.text


def test_a_cancelled_event_says_so_first(templates):
    quiz = next(one for one in stories() if one.title == "Quiz night")
    assert told(quiz, templates).text.startswith("Cancelled: Quiz night.")


def test_words_are_swapped_but_never_inside_the_link(templates):
    story = stories()[0]
    draft = told(story, templates, swaps={"stories": "tales", "what": "why"})
    assert "Tales, songs and rhymes" in draft.text
    assert story.url in draft.text


def test_a_place_has_its_own_hashtag_and_two_are_the_most(templates):
    story = next(one for one in stories() if one.venue == "Thornbeck Library")
    voice = {
        "hashtags": {Kind.EVENT: ("WhatsOn", "Families")},
        "place_hashtags": {"thornbeck": ("thornbeck",), "Thorn": ("Never",)},
    }
    assert told(story, templates, **voice).text.endswith("\n#Thornbeck #WhatsOn")
    elsewhere = replace(story, venue="Kirkby Library", address=None)
    assert told(elsewhere, templates, **voice).text.endswith("\n#WhatsOn #Families")


def test_the_councils_own_emojis_are_used_and_none_with_grave_news(templates):
    story = stories()[0]
    voice = {"emoji": True, "emojis": {Kind.EVENT: ("🦉",), Kind.NEWS: ("🦉",)}}
    assert "🦉" in told(story, templates, **voice).text.split("\n")[0]
    flood = next(one for one in stories() if one.title.startswith("Flood"))
    assert "🦉" not in told(flood, templates, **voice).text


def test_hashtags_give_way_before_any_fact_does(templates):
    long = next(one for one in stories() if one.title.startswith("A walk along"))
    draft = told(long, templates, hashtags=HASHTAGS)
    assert "#" not in draft.text
    assert "Sun 6 Dec" in draft.text
    assert "1pm at Ambleford Station" in draft.text


@pytest.mark.parametrize(
    "hostile",
    [
        *("a" * 9_000, "( " * 3_000, "a." * 3_000, "A. " * 3_000, "5 Dec " * 2_000),
        *(
            "http://a.com/" + "(a" * 3_000,
            "a-" * 3_000 + ".com",
            "!?" * 3_000,
            "…" * 99,
        ),
        *("read more " * 900, " | a" * 2_000, "[insert " * 900, "AAAA " * 900, ". . ."),
    ],
    ids=lambda text: text[:8],
)
def test_whatever_a_source_sends_a_draft_comes_back_soon(templates, hostile):
    for name in ("title", "summary", "venue", "price"):
        draft = told(a_story(**{name: hostile}), templates)
        assert len(draft.text) < 2_000


@pytest.mark.parametrize(
    "title", ["CANCELLED: Jazz night", "Cancelled jazz night", "Jazz night - CANCELLED"]
)
def test_what_the_title_says_of_it_is_not_said_twice(templates, title):
    text = told(a_story(title=title, status=Status.CANCELLED), templates).text
    assert text.lower().count("cancel") == 1
    assert "azz night" in text


def test_a_post_that_begins_with_its_title_says_it_once(templates):
    whole = "The great loom runs again! Come and hear it. Free, as ever."
    for title in (whole, "The great loom runs again! Come and…"):
        story = a_story(
            kind=Kind.SHARE, title=title, summary=whole, starts=None, published=NOW
        )
        text = told(story, templates).text
        assert text.count("great loom") == 1
        assert "Free, as ever" in text
