"""Sold out: said by a source, at one date of many, and not said at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aggregator.model.configuration import DraftRules
from aggregator.model.council import Council
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Status
from aggregator.model.story import Life
from aggregator.stories.following import reminder_due, worth_telling
from aggregator.stories.items import to_items
from aggregator.stories.life import at, changes, is_current, life
from aggregator.stories.merge import merge
from aggregator.stories.sold_out import says_sold_out
from tests.builders import NOW, a_source, an_item

TEN = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
RULES = DraftRules()


def told(title="Storytime", kind=Kind.EVENT, **named):
    facts = Facts(kind=kind, title=title, starts=TEN, **named)
    (item,) = to_items([Entry(facts=facts)], a_source(), Council(name="Ambleford"))
    return item


@pytest.mark.parametrize(
    "words",
    [
        "Sold out.",
        "SOLD OUT",
        "Stories and songs. This event is now sold out. Sorry!",
        "Sorry, this session is fully booked.",
        "Tickets have sold out.",
        "It's sold out",
        "Songs. Sold out - join the waiting list.",
        "All tickets are now sold out, but do call us.",
        "The event has now sold out; please see our other dates.",
        "Mae'r digwyddiad hwn wedi gwerthu allan.",
        "Mae\u2019r sesiwn yn llawn.",
        "Mae'n llawn.",
        "LLAWN",
    ],
)
def test_a_sentence_that_says_sold_out_is_understood(words):
    assert says_sold_out(words)
    assert told(summary=words).status is Status.SOLD_OUT


@pytest.mark.parametrize(
    "words",
    [
        None,
        "Not sold out.",
        "This is not sold out yet.",
        "Nearly sold out!",
        "Almost fully booked.",
        "Sold out last year, so book early.",
        "Sold out - three years running!",
        "Sold out in 2025.",
        "Last year's event sold out.",
        "This show sold out in hours.",
        "The matinee is sold out.",
        "The 2pm session is sold out.",
        "Early bird tickets are sold out.",
        "If sold out, join the waiting list.",
        "Sold out? Join the waiting list.",
        "Book before it is sold out.",
        "Our sold-out tour returns.",
        "Tickets may be sold out.",
        "Sesiwn yn llawn hwyl.",
        "Bron wedi gwerthu allan.",
        "Bron yn llawn.",
        "Dydy'r sesiwn ddim yn llawn.",
    ],
)
def test_words_that_only_sound_like_it_are_not_taken_for_it(words):
    assert not says_sold_out(words)
    assert told(summary=words).status is Status.SCHEDULED


@pytest.mark.parametrize(
    "title",
    [
        "SOLD OUT: Storytime",
        "SOLD OUT Storytime",
        "Storytime - SOLD OUT",
        "Storytime (sold out)",
        "Storytime [Fully booked]",
        "Wedi gwerthu allan: Storytime",
        "LLAWN: Storytime",
    ],
)
def test_a_title_that_is_labelled_sold_out_is_told_without_the_label(title):
    item = told(title)
    assert (item.title, item.status) == ("Storytime", Status.SOLD_OUT)


@pytest.mark.parametrize(
    "title",
    [
        "Storytime - not sold out",
        "Storytime (nearly sold out)",
        "Sold out show returns",
        "Sold out last year: panto",
        "The band that never sold out",
        "Llawn hwyl: amser stori",
    ],
)
def test_a_title_that_only_mentions_it_stays_as_it_is(title):
    item = told(title)
    assert (item.title, item.status) == (title, Status.SCHEDULED)


def test_a_cancelled_event_that_was_sold_out_is_cancelled():
    assert told("CANCELLED: Storytime (sold out)").status is Status.CANCELLED
    both = told(summary="Sold out.", status=Status.POSTPONED)
    assert both.status is Status.POSTPONED


def test_news_of_what_is_sold_out_is_news():
    item = told("SOLD OUT: the panto", kind=Kind.NEWS, summary="Sold out.")
    assert (item.title, item.status) == ("SOLD OUT: the panto", Status.SCHEDULED)


def test_a_price_that_says_sold_out_is_no_price():
    item = told(price="Sold out")
    assert (item.price, item.status) == (None, Status.SOLD_OUT)


def test_what_is_sold_out_is_not_announced_and_is_over_in_its_time():
    gone = merge("s1", [an_item(status=Status.SOLD_OUT, starts=TEN)], NOW)
    assert life(gone, NOW) is Life.SOLD_OUT
    assert not is_current(gone, RULES, NOW)
    assert life(gone, TEN + timedelta(days=1)) is Life.OVER


def test_sold_out_and_back_on_sale_are_both_worth_telling():
    free = merge("s1", [an_item(starts=TEN)], NOW)
    gone = merge("s1", [an_item(starts=TEN, status=Status.SOLD_OUT)], NOW)
    for before, after in ((free, gone), (gone, free)):
        assert [one.field for one in changes(before, after)] == ["status"]
        assert [one.field for one in worth_telling(before, after, NOW)] == ["status"]


def test_a_reminder_of_what_is_sold_out_is_only_due_by_rule():
    gone = merge("s1", [an_item(starts=TEN, status=Status.SOLD_OUT)], NOW)
    eve = TEN - timedelta(hours=20)
    assert reminder_due(gone, RULES, eve) is None
    saying_so = replace(RULES, remind_sold_out=True)
    assert reminder_due(gone, saying_so, eve) == "reminder-1d"


def test_one_date_of_a_series_that_is_sold_out_leaves_the_others():
    weeks = [
        an_item(id=f"w{n}", starts=TEN + timedelta(weeks=n), url=f"https://e.org/{n}")
        for n in range(3)
    ]
    series = merge("s1", weeks, NOW)
    weeks[0] = replace(weeks[0], status=Status.SOLD_OUT)
    one_gone = merge("s1", weeks, NOW)
    assert one_gone.dates == series.dates
    assert one_gone.status is Status.SCHEDULED
    assert at(one_gone, NOW).starts == TEN + timedelta(weeks=1)
    assert is_current(one_gone, RULES, NOW)
    (change,) = worth_telling(at(series, NOW), one_gone, NOW)
    assert (change.field, change.after) == ("status", "sold_out")
    gone = merge("s1", [replace(one, status=Status.SOLD_OUT) for one in weeks], NOW)
    assert gone.status is Status.SOLD_OUT
    assert at(gone, NOW).starts == TEN
    assert not is_current(gone, RULES, NOW)


def test_its_own_site_is_believed_about_places():
    own = an_item(starts=TEN, own=True)
    other = an_item(id="b", source="b", starts=TEN, status=Status.SOLD_OUT)
    assert merge("s1", [own, other], NOW).status is Status.SCHEDULED
    assert merge("s1", [replace(own, own=False), other], NOW).status is Status.SOLD_OUT
