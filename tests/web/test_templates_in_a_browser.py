"""A template is written in real Chromium, and what it says is seen meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.web.test_in_a_browser import browse, sign_in  # noqa: F401  a fixture

NEW = "--- warm\nOh, {{ story.title }}!\n{{ link }}"
NEW = "--- warm\nOh, {{ story.title }}!\n{{ link }}"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_a_template_says_is_shown_while_it_is_typed(desk, browse, scripts):  # noqa: F811
    desk.put("Storytime")
    desk.put("Lego club")
    page = browse(java_script_enabled=scripts)
    sign_in(desk, page)
    page.get_by_role("link", name="How posts are worded").click()
    page.get_by_role("link", name="event.j2", exact=True).click()

    def look():
        if not scripts:
            page.get_by_role("button", name="Preview").click()

    seen = page.get_by_role("region", name="What it says")
    page.get_by_label("Of which story").select_option("Storytime")
    page.get_by_label("The template").fill(NEW)
    look()
    expect(seen).to_contain_text("Oh, Storytime!")
    page.get_by_label("Of which story").select_option("Lego club")
    look()
    expect(seen).to_contain_text("Oh, Lego club!")
    page.get_by_label("The template").fill("--- warm\n{{ story.titel }}")
    look()
    expect(seen).to_contain_text("Line 2: a story has no fact titel; write title")
    page.get_by_label("The template").fill(NEW)
    page.get_by_role("button", name="Keep this template").click()
    expect(page.get_by_role("status")).to_contain_text("Kept.")
