"""A source is written in real Chromium, and what it would bring is seen meanwhile."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site import event_page, site_on_loopback
from tests.web.test_in_a_browser import (
    AXE,
    ROOT,
    SCHEMES,
    WIDTHS,
    browse,  # noqa: F401  a fixture
    sign_in,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def events(desk):
    """A page of three events that the desk may reach."""
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    allowed = '\n[desk]\nallow_private = ["127.0.0.1/32"]\n'
    file.write_text(file.read_text("utf-8") + allowed, encoding="utf-8")
    cards = [
        {"link": f"/{n}", "title": title, "starts": "2026-12-05", "venue": "Library"}
        for n, title in enumerate(("Storytime", "Lego", "Chess"))
    ]
    with site_on_loopback() as site:
        site.put("/events", event_page(*cards), "text/html")
        yield site


def test_what_it_brings_is_shown_while_the_selectors_are_typed(desk, browse, events):  # noqa: F811
    page = browse()
    sign_in(desk, page)
    page.goto("/add-source/form")
    seen = page.get_by_role("region", name="What it would bring")
    page.get_by_label("Name", exact=True).fill("What's on")
    page.get_by_label("It is inside the council").check()
    page.get_by_label("Address", exact=True).fill(events.base + "/events")
    page.keyboard.press("Tab")
    expect(seen).to_contain_text("without structured data")
    page.get_by_label("What repeats").press_sequentially("article.event")
    expect(seen).to_contain_text("3 blocks match")
    page.get_by_label("Title").press_sequentially("h3")
    expect(seen).to_contain_text("It brings 3 things")
    page.get_by_label("When it starts").press_sequentially("time@datetime")
    expect(seen).to_contain_text("Sat 5 Dec")
    assert events.asked.count("/events") == 1, "typing asks nobody again"
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("status")).to_contain_text("Added:")
    expect(page.get_by_role("heading", level=1)).to_have_text("What's on")


def test_without_scripts_a_button_shows_what_it_would_bring(desk, browse, events):  # noqa: F811
    page = browse(java_script_enabled=False)
    sign_in(desk, page)
    page.goto("/add-source")
    page.get_by_label("Address").fill(events.base + "/events")
    page.get_by_label("It is inside the council").check()
    page.get_by_role("button", name="See what is there").click()
    page.get_by_role("button", name="Choose this").first.click()
    page.get_by_role("button", name="Preview", exact=True).click()
    seen = page.get_by_role("region", name="What it would bring")
    expect(seen).to_contain_text("It brings 3 things")
    page.get_by_label("Title").fill("h3[")
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(seen).to_contain_text("is not a CSS selector")
    page.get_by_label("Title").fill("h3")
    page.get_by_role("button", name="Add this source").click()
    expect(page.get_by_role("status")).to_contain_text("Added:")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_was_found_and_previewed_can_be_used_by_anybody(
    desk,
    browse,  # noqa: F811
    events,
    scheme,
):
    """Axe's rules and no sideways scrolling, with something on each page."""
    rules = (ROOT / "assets/node_modules/axe-core/axe.min.js").read_text("utf-8")
    page = browse(color_scheme=scheme)
    sign_in(desk, page)
    found = {}

    def look(state):
        page.wait_for_load_state("networkidle")
        result = page.evaluate(f"{rules}; axe.run(document, {AXE})")
        for one in result["violations"]:
            nodes = [node["html"][:120] for node in one["nodes"][:3]]
            found[f"{state}: {one['id']}"] = nodes
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            room = "document.documentElement.scrollWidth - window.innerWidth"
            if page.evaluate(room) > 0:
                found[f"{state}: too wide at {width}"] = []

    page.goto("/add-source")
    page.get_by_label("Address").fill(events.base + "/events")
    page.get_by_label("It is inside the council").check()
    page.get_by_role("button", name="See what is there").click()
    look("found")
    page.get_by_role("button", name="Choose this").first.click()
    seen = page.get_by_role("region", name="What it would bring")
    expect(seen).to_contain_text("It brings 3 things")
    look("previewed")
    page.get_by_label("What repeats").fill("li.gone")
    expect(seen).to_contain_text("nothing on the page matches")
    look("nothing matches")
    page.get_by_label("What repeats").fill("article.event")
    expect(seen).to_contain_text("It brings 3 things")
    page.get_by_role("button", name="Add this source").click()
    look("added")
    page.get_by_text("As it was written").click()
    look("as it was written")
    page.get_by_role("link", name="See what it brings now").click()
    look("brings")
    assert found == {}
