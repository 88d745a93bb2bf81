"""What nobody would want to show: words cut in two, figures outside their box."""

import pytest

from tests.web.axe import violations
from tests.web.test_in_a_browser import SCHEMES, browse, sign_in  # noqa: F401  a fixture
from tests.web.test_planning import with_slots  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

# Below this width rows are cards, and their heads are for screen readers alone.
STACKED = 768
ONE_LINE = 72
TABLES = ("/sources", "/templates", "/history")
# A word that stands on two lines, in whatever has one line's worth of room.
BROKEN_WORDS = """selector => [...document.querySelectorAll(selector)].flatMap(cell => {
  const lines = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size;
  };
  const found = [];
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (const word of node.data.matchAll(/\\S+/g))
      if (lines(node, word.index, word.index + word[0].length) > 1) found.push(word[0]);
  return found;
})"""
OUTSIDE = """() => [...document.querySelectorAll(".month td a > span")].filter(one => {
  const [inner, cell] = [one, one.closest("td")].map(it => it.getBoundingClientRect());
  return inner.left < cell.left - 1 || inner.right > cell.right + 1;
}).map(one => one.textContent)"""


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_head_of_a_table_and_no_day_of_the_month_is_broken_in_two(
    desk,
    browse,  # noqa: F811
    width,
):
    page = browse(viewport={"width": width, "height": 800})
    sign_in(desk, page)
    for path in TABLES:
        page.goto(path)
        heads = ".rows tbody th" if width < STACKED else ".rows th"
        assert page.evaluate(BROKEN_WORDS, heads) == [], path
    page.goto("/calendar/month")
    assert page.evaluate(BROKEN_WORDS, ".month__day") == []


@pytest.mark.parametrize("width", [320, 768])
def test_how_many_posts_a_day_has_stands_in_that_day(
    with_slots,  # noqa: F811
    browse,  # noqa: F811
    visitor,
    width,
):
    ada = visitor("Bea")
    ada.decide(with_slots.put(), "approve", when="slot")
    page = browse(viewport={"width": width, "height": 800})
    sign_in(with_slots, page)
    page.goto("/calendar/month")
    assert page.locator(".month__posts").count() == 1
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_stops_or_removes_is_not_in_the_colour_of_going_ahead(
    desk,
    browse,  # noqa: F811
    scheme,
):
    desk.put()
    page = browse(color_scheme=scheme)
    sign_in(desk, page)
    colour = "one => getComputedStyle(one).backgroundColor"
    ahead = page.get_by_role("button", name="Approve").first.evaluate(colour)
    page.goto("/hold")
    stop = page.get_by_role("button", name="Put everything on hold").evaluate(colour)
    red, green, blue = (int(part) for part in stop[4:-1].split(","))
    assert stop != ahead
    assert red > 2 * max(green, blue)


def test_with_forced_colours_only_the_page_one_is_on_is_underlined(desk, browse):  # noqa: F811
    desk.put()
    page = browse(forced_colors="active")
    sign_in(desk, page)
    page.goto("/")
    for tabs in (".header__nav", ".tabs"):
        lines = page.locator(f"{tabs} a:visible").evaluate_all(
            "all => all.map(one => [getComputedStyle(one).borderBottomColor, "
            "one.hasAttribute('aria-current')])"
        )
        here = {colour for colour, is_here in lines if is_here}
        elsewhere = {colour for colour, is_here in lines if not is_here}
        assert len(here) == len(elsewhere) == 1
        assert here != elsewhere


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_on_a_phone_the_head_is_one_line_and_its_menu_opens_without_a_script(
    desk,
    browse,  # noqa: F811
    scripts,
):
    page = browse(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    sign_in(desk, page)
    page.goto("/")
    assert page.locator("header").bounding_box()["height"] <= ONE_LINE
    assert page.get_by_role("button", name="Sign out").count() == 0
    page.locator("header summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.get_by_role("link", name="History").click()
    page.get_by_role("heading", name="Who did what").wait_for()


def test_the_head_shows_every_place_once_at_any_width(desk, browse):  # noqa: F811
    page = browse()
    sign_in(desk, page)
    for width in (320, 768, 769, 1280):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto("/")
        menu = page.locator("header summary")
        if menu.is_visible():
            menu.click()
        places = page.get_by_role("banner").get_by_role("link")
        names = [one.inner_text() for one in places.all()]
        assert names.count("Calendar") == names.count("Queue") == 1, width


def test_the_open_menu_breaks_no_rule_of_accessibility(desk, browse):  # noqa: F811
    page = browse(viewport={"width": 320, "height": 640})
    sign_in(desk, page)
    page.goto("/")
    page.locator("header summary").click()
    assert violations(page, "menu") == {}
