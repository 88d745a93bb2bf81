"""A pre-election period: who is named in a post, and on which days that matters."""

from datetime import UTC, date, datetime

import pytest

from aggregator.drafts.checks import CheckContext, check
from aggregator.model.check_rules import CheckRules, Level, PreElection
from aggregator.model.draft import Severity
from aggregator.model.facts import Kind
from tests.builders import a_story

SPRING = PreElection(
    starts=date(2027, 3, 29), until=date(2027, 5, 6), names=("Cllr Joan Peake",)
)
INSIDE = datetime(2027, 4, 12, 9, tzinfo=UTC)


def finding(text, now=INSIDE, story=None, **named):
    rules = CheckRules(pre_elections=(SPRING,), **named)
    context = CheckContext(network="x", story=story, rules=rules, now=now)
    found = {one.rule: one for one in check(text, context)}
    return found.get("pre-election")


@pytest.mark.parametrize(
    ("now", "held"),
    [
        (datetime(2027, 3, 28, 22, 59, tzinfo=UTC), False),  # 11:59pm in London
        (datetime(2027, 3, 28, 23, 0, tzinfo=UTC), True),  # midnight there
        (datetime(2027, 5, 6, 22, 59, tzinfo=UTC), True),
        (datetime(2027, 5, 6, 23, 0, tzinfo=UTC), False),
    ],
)
def test_the_period_begins_and_ends_by_the_councils_clock(now, held):
    assert (finding("Joan Peake at the library", now) is not None) is held


@pytest.mark.parametrize(
    "text",
    [
        "Joan Peake opened the garden",
        "Cllr Peake opened the garden",
        "Councillor J Peake opened the garden",
        "A word from the Labour Party",
        "The Lib Dems and the Greens' candidate",
        "Plaid Cymru yn Aberystwyth",
    ],
)
def test_who_is_listed_and_the_parties_stop_approval(text):
    found = finding(text)
    assert found.severity is Severity.BLOCKING
    assert "until 6 May" in found.message


def test_anybody_elses_office_is_advice():
    assert finding("Cllr Holt read a story").severity is Severity.ADVICE


@pytest.mark.parametrize(
    "text",
    [
        "Register to vote by midnight",
        "A labour of love in the green garden",
        "At a conservative estimate 400 came",
        "Joan Peacock reads her poems",
        "Peake District walks",
    ],
)
def test_what_only_sounds_like_politics_is_left_alone(text):
    assert finding(text) is None


def test_a_share_of_political_content_is_held_whatever_our_words_are():
    story = a_story(
        kind=Kind.SHARE, title="Vote for us", summary="Reform UK's plan", starts=None
    )
    assert finding("Worth a read", story=story).severity is Severity.BLOCKING
    news = a_story(kind=Kind.NEWS, title="News", summary="Reform UK", starts=None)
    assert finding("New hours at the library", story=news) is None


def test_a_council_may_make_every_mention_stop_approval():
    strict = (("pre-election", Level.BLOCKING),)
    assert finding("Cllr Holt read", levels=strict).severity is Severity.BLOCKING
