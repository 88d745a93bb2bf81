import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.drafts.checks import CheckContext, check
from aggregator.drafts.compose import compose
from aggregator.drafts.measure import measure
from aggregator.drafts.sentences import sentences
from aggregator.drafts.templates import load_templates
from aggregator.drafts.thread import (
    FEWEST_LETTERS,
    MOST_PARTS,
    counts,
    joined,
    parts,
    threaded,
)
from aggregator.model.council import Council, Voice
from aggregator.model.draft import Severity
from tests.builders import NOW, a_story

LONG = """The library reopens on Monday 4 January after six weeks. The roof is new. \
The lift works again, and there is a changing place on the ground floor.

There are forty more seats, a quiet room and a studio where you can record a song. \
The children's library has moved to the front, where the light is.

Come and see it. There will be cake on the first day.
Find out more: https://www.example.org/libraries/reopening
#WhatsOn"""


def test_a_line_of_dashes_begins_the_next_post():
    assert parts("One\n---\nTwo\n\n -----  \n\nThree") == ("One", "Two", "Three")
    assert parts("A - B --- C") == ("A - B --- C",)
    assert parts("---\n\n---") == ()
    assert parts(joined(("One", "Two"))) == ("One", "Two")


def test_a_long_text_becomes_posts_that_end_with_a_sentence_link_in_the_first():
    posts = parts(threaded(LONG, "x"))
    assert len(posts) == 2
    assert posts[0].endswith("reopening\n#WhatsOn")
    assert posts[0].startswith("The library reopens on Monday")
    assert posts[1].endswith("There will be cake on the first day.")
    assert all(measure(one, "x").valid for one in posts)


def test_the_last_post_is_no_orphan():
    long = "The library is open again and the roof of it is as good as new. " * 4
    posts = parts(threaded(f"{long}See you. {'Bring a friend. ' * 2}", "x"))
    assert len(posts) == 2
    assert len(posts[1]) >= FEWEST_LETTERS
    assert posts[1].endswith("See you. Bring a friend. Bring a friend.")


def test_what_was_divided_before_stays_so():
    first, long = "A short post.", "A sentence of the second post. " * 12
    posts = parts(threaded(joined((first, long)), "x"))
    assert posts[0] == first
    assert len(posts) == 3
    assert " ".join(posts[1:]) == long.strip()


def test_each_post_has_its_own_count():
    found = counts(joined(("One", "Three", "x" * 281)), "x")
    assert [one.length for one in found] == [3, 5, 281]
    assert [one.valid for one in found] == [True, True, False]


def test_a_hashtag_that_ends_a_post_of_a_thread_is_where_it_belongs():
    context = CheckContext(network="x", now=NOW)
    thread = threaded(LONG, "x")
    assert "hashtag-place" not in {one.rule for one in check(thread, context)}


def test_what_no_sentence_ends_stays_too_long_and_says_so():
    endless = "word " * 90
    assert threaded(endless, "x") is None
    (finding, *_) = check(endless, CheckContext(network="x", now=NOW))
    assert finding.rule == "length"
    assert finding.fix is None


def test_the_check_for_length_offers_the_thread_and_is_then_content():
    context = CheckContext(network="x", now=NOW)
    (finding,) = [one for one in check(LONG, context) if one.rule == "length"]
    assert finding.severity is Severity.BLOCKING
    assert "length" not in {one.rule for one in check(finding.fix, context)}
    one_long = joined(("Short.", "x" * 290))
    (finding,) = [one for one in check(one_long, context) if one.rule == "length"]
    assert finding.message.startswith("The longest post of the thread is 10 characters")


def test_a_thread_nobody_would_read_is_told():
    many = joined(tuple(f"Post number {n}." for n in range(MOST_PARTS + 1)))
    (finding, *_) = check(many, CheckContext(network="x", now=NOW))
    assert "6 are the most" in finding.message


def test_words_that_may_not_give_way_become_a_thread():
    house_rules = (
        "Come ten minutes early, and bring your library card. There is a lift to every "
        "floor. Dogs are welcome in the garden, and so are their owners, of course."
    )
    text = "{{ story.title }}. {{ story.summary }}\n\n" + house_rules + "\n{{ link }}"
    whole = {"event.j2": text}
    story = a_story(summary=LONG.partition("\n")[0])
    draft = compose(
        story,
        "x",
        council=Council(name="Ambleford Libraries"),
        voice=Voice(),
        templates=load_templates(whole),
        now=NOW,
    )
    posts = parts(draft.text)
    assert len(posts) == 2
    assert draft.length <= draft.limit
    assert story.url in posts[0]
    assert posts[1].endswith("so are their owners, of course.")


@pytest.mark.parametrize("filtered", ["whole", "shorten"])
def test_a_template_says_whether_a_text_is_rather_whole_or_short(filtered):
    text = "{{ story.title }}\n\n{{ story.summary|" + filtered + " }}\n{{ link }}"
    one = "The {} is as good as new, and so is all of what stands beside it, as every "
    one += "neighbour who has looked in during the week will tell you. "
    draft = compose(
        a_story(summary="".join(map(one.format, ("roof", "lift", "garden")))),
        "x",
        council=Council(name="Ambleford Libraries"),
        voice=Voice(),
        templates=load_templates({"event.j2": text}),
        now=NOW,
    )
    assert (len(parts(draft.text)) > 1) is (filtered == "whole")
    assert draft.length <= draft.limit


@pytest.mark.parametrize("network", ["x", "mastodon", "bluesky"])
@given(
    words=st.lists(
        st.text("abcdefgh ", min_size=3, max_size=60), min_size=2, max_size=40
    ),
    linked=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_thread_says_all_of_it_in_order_each_post_within_the_limit(
    network, words, linked
):
    said = ["W" + re.sub(r"\s+", " ", one).strip() + "." for one in words]
    text = " ".join(said) + ("\nMore: https://example.org/a" if linked else "")
    thread = threaded(text, network)
    if thread is None:
        return
    posts = parts(thread)
    assert 1 < len(posts) <= MOST_PARTS
    assert all(measure(one, network).valid for one in posts)
    told = " ".join(posts).replace("More: https://example.org/a", "")
    assert sentences(" ".join(told.split())) == said
