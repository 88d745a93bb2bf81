"""What becomes of an approved draft, as an editor sees it."""

import re
from datetime import timedelta

from aggregator.model.delivery import Cause, DeliveryState
from aggregator.model.metrics import Metrics
from aggregator.store import deliveries, ledger, metrics
from tests.web.test_deciding import text_of


def of(desk, number):
    with desk.parts.database.reading() as connection:
        return deliveries.for_draft(connection, number)[0]


def ask(desk, number, cause, sentence):
    with desk.parts.database.transaction() as connection:
        (delivery,) = deliveries.for_draft(connection, number)
        ledger.ask(connection, delivery, cause, sentence)


def test_a_refusal_is_shown_in_words_and_can_be_sent_again(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    ask(desk, number, Cause.CREDIT, "There is no credit left with X")
    page = editor.get(f"/drafts/{number}")
    assert "Not posted There is no credit left with X." in text_of(page.text)
    assert "Send it now" in page.text
    assert "Open in X" in page.text
    editor.decide(number, "send-again")
    assert of(desk, number).state is DeliveryState.READY
    assert of(desk, number).due is not None


def test_a_refused_picture_can_be_left_out(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    ask(desk, number, Cause.PICTURE, "X refuses the picture: too large")
    assert "Send it without the picture" in editor.get(f"/drafts/{number}").text
    editor.decide(number, "send-again", without_pictures="yes")
    assert of(desk, number).state is DeliveryState.READY


def test_what_nobody_knows_is_looked_for_again(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    ask(desk, number, Cause.NOBODY_KNOWS, "Nobody knows whether it is out")
    assert "Look again" in editor.get(f"/drafts/{number}").text
    editor.decide(number, "send-again")
    assert of(desk, number).state is DeliveryState.UNKNOWN


def test_nothing_is_sent_again_that_needs_nobody(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    answer = editor.decide(number, "send-again")
    assert answer.status_code == 422
    assert "Nothing of it waits for a person" in answer.text


def test_the_address_of_a_post_can_be_told_later(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    editor.decide(number, "posted")
    page = editor.get(f"/drafts/{number}").text
    assert "Keep the address" in page
    address = "https://x.com/AmblefordLibs/status/12"
    page = editor.decide(number, "posted", address=address).text
    assert of(desk, number).address == address
    assert "Keep the address" not in editor.get(f"/drafts/{number}").text


def test_the_plan_is_a_calendar_for_whoever_knows_its_key(desk, visitor):
    editor = visitor()
    editor.decide(desk.put(), "approve")
    page = editor.get("/account").text
    address = re.search(r'href="(http[^"]+/calendar/[^"]+)"', page)[1]
    path = "/" + address.split("/", 3)[3]
    stranger = visitor(role=None)
    assert "BEGIN:VEVENT" in stranger.get(path).text
    assert stranger.get(path.replace("/calendar/", "/calendar/x")).status_code == 404
    assert "Storytime" in editor.get("/plan/hootsuite.csv").text
    assert editor.get("/plan/other.csv").status_code == 404


def test_a_thread_is_seen_as_it_will_look_and_handed_over_post_by_post(desk, visitor):
    number = desk.put(
        text="The roof is new. https://example.org/s1\n---\nThe lift works."
    )
    editor = visitor()
    page = editor.get(f"/drafts/{number}")
    assert "Then, as a reply: 2 of 2, 15 of 280 long" in page.text
    assert "in the longest of 2 posts" in page.text
    answer = editor.post(f"/drafts/{number}/approve", revision=1)
    assert answer.status_code == 200
    page = editor.get(f"/drafts/{number}")
    assert "text=The%20roof%20is%20new." in page.text
    assert "The%20lift" not in page.text
    assert "Reply 1 of 1" in page.text
    count = editor.post("/count", network="x", text="One\n---\nThree")
    assert "5 of 280, in the longest of 2 posts: 3, 5" in count.text


def test_what_is_handed_over_can_be_copied_with_the_words_for_its_photo(desk, visitor):
    number = desk.put(image="https://example.org/a.jpg", image_alt="Children listening")
    editor = visitor()
    editor.decide(number, "approve")
    page = text_of(editor.get(f"/drafts/{number}").text)
    assert "Copy it instead" in page
    assert "What the photo shows Children listening" in page
    assert f"The text {desk.draft(number).text}" in page


def test_what_a_post_did_is_shown_reading_by_reading(desk, visitor):
    number = desk.put()
    editor = visitor()
    editor.decide(number, "approve")
    editor.decide(number, "posted", address="https://x.com/AmblefordLibs/status/12345")
    assert "What it did" not in editor.get(f"/drafts/{number}").text
    with desk.parts.database.transaction() as connection:
        delivery = of(desk, number).id
        metrics.begin(connection, timedelta(hours=1), desk.clock() - timedelta(days=1))
        for hours, likes in ((1, 2), (24, 7)):
            at = desk.clock() + timedelta(hours=hours)
            metrics.add(connection, delivery, Metrics(at=at, likes=likes), None)
    page = text_of(editor.get(f"/drafts/{number}").text)
    assert "What it did on X Read Shown Likes Replies" in page
    assert "Mon 23 Nov, 10am 2 Tue 24 Nov, 9am 7 An empty field" in page
