"""The queue by single keys, in real Chromium."""

import pytest
from playwright.sync_api import expect

from aggregator.model.draft import State
from tests.web.test_in_a_browser import browse, sign_in

pytestmark = pytest.mark.browser

__all__ = ["browse"]


def ready(page):
    """The script listens: what is for scripts alone is shown in the same moment."""
    expect(page.get_by_role("button", name="Keys")).to_be_visible()


def test_an_editor_decides_undoes_ticks_and_switches_the_keys_off(desk, browse):
    first, second = desk.put("Storytime"), desk.put("Lego club")
    page = browse()
    sign_in(desk, page)
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Approved:")
    ready(page)
    assert desk.draft(first).state is State.APPROVED
    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text("Undone:")
    assert desk.draft(first).state is State.WAITING
    ready(page)

    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Put aside until tomorrow").click()
    expect(page.get_by_role("heading", name="2 put aside", level=1)).to_be_visible()
    assert desk.draft(second).asleep_until is not None

    third = desk.put("Knit and natter")
    page.goto("/")
    ready(page)
    page.keyboard.press("?")
    page.get_by_role("button", name="Switch the keys off").click()
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.reload()
    expect(page.get_by_role("article", name="Knit and natter")).to_be_visible()
    assert desk.draft(third).state is State.WAITING


def test_one_press_a_draft_goes_down_the_list_and_not_back_to_its_top(desk, browse):
    numbers = [desk.put(f"Storytime {n}") for n in range(4)]
    page = browse()
    sign_in(desk, page)
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    for number in numbers[1:3]:
        page.keyboard.press("a")
        expect(page.get_by_role("status")).to_contain_text(
            f"Approved: Storytime {number - 1}"
        )
        expect(page.locator(".draft.is-current")).to_be_in_viewport()
        ready(page)
    expect(page.locator(".draft.is-current")).to_contain_text("Storytime 3")
    states = [desk.draft(number).state for number in numbers]
    decided = [State.WAITING, State.APPROVED, State.APPROVED, State.WAITING]
    assert states == decided
