"""Axe on every page in the states that it can be in, besides the usual ones."""

import pytest
from playwright.sync_api import expect

from aggregator.demo.pictures import picture
from aggregator.desk import holds
from aggregator.model.council import Role
from aggregator.model.delivery import Cause
from aggregator.store import deliveries, ledger
from tests.web.axe import violations
from tests.web.test_adding_photos import send
from tests.web.test_in_a_browser import (
    SCHEMES,
    browse,  # noqa: F401  a fixture
    sign_in,
)

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


class Look:
    """Goes from state to state and keeps what is wrong in each."""

    def __init__(self, page):
        self.page, self.found = page, {}

    def here(self, state):
        self.found |= violations(self.page, state)

    def at(self, path, state=None):
        self.page.goto(path)
        self.here(state or path)

    def press(self, name, state):
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.here(state)


@pytest.fixture(params=SCHEMES)
def look(request, browse):  # noqa: F811
    page = browse(
        color_scheme=request.param,
        may_be_refused=True,
        viewport=NARROW if request.param == "dark" else WIDE,
    )
    return Look(page)


def test_an_editors_pages_in_the_states_they_can_be_in(desk, visitor, look):
    ben = visitor("Ben")
    numbers = [desk.put(f"Number {n}") for n in range(7)]
    ben.decide(numbers[0], "approve")
    ben.decide(numbers[1], "reject", reason="wrong")
    ben.decide(numbers[2], "snooze", until="tomorrow")
    ben.decide(numbers[3], "approve", when="at", at="2026-11-25T10:00")
    ben.decide(numbers[4], "edit", text="Other words. https://example.org/s5")
    with desk.parts.database.transaction() as connection:
        (one,) = deliveries.for_draft(connection, numbers[0])
        ledger.ask(connection, one, Cause.TEXT, "X does not like the words")
    sign_in(desk, look.page)
    for path in (
        "/?state=approved",
        "/?state=rejected",
        "/?state=aside",
        "/?state=posted",
        "/?group=day",
        "/?group=kind",
        "/?group=campaign",
        *(f"/drafts/{number}" for number in numbers[:5]),
        "/history",
        "/history?check=all",
        "/people",
        "/account",
        "/live",
        "/nowhere",
    ):
        look.at(path)
    look.at("/calendar", "the week")
    look.page.get_by_text("Move").first.click()
    look.here("the week, moving")
    look.at("/", "the queue")
    look.press("Keys", "the keys")
    look.press("Switch the keys off", "the keys switched off")
    look.page.locator(".pick").first.check()
    look.here("ticked")
    look.press("Reject as not for us", "after all that were ticked")
    assert look.found == {}


def test_a_desk_on_hold_and_an_edit_that_came_second(desk, visitor, look):
    number = desk.put()
    ben = visitor("Ben")
    sign_in(desk, look.page)
    look.page.goto(f"/drafts/{number}")
    look.page.get_by_label("The text of the post").fill("Mine. https://example.org/s1")
    ben.decide(number, "edit", text="Ben's. https://example.org/s1")
    look.press("Keep this text", "somebody was first")
    expect(look.page.get_by_role("alert")).to_contain_text("Ben")
    holds.hold(desk.parts.database, desk.person("Eve"), "mourning", desk.clock())
    for path in ("/", "/hold", "/calendar", "/submit"):
        look.at(path, f"on hold: {path}")
    assert look.found == {}


def test_a_contributors_pages_and_the_door(desk, visitor, look):
    page = look.page
    look.at("/sign-in")
    page.get_by_label("Your name").fill("Nobody")
    page.get_by_label("Password", exact=True).fill("wrong wrong wrong")
    look.press("Sign in", "a wrong password")
    link = desk.link(desk.person("Cleo", Role.CONTRIBUTOR))
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("New password").fill("short")
    look.press("Keep this password", "a password that is too short")
    look.at("/submit")
    page.get_by_label("What is it?").fill("The roof is mended.")
    with page.expect_navigation():  # the page hands it in by itself, and then goes on
        page.get_by_role("button", name="Hand it in").click()
    look.here("handed in")
    ada = visitor()
    ada.decide(1, "ask", comment="Since when?")
    look.at("/submit", "asked")
    look.at("/drafts/1", "asked about a draft")
    look.at("/", "the queue of a contributor")
    page.goto(link)
    look.here("a link that is spent")
    desk.clock.move(days=30)
    look.at("/history", "after the session")
    assert look.found == {}


def test_the_library_of_photos(desk, visitor, look):
    ben = visitor("Ben")
    kept, gone = desk.put("Kept"), desk.put("Gone")
    agreed = {"basis": "agreed", "record": "Form 12"}
    send(ben, desk, kept, picture("library.jpg"), **agreed)
    send(ben, desk, gone, picture("stage.jpg"), alt="A stage", **agreed)
    ben.decide(gone, "approve")
    ben.decide(gone, "posted", address="https://x.com/AmblefordLibs/status/1")
    values = {"photo-1": desk.draft(gone).image}
    ben.post("/photos/withdraw", **values)
    sign_in(desk, look.page)
    look.at("/photos")
    look.page.locator("details summary").last.click()
    look.here("asked to withdraw")
    look.at(f"/photos?draft={kept}.{desk.draft(kept).revision}")
    look.at("/photos?q=nothing")
    assert look.found == {}
