"""Links are looked at before a post goes out, and one bad look says nothing."""

import asyncio
from datetime import timedelta

import pytest

from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.model.council import Person, Role
from aggregator.model.draft import State
from aggregator.model.link import LinkLook
from aggregator.run.links import GONE, is_due, judged, look_at_links
from aggregator.store import links
from tests.builders import NOW
from tests.site import CARDS, event_page, source_toml

EDITOR = Person(id=1, name="Ada", role=Role.EDITOR, has_password=False, created_at=NOW)
EVENT = {
    "title": "Storytime",
    "link": "/events/storytime",
    "starts": "2026-12-05T10:30:00+00:00",
    "venue": "Ambleford Library",
    "text": "For everybody.",
}
PAGE = "/events/storytime"


@pytest.fixture
def drafted(town, site):
    """A town with one draft, whose link leads to a page that is there."""
    url = site.put("/whats-on", event_page(EVENT), "text/html")
    site.put(PAGE, "Storytime", "text/html")
    town.configure(source_toml("whats-on", url, kind="event", format="page") + CARDS)
    town.cycle()
    site.asked.clear()
    return town


def look(town):
    with town.parts() as parts:
        return asyncio.run(look_at_links(parts))


def card(town):
    with town.parts() as parts:
        every = cards.every(parts.database, tuple(State), parts.clock())
        (found,) = every
    return found


def approve(town):
    seen = card(town).draft
    with town.parts() as parts:
        queue.approve(
            parts.database,
            Decision(
                person=EDITOR,
                draft=seen.id,
                revision=seen.revision,
                now=parts.clock(),
            ),
        )


def said(town):
    findings = {one.rule: one for one in card(town).findings}
    return findings.get("dead-link")


def test_a_link_is_looked_at_once_a_day(drafted, site):
    assert look(drafted) == 1
    assert site.asked.count(PAGE) == 1
    drafted.clock.move(hours=23)
    assert look(drafted) == 0
    drafted.clock.move(hours=1)
    assert look(drafted) == 1
    assert said(drafted) is None


def test_what_goes_out_soon_is_looked_at_again(drafted):
    look(drafted)
    approve(drafted)
    drafted.clock.move(hours=2)
    assert look(drafted) == 1


def test_a_page_that_is_not_there_is_said_beside_the_draft(drafted, site):
    site.put(PAGE, "gone", "text/html", 404)
    look(drafted)
    assert "answered 404 on Monday 23 November, 09:00" in said(drafted).message
    site.put(PAGE, "back", "text/html")
    drafted.clock.move(minutes=20)
    look(drafted)
    assert said(drafted) is None


def test_a_page_that_moved_for_good_offers_its_new_address(drafted, site):
    new = site.put("/new/storytime", "Storytime", "text/html")
    site.put(PAGE, "", "text/html", 301, location=new)
    look(drafted)
    found = said(drafted)
    assert new in found.fix
    assert site.base + PAGE not in found.fix


def test_an_approved_draft_goes_back_when_its_page_is_gone_twice(drafted, site):
    look(drafted)
    approve(drafted)
    site.put(PAGE, "gone", "text/html", 410)
    drafted.clock.move(hours=2)
    look(drafted)
    assert card(drafted).draft.state is State.APPROVED
    drafted.clock.move(minutes=20)
    look(drafted)
    back = card(drafted).draft
    assert (back.state, back.reason) == (State.WAITING, GONE)
    approve(drafted)
    drafted.clock.move(hours=3)
    look(drafted)
    assert card(drafted).draft.state is State.APPROVED


def test_a_site_that_is_down_for_a_moment_costs_nothing(drafted, site):
    look(drafted)
    approve(drafted)
    site.put(PAGE, "busy", "text/html", 503)
    for _ in range(3):
        drafted.clock.move(hours=2)
        look(drafted)
        site.put(PAGE, "busy", "text/html", 503)
        if card(drafted).draft.state is State.APPROVED:
            assert said(drafted) is None
    drafted.clock.move(hours=1)
    look(drafted)
    assert card(drafted).draft.state is State.WAITING
    assert "has not answered the link since" in said(drafted).message


def test_a_site_that_forbids_robots_is_not_asked(drafted, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /events", "text/plain")
    look(drafted)
    assert PAGE not in site.asked
    assert said(drafted) is None
    with drafted.parts() as parts, parts.database.reading() as connection:
        url = site.base + PAGE
        assert links.load(connection, [url])[url].cause == "robots"


@pytest.mark.parametrize("cause", ["robots", "forbidden", "throttled", "too-large"])
def test_what_says_nothing_of_the_page_is_no_failure(cause):
    assert judged(None, NOW, url="u", cause=cause).failures == 0


def test_failures_in_a_row_are_counted_from_the_first_and_end_with_a_good_look():
    first = judged(None, NOW, url="u", cause="timeout")
    later = NOW + timedelta(hours=1)
    second = judged(first, later, url="u", status=502)
    assert (second.failures, second.since) == (2, NOW)
    good = judged(second, later, url="u", status=200)
    assert (good.failures, good.since) == (0, None)


def test_after_a_failure_it_is_asked_soon_and_then_seldom():
    look = LinkLook(url="u", looked_at=NOW, cause="timeout", failures=1, since=NOW)
    assert is_due(look, None, NOW + timedelta(minutes=20))
    known = LinkLook(url="u", looked_at=NOW, cause="timeout", failures=3, since=NOW)
    assert not is_due(known, None, NOW + timedelta(minutes=20))
    assert is_due(known, None, NOW + timedelta(hours=3))
