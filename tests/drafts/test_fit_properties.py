"""What holds of every fitted text, whatever its story, however little the room."""

# ruff: noqa: SIM905 - word lists read better so

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.drafts import marks
from aggregator.drafts.compose import compose
from aggregator.drafts.fit import fitted
from aggregator.drafts.sentences import dangles, sentences
from aggregator.drafts.thread import MOST_PARTS, measured, parts
from aggregator.model.council import Council, Tone, Voice
from aggregator.model.draft import Severity
from aggregator.model.facts import Kind, Status
from tests.builders import NOW, a_story

COUNCIL = Council(name="Ambleford Libraries")
LINK = "https://www.example.org/e/1"
WORDS = (
    "stories songs the of and a to with for neighbours gardens which lanterns beside "
    "river mill, rhymes; library, where it, which is, under-fives"
    " children's crafts tea cake, music photographs of Ambleford in café at"
    " embroidery neighbourhood-watch 1,200 from"
).split()
VENUES = (
    None,
    "Ambleford Library",
    "Kirkby Marsh and District Memorial Hall, Lower Thornbeck",
    "online",
)
HASHTAGS = dict.fromkeys(Kind, ("WhatsOn", "LoveLibraries"))


def sentence(longest, least=2):
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=longest).map(
        lambda words: f"{' '.join(words).strip(',;').capitalize()}."
    )


STORIES = st.builds(
    lambda number, words, told, venue, price, day, status, kind: a_story(
        id=f"s{number}",
        kind=kind,
        title=words.rstrip("."),
        summary=" ".join(told) or None,
        venue=venue,
        price=price,
        starts=NOW + timedelta(days=day, hours=3) if kind is Kind.EVENT else None,
        url=LINK,
        status=status,
    ),
    number=st.integers(0, 60),
    words=sentence(12) | sentence(90, least=40),
    told=st.lists(sentence(40, least=15), max_size=6),
    venue=st.sampled_from(VENUES),
    price=st.sampled_from([None, "Free", "£3.50"]),
    day=st.integers(1, 60),
    status=st.sampled_from([Status.SCHEDULED, Status.CANCELLED, Status.POSTPONED]),
    kind=st.sampled_from([Kind.EVENT, Kind.NEWS]),
)
VOICES = st.builds(
    Voice,
    tone=st.sampled_from(list(Tone)),
    hashtags=st.sampled_from([{}, HASHTAGS]),
    emoji=st.booleans(),
    sign_off=st.sampled_from([None, "See you there!"]),
)


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
@given(story=STORIES, voice=VOICES)
@settings(max_examples=150, deadline=None)
def test_whatever_the_story_its_draft_says_the_facts_and_is_whole(
    templates, network, story, voice
):
    draft = compose(
        story, network, council=COUNCIL, voice=voice, templates=templates, now=NOW
    )
    text = draft.text
    within_limit_or_said_so(draft, network)
    facts_are_told(story, text)
    nothing_dangles(text)
    nothing_is_orphaned(text)


def within_limit_or_said_so(draft, network):
    blocking = [one.rule for one in draft.findings if one.severity is Severity.BLOCKING]
    fits = measured(draft.text, network).valid
    assert fits or "length" in blocking
    assert len(parts(draft.text)) <= MOST_PARTS


def facts_are_told(story, text):
    assert text.count(LINK) == 1
    assert " ".join(story.title.lower().split()[:2]).strip(",;") in text.lower()
    if story.status is Status.CANCELLED:
        assert "ancelled" in text
        assert "lanned" in text or "go ahead" in text or story.starts is None
    if story.status is Status.POSTPONED:
        assert "ostponed" in text
    if story.starts is not None:
        day = story.starts.day
        near = re.search(
            r"\b(?:today|tonight|tomorrow|this \w+day)\b", text, re.IGNORECASE
        )
        assert near or re.search(rf"\b{day} (?:Nov|Dec|Jan)", text), text
    if story.starts is not None and story.status is not Status.POSTPONED:
        name = (story.venue or "").partition(",")[0]
        assert name.lower() in text.lower(), text


def nothing_dangles(text):
    """No line stops at a word that promises another one, unless the source does."""
    for stump in re.findall(r"([^\n]*)…(?:\s|$)", text):
        assert not dangles(stump), text
    assert not re.search(r"  | [,.;:!?](?:\s|$)|[,;:][,;.]|[\ue000-\ue002]", text), text


def nothing_is_orphaned(text):
    for post in parts(text):
        lines = [line for line in post.split("\n") if line]
        assert re.search(r"\w{2}", re.sub(r"[#@]\w+|https?://\S+", "", post)), text
        for line in lines:
            assert re.search(r"\w", line), text
        # A hashtag is whole, and stands at the end of its post.
        tags = [line for line in lines if line.startswith("#")]
        assert tags in ([], [lines[-1]]), text
        assert all(set(tag.split()) <= {"#WhatsOn", "#LoveLibraries"} for tag in tags)


@given(
    told=st.lists(sentence(30, least=12), min_size=1, max_size=5),
    room=st.integers(40, 500),
)
@settings(max_examples=300, deadline=None)
def test_of_a_text_that_gives_way_whole_sentences_or_clauses_are_left(told, room):
    text = " ".join(told)
    marked = f"Fact one.\n{marks.marked(text, marks.SHORTEN, 1)}\n{LINK}"
    form = fitted(marked, lambda form: len(form) <= room)
    kept = form.removeprefix("Fact one.").removesuffix(LINK).strip()
    assert form.startswith("Fact one.")
    assert form.endswith(LINK)
    if not kept:
        return
    assert kept.endswith((".", "!", "?"))
    *whole, last = sentences(kept)
    assert sentences(text)[: len(whole)] == whole
    begun = sentences(text)[len(whole)]
    if last != begun:
        assert begun.startswith(last.rstrip("."))
        assert not dangles(last)


@given(
    regions=st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 30)), min_size=1, max_size=8
    ),
    room=st.integers(0, 200),
)
@settings(max_examples=300, deadline=None)
def test_what_a_template_names_first_gives_way_first(regions, room):
    """Nothing is gone while something of a lower number stands."""
    words = [f"{chr(97 + at)}{'x' * size}" for at, (_, size) in enumerate(regions)]
    ranks = [rank for rank, _ in regions]
    marked = "Fact" + "".join(
        marks.marked(f" {word}", marks.OPTIONAL, rank)
        for word, rank in zip(words, ranks, strict=True)
    )
    form = fitted(marked, lambda form: len(form) <= room)
    assert form.startswith("Fact")
    left = form.split()
    stands = [rank for word, rank in zip(words, ranks, strict=True) if word in left]
    gone = [rank for word, rank in zip(words, ranks, strict=True) if word not in left]
    assert len(form) <= room or not stands
    assert not gone or not stands or max(gone) <= min(stands)
