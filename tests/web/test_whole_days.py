"""Whole days in real Chromium: an editor's by keys alone, a colleague's on a phone."""

import pytest
from playwright.sync_api import expect

from aggregator.demo.pictures import picture
from aggregator.model.council import Role
from aggregator.model.draft import State
from aggregator.store import deliveries
from tests.web.test_in_a_browser import browse, sign_in
from tests.web.test_keys import ready

pytestmark = pytest.mark.browser

__all__ = ["browse"]

PHONE = {"viewport": {"width": 375, "height": 720}, "has_touch": True}
# A busy machine takes its time over a photo.
SOON = 30_000
MOST_TABS = 60


def tab_to(page, selector):
    """As far as the key Tab leads; fails where it does not."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("words => document.activeElement.matches(words)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_an_editors_day_by_the_keyboard_alone(desk, browse):
    names = ("Storytime", "Lego club", "Chess", "Knitting")
    numbers = [desk.put(name) for name in names]
    page = browse()
    page.goto(desk.link(desk.person("Ada")))
    tab_to(page, "main button")
    press(page, "Enter")
    page.wait_for_url("**/account?first=1")
    page.goto("/")
    status = page.get_by_role("status")

    ready(page)
    press(page, "j", "e", "Control+a")
    page.keyboard.type("Songs and rhymes on Saturday. https://example.org/s1")
    tab_to(page, "button")
    press(page, "Enter")
    expect(status).to_contain_text("Your text is kept:")
    assert desk.draft(numbers[0]).text.startswith("Songs and rhymes")

    ready(page)
    press(page, "z")
    expect(page.locator(f"#draft-{numbers[0]}")).to_contain_text("10:30am")
    assert desk.draft(numbers[0]).text.startswith("Storytime")

    ready(page)
    press(page, "j", "k", "j", "r", "Space", "Enter")
    expect(status).to_contain_text("Rejected: Lego club")
    ready(page)
    press(page, "s", "Enter")
    expect(status).to_contain_text("Put aside: Chess")
    ready(page)
    press(page, "z")
    expect(status).to_contain_text("Taken up again: Chess")

    ready(page)
    press(page, "/")
    page.keyboard.type("knitting")
    press(page, "Enter")
    page.wait_for_url("**/?q=knitting**")
    ready(page)
    press(page, "j", "a")
    expect(status).to_contain_text("Approved: Knitting")
    states = [desk.draft(number).state for number in numbers]
    expected = [State.WAITING, State.REJECTED, State.WAITING, State.APPROVED]
    assert states == expected

    tab_to(page, "form[action='/sign-out'] button")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_colleagues_day_on_a_phone(desk, browse):
    ada, cleo = browse(), browse(**PHONE)
    sign_in(desk, ada)
    cleo.goto(desk.link(desk.person("Cleo", Role.CONTRIBUTOR)))
    cleo.get_by_role("button", name="Sign in").click()
    cleo.get_by_role("link", name="Not now").click()

    cleo.locator("header summary").click()
    cleo.get_by_role("link", name="Hand in").click()
    cleo.get_by_label("What is it?").fill("Chess club is back on Thursdays at 6.")
    cleo.get_by_text("Add a photo").click()
    cleo.get_by_label("The photo", exact=True).set_input_files(
        {
            "name": "c.jpg",
            "mimeType": "image/jpeg",
            "buffer": picture("cafe.jpg"),
        }
    )
    expect(cleo.locator("#photo-said")).to_contain_text("Sharp", timeout=SOON)
    cleo.get_by_label("What it shows").fill("Two players bend over a chess board")
    cleo.get_by_label("Everybody in it has agreed").check()
    cleo.get_by_label("Where their agreement is kept").fill("Form 114")
    cleo.get_by_role("button", name="Hand it in").click()
    expect(cleo.locator("#said")).to_contain_text("Handed in.", timeout=SOON)

    ada.goto("/")
    card = ada.get_by_role("article", name="Chess club")
    expect(card.get_by_role("img", name="Two players")).to_be_visible()
    card.get_by_text("Ask for changes").click()
    card.get_by_label("What should Cleo change?").fill("Which Thursday is the first?")
    card.get_by_role("button", name="Ask Cleo").click()
    expect(ada.get_by_role("status")).to_contain_text("It is with Cleo")
    expect(card).to_have_count(0)

    cleo.goto("/submit")
    cleo.get_by_role("main").get_by_role("link", name="Chess club").first.click()
    expect(cleo.get_by_text("Ada asks: Which Thursday is the first?")).to_be_visible()
    words = "Chess club is back on Thursday 3 December at 6pm."
    cleo.get_by_label("The text of the post").fill(words)
    cleo.get_by_role("button", name="Keep this text").click()
    expect(cleo.get_by_role("status")).to_contain_text("Your text is kept:")

    ada.goto("/")
    card.get_by_role("button", name="Approve").click()
    expect(ada.get_by_role("status")).to_contain_text("Approved: Chess club")
    cleo.goto("/submit")
    expect(cleo.locator("#mine")).to_contain_text("Approved")


def test_the_back_button_approves_nothing_twice(desk, browse):
    number = desk.put()
    page = browse(may_be_refused=True)
    sign_in(desk, page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved:")
    page.go_back()
    again = page.get_by_role("button", name="Approve")
    if again.count():  # the browser kept the page as it was
        again.click()
        expect(page.get_by_role("alert")).to_contain_text("Ada")
    with desk.parts.database.reading() as connection:
        promised = deliveries.for_drafts(connection, [number])[number]
    assert len(promised) == 1
