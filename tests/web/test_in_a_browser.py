"""An editor's first minutes in real Chromium, with and without JavaScript."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from aggregator.model.draft import State

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = json.dumps(
    {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
)
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
PAGES = (
    "/",
    "/?state=approved",
    "/drafts/1",
    "/stories/s1",
    "/submit",
    "/sources",
    "/sources/jobs",
    "/sources/jobs/edit",
    "/add-source",
    "/templates",
    "/templates/event.j2",
    "/report",
    *("/history", "/calendar", "/calendar/month", "/campaigns"),
)


@pytest.fixture
def browse(desk, chromium):
    """Opens a page of a new browser; fails if it asks anybody else for anything."""
    opened, strangers, complaints = [], [], []

    def open_one(*, may_be_refused=False, **how):
        context = chromium.new_context(base_url=desk.base, **how)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on(
            "request",
            lambda one: (
                strangers.append(one.url) if not one.url.startswith(desk.base) else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error"
                and not (may_be_refused and "a status of 4" in said.text)
                else None
            ),
        )
        opened.append(context)
        return page

    yield open_one
    for context in opened:
        context.close()
    assert not strangers
    assert not complaints


def sign_in(desk, page, name="Ada"):
    page.goto(desk.link(desk.person(name)))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Not now").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_sign_in_to_a_post_and_back(desk, browse, scripts):
    number = desk.put()
    other = desk.put("Lego club")
    page = browse(java_script_enabled=scripts)
    sign_in(desk, page)

    card = page.get_by_role("article", name="Storytime at Ambleford Library")
    card.get_by_text("Edit", exact=False).first.click()
    words = "Come to Storytime, Sat 28 Nov, 10:30am. https://example.org/s1"
    card.get_by_label("The text of the post").fill(words)
    if scripts:
        expect(card.get_by_text("63 of 280")).to_be_visible()
    card.get_by_role("button", name="Keep this text").click()
    expect(card.get_by_text("Come to Storytime").first).to_be_visible()
    assert desk.draft(number).text == words

    card.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved:")
    expect(card).to_have_count(0)

    lego = page.get_by_role("article", name="Lego club")
    lego.get_by_text("Reject", exact=False).first.click()
    lego.get_by_label("Said already").check()
    lego.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("status")).to_contain_text("Rejected:")
    page.get_by_role("button", name="Undo").click()
    expect(lego).to_be_visible()
    assert desk.draft(other).state is State.WAITING

    page.get_by_role("link", name="Approved").first.click()
    composer = card.get_by_role("link", name="Open in X")
    assert re.match(
        r"https://x\.com/intent/post\?text=Come%20to%20Storytime",
        composer.get_attribute("href"),
    )
    card.get_by_label("Address of the post").fill(
        "https://x.com/AmblefordLibs/status/7"
    )
    card.get_by_role("button", name="I posted it").click()
    expect(page.get_by_role("status")).to_contain_text("Posted:")
    assert desk.draft(number).state is State.PUBLISHED
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    assert desk.draft(number).state is State.APPROVED

    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("table")).to_contain_text("Ada")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(desk, browse, width, scheme):
    desk.put("A" * 60 + " at a library with a rather long name indeed")
    desk.put(text="x" * 300, link="https://example.org/" + "long" * 40)
    page = browse(viewport={"width": width, "height": 800}, color_scheme=scheme)
    sign_in(desk, page)
    for path in PAGES:
        page.goto(path)
        room = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(room) <= 0, path


def test_everything_that_can_be_pressed_is_large_enough_and_named(desk, browse):
    desk.put()
    page = browse(viewport={"width": 375, "height": 800})
    sign_in(desk, page)
    for path in PAGES:
        page.goto(path)
        pressed = page.locator("header a, header button, main button, summary, .tabs a")
        for one in pressed.all():
            if not one.is_visible():
                continue
            box = one.bounding_box()
            assert box["height"] >= 24, (path, one.inner_text())
            assert box["width"] >= 24, (path, one.inner_text())
            assert one.inner_text().strip()


def test_headings_come_in_order_and_each_page_has_one_title(desk, browse):
    desk.put()
    page = browse()
    sign_in(desk, page)
    for path in PAGES:
        page.goto(path)
        levels = page.locator("h1, h2, h3, h4").evaluate_all(
            "all => all.map(one => Number(one.tagName[1]))"
        )
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (path, levels)


def test_the_first_key_skips_to_the_drafts_and_focus_can_be_seen(desk, browse):
    desk.put()
    page = browse()
    sign_in(desk, page)
    page.goto("/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Skip to main content")
    expect(focused).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_page_breaks_a_rule_of_accessibility_that_a_machine_can_see(
    desk, browse, scheme
):
    """Axe's rules for WCAG 2.2 AA, on every page in several states."""
    rules = (ROOT / "assets/node_modules/axe-core/axe.min.js").read_text("utf-8")
    desk.put(image="https://example.org/photo.jpg", image_alt="Children reading")
    desk.put("Too long", text="x" * 300)
    desk.put("Approved already")
    page = browse(color_scheme=scheme)
    link = desk.link(desk.person("Ada"))
    found = {}

    def look(state):
        page.wait_for_load_state("networkidle")
        result = page.evaluate(f"{rules}; axe.run(document, {AXE})")
        for one in result["violations"]:
            nodes = [node["html"][:120] for node in one["nodes"][:3]]
            found[f"{state}: {one['id']}"] = nodes

    page.goto("/sign-in")
    look("sign in")
    page.goto(link)
    look("link")
    page.get_by_role("button", name="Sign in").click()
    look("first visit")
    page.goto("/")
    page.get_by_role("button", name="Approve Approved already").click()
    look("after a decision")
    for summary in page.locator(".act summary").all():
        summary.click()
    look("all open")
    for path in (*PAGES, "/?q=zebra", "/hold", "/account"):
        page.goto(path)
        look(path)
    assert found == {}


def test_the_text_is_copied_at_one_press(desk, browse):
    number = desk.put()
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    sign_in(desk, page)
    page.goto("/")
    page.get_by_role("button", name="Approve").first.click()
    page.goto(f"/drafts/{number}")
    page.get_by_text("Copy it instead").click()
    page.get_by_role("button", name="Copy The text").click()
    expect(page.get_by_role("button", name="Copied The text")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == desk.draft(number).text
