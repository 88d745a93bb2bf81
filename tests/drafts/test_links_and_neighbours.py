"""What is known of a draft's links, and of other drafts near it."""

from datetime import timedelta

import pytest

from aggregator.drafts.checks import CheckContext, check
from aggregator.model.check_rules import CheckRules
from aggregator.model.draft import State
from aggregator.model.link import LinkLook
from aggregator.model.neighbour import Neighbour
from tests.builders import NOW, a_story

LINK = "https://example.org/whats-on/storytime"
TEXT = f"Storytime at Ambleford Library, Sat 28 Nov, 10:30am. {LINK}"
HOUR = timedelta(hours=1)


def finding(rule, text=TEXT, **named):
    context = {"network": "x", "story": a_story(), "link": LINK, "now": NOW, **named}
    found = {one.rule: one for one in check(text, CheckContext(**context))}
    return found.get(rule)


def looked(**named):
    look = LinkLook(**{"url": LINK, "looked_at": NOW, "status": 200, **named})
    return finding("dead-link", links=(look,))


def a_neighbour(**named):
    told = {"draft": 2, "story": "s2", "state": State.WAITING, "text": TEXT}
    return Neighbour(**{**told, "link": LINK, **named})


def test_a_link_that_answers_404_is_named_with_its_time():
    found = looked(status=404, failures=1, since=NOW)
    assert found.message == (
        "The link answered 404 on Monday 23 November, 09:00: nothing is there"
    )


@pytest.mark.parametrize(
    ("failures", "since", "is_named"),
    [
        (1, NOW, False),
        (2, NOW - 3 * HOUR, False),
        (3, NOW - HOUR / 2, False),
        (3, NOW - HOUR, True),
    ],
)
def test_a_flaky_site_is_not_called_dead_until_it_failed_often_and_long(
    failures, since, is_named
):
    found = looked(status=None, cause="timeout", failures=failures, since=since)
    assert (found is not None) is is_named


@pytest.mark.parametrize("cause", ["robots", "forbidden", "throttled"])
def test_a_site_that_does_not_let_us_look_says_nothing_of_its_page(cause):
    assert looked(status=None, cause=cause) is None


def test_a_page_that_moved_for_good_is_put_right():
    found = looked(landed="https://example.org/events/storytime", for_good=True)
    assert found.fix == TEXT.replace("whats-on", "events")
    assert looked(landed="https://example.org/events/storytime") is None


@pytest.mark.parametrize(
    "landed",
    [
        "https://www.example.org/whats-on/storytime/",
        "http://example.org/whats-on/storytime",
        "https://EXAMPLE.org/whats-on/storytime?cookies=set",
    ],
)
def test_what_no_reader_would_notice_is_no_other_address(landed):
    assert looked(landed=landed, for_good=True) is None


def test_a_link_to_a_front_page_or_a_sign_in_is_no_link_to_the_story():
    assert "front page" in looked(landed="https://example.org/").message
    assert "sign-in" in looked(landed="https://example.org/login?next=a").message
    assert looked(landed="https://example.org/login").fix is None


def test_only_a_link_that_the_text_has_is_spoken_of():
    look = LinkLook(url="https://example.org/old", looked_at=NOW, status=404)
    assert finding("dead-link", links=(look,)) is None


def test_another_post_within_the_hour_is_named_with_its_time():
    near = a_neighbour(at=NOW + HOUR * 1.5, state=State.APPROVED)
    found = finding("same-hour", due=NOW + HOUR, neighbours=(near,))
    assert found.message == "Draft 2 goes out at 10:30, within the hour of this"
    assert finding("same-hour", due=NOW, neighbours=(near,)) is None
    assert finding("same-hour", neighbours=(near,)) is None


def test_slots_that_are_nearer_than_an_hour_are_no_clash():
    near = a_neighbour(at=NOW + HOUR / 2)
    rules = CheckRules(apart=HOUR / 2)
    assert finding("same-hour", due=NOW, neighbours=(near,), rules=rules) is None


def test_two_drafts_about_one_page_are_one_too_many():
    other = a_neighbour(text=TEXT.replace("Storytime", "Story time"))
    assert "waits as well" in finding("same-thing", neighbours=(other,)).message
    typed = a_neighbour(story=None, text=f"Come along! {LINK}", state=State.APPROVED)
    assert "is approved" in finding("same-thing", neighbours=(typed,)).message


def test_a_reminder_and_another_thing_of_one_list_are_no_doubles():
    reminder = a_neighbour(story="s1")
    another = a_neighbour(text=f"Chess for beginners, every Monday at noon. {LINK}")
    elsewhere = a_neighbour(link="https://example.org/other")
    for other in (reminder, another, elsewhere):
        assert finding("same-thing", neighbours=(other,)) is None
