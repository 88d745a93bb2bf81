"""Two editors, two browsers, one draft; and a week that is moved by hand."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from aggregator.desk import queue
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When
from aggregator.model.draft import State
from aggregator.store import deliveries
from tests.web.test_in_a_browser import (
    browse,  # noqa: F401  a fixture
    sign_in,
)

pytestmark = pytest.mark.browser


def test_the_second_editor_sees_who_did_what_and_loses_nothing_typed(desk, browse):  # noqa: F811
    number = desk.put()
    ada, ben = browse(may_be_refused=True), browse(may_be_refused=True)
    sign_in(desk, ada, "Ada")
    sign_in(desk, ben, "Ben")
    for page in (ada, ben):
        page.goto(f"/drafts/{number}")
    ada.get_by_label("The text of the post").fill("Ada's words. https://example.org/s1")
    ada.get_by_role("button", name="Keep this text").click()
    expect(ada.get_by_role("status").first).to_be_visible()

    ben.get_by_label("The text of the post").fill("Ben's words. https://example.org/s1")
    ben.get_by_role("button", name="Keep this text").click()
    expect(ben.get_by_role("alert")).to_contain_text("Ada")
    expect(ben.get_by_label("The text of the post")).to_have_value(
        "Ben's words. https://example.org/s1"
    )
    assert desk.draft(number).text.startswith("Ada's words")
    ben.get_by_role("button", name="Keep this text").click()
    expect(ben.get_by_text("Ben's words.").first).to_be_visible()
    assert desk.draft(number).text.startswith("Ben's words")


def test_of_two_who_approve_the_second_is_told_and_it_is_promised_once(desk, browse):  # noqa: F811
    number = desk.put()
    ada, ben = browse(may_be_refused=True), browse(may_be_refused=True)
    sign_in(desk, ada, "Ada")
    sign_in(desk, ben, "Ben")
    name = "Approve Storytime at Ambleford Library"
    ada.get_by_role("button", name=name).click()
    expect(ada.get_by_role("status")).to_contain_text("Approved:")
    ben.get_by_role("button", name=name).click()
    expect(ben.get_by_role("alert")).to_contain_text("Ada")
    with desk.parts.database.reading() as connection:
        assert len(deliveries.for_draft(connection, number)) == 1


@pytest.fixture
def planned(desk):
    """A draft that is approved for tomorrow at half past twelve."""
    number = desk.put()
    tomorrow = desk.clock().replace(hour=12, minute=30) + timedelta(days=1)
    decision = Decision(
        person=desk.person("Eve"), draft=number, revision=1, now=desk.clock()
    )
    when = When(timezone="Europe/London", moment=tomorrow)
    queue.approve(desk.parts.database, decision, when)
    return number


def moment(desk, number):
    with desk.parts.database.reading() as connection:
        (delivery,) = deliveries.for_draft(connection, number)
    return f"{delivery.moment:%a %H:%M}"


def test_a_post_is_dragged_to_another_day_and_keeps_its_time(desk, browse, planned):  # noqa: F811
    page = browse()
    sign_in(desk, page)
    page.goto("/calendar")
    assert moment(desk, planned) == "Tue 12:30"
    page.locator("[data-drag]").drag_to(page.locator("[data-day='2026-11-26']"))
    expect(page.locator("[data-day='2026-11-26'] [data-drag]")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Moved: ")
    assert moment(desk, planned) == "Thu 12:30"
    assert desk.draft(planned).state is State.APPROVED


@pytest.mark.parametrize("scripts", [True, False], ids=["keys", "no-scripts"])
def test_the_menu_does_the_same(desk, browse, planned, scripts):  # noqa: F811
    page = browse(java_script_enabled=scripts)
    sign_in(desk, page)
    page.goto("/calendar")
    menu = page.locator("details.act summary")
    if scripts:
        menu.focus()
        page.keyboard.press("Enter")
    else:
        menu.click()
    page.get_by_label("When it goes out").fill("2026-11-27T17:45")
    button = page.get_by_role("button", name="Move it there")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-day='2026-11-27']")).to_contain_text("Storytime")
    assert moment(desk, planned) == "Fri 17:45"


def test_a_drop_after_it_is_over_opens_the_menu_instead(desk, browse, planned):  # noqa: F811
    page = browse()
    sign_in(desk, page)
    page.goto("/calendar")
    page.locator("[data-drag]").drag_to(page.locator("[data-day='2026-11-29']"))
    expect(page.get_by_label("When it goes out")).to_be_visible()
    assert moment(desk, planned) == "Tue 12:30"
