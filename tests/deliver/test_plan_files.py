import csv
import io
from datetime import timedelta

from icalendar import Calendar

from aggregator.deliver.plan_files import Planned, buffer, calendar, hootsuite
from tests.builders import NOW

ZONE = "Europe/London"
SUMMER = NOW.replace(month=7)


def a_post(**named):
    return Planned(
        **{
            "delivery": 7,
            "network": "x",
            "due": NOW,
            "text": 'Storytime, "songs"\nhttps://example.org/s',
            **named,
        }
    )


def rows(text):
    return list(csv.reader(io.StringIO(text)))


def test_hootsuite_gets_date_text_and_link_at_minutes_that_five_divides():
    odd = a_post(due=SUMMER + timedelta(minutes=2))
    assert rows(hootsuite([a_post(), odd], ZONE)) == [
        ["23/11/2026 09:00", a_post().text, ""],
        ["23/07/2026 10:05", a_post().text, ""],
    ]


def test_hootsuite_takes_no_more_than_it_does():
    assert len(rows(hootsuite([a_post()] * 400, ZONE))) == 350


def test_buffer_gets_a_heading_and_local_times():
    image = "https://example.org/a.jpg"
    assert rows(buffer([a_post(due=SUMMER, image=image)], ZONE)) == [
        ["Text", "Image URL", "Tags", "Posting Time"],
        [a_post().text, image, "", "2026-07-23 10:00"],
    ]


def test_no_text_is_run_by_a_spreadsheet():
    assert rows(buffer([a_post(text="=1+1")], ZONE))[1][0] == "'=1+1"


def test_a_thread_is_a_line_a_post_and_one_reminder_that_tells_all():
    thread = a_post(text="One https://example.org/s\n---\nTwo\n---\nThree", image="i")
    said = [row[1] for row in rows(hootsuite([thread], ZONE))]
    assert said == ["One https://example.org/s", "Two", "Three"]
    told = [tuple(row[:2]) for row in rows(buffer([thread], ZONE))[1:]]
    assert told == [("One https://example.org/s", "i"), ("Two", ""), ("Three", "")]
    (event,) = Calendar.from_ical(calendar([thread], "Posts")).walk("VEVENT")
    assert str(event["summary"]) == "Post on X: One https://example.org/s"
    assert "Then, as a reply: Two" in str(event["description"])
    assert "Then, as a reply: Three" in str(event["description"])


def test_a_phone_is_reminded_with_the_text_ready():
    feed = calendar([a_post(image_alt="Children")], "Posts of Ambleford")
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert event.decoded("dtstart") == NOW
    assert str(event["summary"]).startswith("Post on X: Storytime")
    assert "What it shows: Children" in str(event["description"])
    assert str(event["url"]).startswith("https://x.com/intent/post?text=Storytime")
    assert len(event.walk("VALARM")) == 1
