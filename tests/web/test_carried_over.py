"""A session that ends in the middle of an edit."""

import re
from html import unescape

import pytest
from playwright.sync_api import expect

from tests.web.axe import violations
from tests.web.conftest import PASSWORD
from tests.web.test_in_a_browser import browse, sign_in

__all__ = ["browse"]

HERE = {"sec-fetch-site": "same-origin"}
WORDS = 'Come & see "the" <b>loom</b>. https://example.org/s1'


def late(visitor, desk, number, headers=HERE):
    """An edit that comes a day after the session's last."""
    ada = visitor()
    ada.post("/account/password", password=PASSWORD)
    fields = {
        "csrf": ada.token(),
        "revision": desk.draft(number).revision,
        "text": WORDS,
        "network": "x",
    }
    desk.clock.move(days=15)
    return ada, ada.client.post(f"/drafts/{number}/edit", data=fields, headers=headers)


def fields_of(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(text) for name, text in found}


def test_nothing_typed_is_lost_over_the_sign_in(desk, visitor):
    number = desk.put()
    ada, page = late(visitor, desk, number)
    assert page.status_code == 403
    wrong = ada.client.post(
        "/sign-in", data={**fields_of(page.text), "name": "Ada", "password": "no"}
    )
    back = ada.client.post(
        "/sign-in", data={**fields_of(wrong.text), "name": "Ada", "password": PASSWORD}
    )
    assert "Send what you typed" in back.text
    assert desk.draft(number).text != WORDS
    fields = fields_of(back.text)
    assert not [name for name in fields if name.startswith("carried")]
    ada.client.post(f"/drafts/{number}/edit", data=fields, headers=HERE)
    assert desk.draft(number).text == WORDS


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {}])
def test_another_site_has_nobody_confirm_what_they_never_typed(desk, visitor, headers):
    _, page = late(visitor, desk, desk.put(), headers)
    assert page.status_code == 403
    assert "carried" not in page.text
    assert "You are signed out" in page.text


def test_the_way_on_is_only_to_a_page_of_ours(desk, visitor):
    ada, page = late(visitor, desk, desk.put())
    fields = {**fields_of(page.text), "carried": "https://elsewhere.example/"}
    back = ada.client.post(
        "/sign-in", data={**fields, "name": "Ada", "password": PASSWORD}
    )
    assert back.headers["location"] == "/"


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_editor_signs_in_again_and_sends_it_with_one_press(desk, browse, scripts):
    number = desk.put()
    page = browse(java_script_enabled=scripts, may_be_refused=True)
    sign_in(desk, page)
    page.goto("/account")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Keep this password").click()
    page.goto(f"/drafts/{number}")
    page.get_by_label("The text of the post").fill(WORDS)
    desk.clock.move(days=15)
    page.get_by_role("button", name="Keep this text").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_label("The text")).to_have_value(WORDS)
    if scripts:
        assert violations(page, "signed out") == {}
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Send what you typed")).to_be_visible()
    if scripts:
        assert violations(page, "carried") == {}
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_text("Come & see").first).to_be_visible()
    assert desk.draft(number).text == WORDS
