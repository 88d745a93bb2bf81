"""Moments, states and texts as a page says them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from aggregator.model.council import Account, Council
from aggregator.model.draft import State
from aggregator.model.facts import Kind, Status
from aggregator.model.health import Health
from aggregator.web import preview, telling, tokens, wording
from aggregator.web.pages.reasons import REASONS, reason
from aggregator.web.visit import local
from tests.builders import NOW, a_story, an_item

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 12, 5, 10, 30, tzinfo=UTC), "Sat 5 Dec, 10:30am"),
        (datetime(2026, 6, 5, 11, 0, tzinfo=UTC), "Fri 5 Jun, 12pm"),
        (datetime(2027, 1, 1, 0, 5, tzinfo=UTC), "Fri 1 Jan 2027, 12:05am"),
        (date(2026, 12, 5), "Sat 5 Dec"),
    ],
)
def test_a_moment_is_said_in_the_councils_own_time(value, said):
    assert wording.moment(value, NOW, LONDON) == said
    assert wording.fact(value.isoformat(), NOW, LONDON) == said


def test_a_fact_that_is_no_moment_is_said_as_it_is():
    assert wording.fact("Ambleford Hall", NOW, LONDON) == "Ambleford Hall"


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(), "just now"),
        (timedelta(seconds=20), "in a minute"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(minutes=-60), "60 minutes ago"),
        (timedelta(hours=-26), "26 hours ago"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_a_distance_is_said_roughly(distance, said):
    assert wording.ago(NOW + distance, NOW) == said


def test_what_is_near_is_said_as_near():
    for hours, said in ((5, "today, 2pm"), (30, "tomorrow, 3pm")):
        value = NOW + timedelta(hours=hours)
        assert wording.deadline(value, NOW, LONDON) == said
    later = NOW + timedelta(days=5)
    assert wording.deadline(later, NOW, LONDON) == "Sat 28 Nov, 9am"


def test_when_a_thing_is():
    starts = datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
    event = an_item(starts=starts, ends=starts + timedelta(hours=1))
    assert wording.when(event, NOW, LONDON) == "Sat 5 Dec, 10:30am to 11:30am"
    days = an_item(starts=date(2026, 12, 5), ends=date(2026, 12, 6))
    assert wording.when(days, NOW, LONDON) == "Sat 5 Dec to Sun 6 Dec"
    job = an_item(kind=Kind.JOB, starts=None, closes=date(2026, 12, 11))
    assert wording.when(job, NOW, LONDON) == "closes Fri 11 Dec"
    news = an_item(kind=Kind.NEWS, starts=None, published=NOW)
    assert wording.when(news, NOW, LONDON) == "published Mon 23 Nov, 9am"
    assert wording.when(an_item(starts=None), NOW, LONDON) is None


def test_every_kind_state_and_health_has_words():
    assert all(wording.kind_word(kind) for kind in Kind)
    assert all(wording.state_sentence(state) for state in State)
    assert all(wording.health_word(one) for one in Health)
    assert wording.status_word(Status.SCHEDULED) is None
    assert wording.status_word(Status.CANCELLED) == "Cancelled"


def test_links_and_tags_are_marked_as_the_network_shows_them():
    text = "Hi #Lego & @Friend: https://www.example.org/a/very/long/way a@b.org"
    marked = [part.text for part in preview.parts(text) if part.marked]
    assert marked == ["#Lego", "@Friend", "example.org/a/very/long/wa…"]
    plain = "".join(part.text for part in preview.parts("Nothing to mark\n"))
    assert plain == "Nothing to mark\n"


def test_the_drafts_own_link_is_marked_even_without_a_domain():
    link = "http://127.0.0.1:8000/event"
    marked = [part.text for part in preview.parts(f"Hi {link} #A", link) if part.marked]
    assert marked == ["127.0.0.1:8000/event", "#A"]
    assert [part.marked for part in preview.parts(f"Hi {link}")] == [False]


def test_the_dates_of_a_series_are_one_teller_and_no_difference():
    items = [
        an_item(id=f"{source}{day}", source=source, starts=NOW + timedelta(days=day))
        for source in ("a", "b")
        for day in range(3)
    ]
    dates = tuple(item.starts for item in items[:3])
    story = a_story(items=tuple(items), dates=dates, starts=dates[1])
    assert [(item.id, more) for item, more in telling.tellers(story)] == [
        ("a1", 2),
        ("b1", 2),
    ]
    assert telling.differing(story) == {}
    other = an_item(id="c", source="c", venue="Ambleford Hall")
    story = a_story(items=(items[0], items[1], other), dates=dates)
    assert telling.differing(story) == {
        "venue": (("a", "Ambleford Library"), ("c", "Ambleford Hall"))
    }


@pytest.mark.parametrize(
    "address", [None, "javascript:alert(1)", "data:text/html,x", " https://a.org", ""]
)
def test_only_web_addresses_become_links(address):
    assert preview.safe(address) is None


def test_a_site_is_named_without_www():
    assert preview.host("https://www.example.org/a") == "example.org"
    assert preview.host("http://[broken") is None
    assert preview.host(None) is None


def test_an_account_is_named_with_its_at():
    council = Council(name="A", accounts=(Account(network="x", handle="Ambleford"),))
    assert preview.handle(council, "x") == "@Ambleford"
    assert preview.handle(council, "mastodon") is None


def test_a_form_token_is_new_in_each_page_and_good_for_one_secret():
    one, other = tokens.token("secret"), tokens.token("secret")
    assert one != other
    assert tokens.is_genuine(one, "secret")
    assert tokens.is_genuine(other, "secret")
    assert not tokens.is_genuine(one, "another")
    for written in (None, "", "é", one[:-4], "AAAA" + one):
        assert not tokens.is_genuine(written, "secret")


@pytest.mark.parametrize(
    "address", [None, "", "x", "//evil.org", "https://evil.org", "/\\evil", "/a\r\nb"]
)
def test_only_our_own_pages_are_returned_to(address):
    assert local(address) is None


def test_a_reason_is_words_that_can_be_counted():
    for name, words in REASONS.items():
        if name != "other":
            assert reason(name, None) == words
    assert reason("wrong", "the date") == "Wrong or out of date: the date"
