import json
from dataclasses import replace

import feedparser
import pytest
from icalendar import Calendar

from aggregator.model.configuration import ReportRules

PATHS = ("/open/posts.json", "/open/posts.atom", "/open/events.ics")
TEXT = "Storytime & <b>songs</b>, Sat 28 Nov, 10:30am. https://example.org/s1"


@pytest.fixture
def opened(desk):
    """The same desk, with what it posted open to anybody."""
    configuration = replace(
        desk.parts.configuration, report=ReportRules(open_posts=True)
    )
    object.__setattr__(desk.parts, "configuration", configuration)
    return desk


def publish(desk, ada, text=TEXT):
    number = desk.put(text=text)
    ada.decide(number, "approve")
    ada.decide(number, "posted", address="https://x.com/AmblefordLibs/status/1")
    return number


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_open_unless_the_council_says_so(desk, visitor, path):
    assert visitor(role=None).get(path).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_any_web_site_may_show_what_was_posted(opened, visitor, path):
    publish(opened, visitor())
    answer = visitor(role=None).get(path)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in answer.headers
    assert "Ada" not in answer.text


def test_the_posts_are_in_the_feeds_and_drafts_are_not(opened, visitor):
    publish(opened, visitor())
    opened.put("Not out yet")
    (item,) = json.loads(visitor(role=None).get(PATHS[0]).text)["items"]
    assert item["content_text"] == TEXT
    assert item["url"] == "https://x.com/AmblefordLibs/status/1"

    feed = feedparser.parse(visitor(role=None).get(PATHS[1]).content)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.id == item["id"]
    assert entry.title.startswith("Storytime & ")
    assert entry.link == item["url"]


def test_the_events_to_come_are_in_the_calendar(opened, visitor):
    publish(opened, visitor())
    found = Calendar.from_ical(visitor(role=None).get(PATHS[2]).content)
    (event,) = found.walk("VEVENT")
    assert event["summary"] == "Storytime at Ambleford Library"
    assert event["dtstart"].dt.isoformat() == "2026-11-28T10:30:00+00:00"

    opened.clock.move(days=6)
    later = Calendar.from_ical(visitor(role=None).get(PATHS[2]).content)
    assert not later.walk("VEVENT")


def test_a_council_that_posted_nothing_has_feeds_that_are_well_formed(opened, visitor):
    anybody = visitor(role=None)
    assert json.loads(anybody.get(PATHS[0]).text)["items"] == []
    assert not feedparser.parse(anybody.get(PATHS[1]).content).bozo
    assert not Calendar.from_ical(anybody.get(PATHS[2]).content).walk("VEVENT")


def test_a_thread_is_read_through(opened, visitor):
    publish(opened, visitor(), text=f"{TEXT}\n---\nBring a cushion.")
    (item,) = json.loads(visitor(role=None).get(PATHS[0]).text)["items"]
    assert item["content_text"] == f"{TEXT}\n\nBring a cushion."
    (entry,) = feedparser.parse(visitor(role=None).get(PATHS[1]).content).entries
    assert "---" not in entry.content[0].value
