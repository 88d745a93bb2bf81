"""An evening in real Chromium: two reporters on phones, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from aggregator.demo.pictures import picture
from aggregator.model.council import Role
from aggregator.model.draft import State
from tests.web.axe import violations
from tests.web.test_in_a_browser import (
    SCHEMES,
    browse,  # noqa: F401  a fixture
)
from tests.web.test_live import evening  # noqa: F401  a fixture

pytestmark = pytest.mark.browser

# What the others did is seen within some seconds; a busy machine takes its time.
SOON = 30_000
OWN_WORDS = re.compile("Send now.*your own words")
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True}


def come(desk, page, name, role=Role.EDITOR):
    page.goto(desk.link(desk.person(name, role)))
    page.get_by_role("button", name="Sign in").click()
    page.goto("/live")


def line(page, words):
    return page.get_by_role("listitem").filter(has_text=words).first


def test_an_evening_with_two_reporters_on_their_phones(evening, browse):  # noqa: F811
    ada, cleo = browse(**PHONE), browse(**PHONE)
    come(evening, ada, "Ada")
    come(evening, cleo, "Cleo", Role.CONTRIBUTOR)

    # Cleo fills a blank, sees it counted, and sends with one tap.
    winner = line(cleo, "Young Reader")
    winner.get_by_label("Winner").fill("Samira Khan")
    expect(winner).to_contain_text("Young Reader of the Year is Samira Khan.")
    expect(winner).to_contain_text("56 of 280")
    # Ada is typing meanwhile.
    ada.get_by_label("What is happening?").fill("The hall is")
    winner.get_by_role("button", name="Send now").dblclick()
    expect(cleo.get_by_role("status").first).to_contain_text("Approved")

    # Ada sees it by itself, and keeps what she has typed.
    expect(ada.locator("#how-many")).to_contain_text(
        "1 so far, the latest by Cleo", timeout=SOON
    )
    expect(line(ada, "Young Reader")).to_contain_text("Sent by Cleo")
    expect(ada.locator("#line-winner form")).to_be_hidden()
    expect(ada.get_by_label("What is happening?")).to_have_value("The hall is")

    # Words of her own, with a photo.
    ada.get_by_label("What is happening?").fill(
        "The hall is full, and so is the tea urn."
    )
    expect(ada.locator("#count-own")).to_contain_text("56 of 280")
    ada.get_by_text("With a photo").click()
    ada.get_by_label("The photo").set_input_files(
        {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": picture("library.jpg")}
    )
    ada.get_by_label("What it shows").fill("A full hall, seen from the back")
    ada.get_by_label("A crowd, told by a notice").check()
    ada.get_by_role("button", name=OWN_WORDS).click()
    expect(ada.locator("#thread")).to_contain_text("so is the tea urn")
    draft = evening.draft(2)
    assert (draft.state, draft.image_alt) == (
        State.APPROVED,
        "A full hall, seen from the back",
    )

    # She posts the first by hand, and the second answers it.
    first = ada.locator("#said-winner")
    first.get_by_label("Address of the post").fill("https://x.com/A/status/77")
    first.get_by_role("button", name="I posted it").click()
    expect(first).to_contain_text("Out")
    answer = ada.get_by_role("link", name="Open in X as a reply")
    assert "in_reply_to=77" in answer.get_attribute("href")
    expect(cleo.locator("#said-winner")).to_contain_text("Out", timeout=SOON)


def test_without_scripts_a_line_is_sent_and_the_others_are_seen_on_a_reload(
    evening,  # noqa: F811
    browse,  # noqa: F811
):
    ada = browse(java_script_enabled=False, may_be_refused=True, **PHONE)
    cleo = browse(java_script_enabled=False, **PHONE)
    come(evening, ada, "Ada")
    come(evening, cleo, "Cleo", Role.CONTRIBUTOR)
    line(cleo, "Thank you all").get_by_role("button", name="Send now").click()
    expect(cleo.get_by_role("status").first).to_contain_text("Approved")
    ada.get_by_role("link", name="Look again").click()
    expect(ada.locator("#said-thanks")).to_contain_text("Approved by Cleo")
    # Somebody who had the page open is told, and keeps what was typed.
    line(ada, "Young Reader").get_by_label("Winner").fill("Samira")
    evening.clock.move(hours=14)
    line(ada, "Young Reader").get_by_role("button", name="Send now").click()
    expect(ada.get_by_role("alert")).to_contain_text("Reading Awards is over")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_state_of_an_evening_breaks_a_rule_of_accessibility(
    evening,  # noqa: F811
    browse,  # noqa: F811
    scheme,
):
    page = browse(color_scheme=scheme, may_be_refused=True, **PHONE)
    come(evening, page, "Ada")
    found = violations(page, "at first")
    page.get_by_text("With a photo").click()
    found |= violations(page, "with a photo")
    line(page, "Thank you all").get_by_role("button", name="Send now").click()
    found |= violations(page, "to be posted by hand")
    line(page, "Young Reader").get_by_label("Winner").fill("{")
    line(page, "Young Reader").get_by_role("button", name="Only hand in").click()
    found |= violations(page, "handed in")
    page.get_by_role("button", name="Send it now").click()
    found |= violations(page, "sent")
    page.get_by_label("What is happening?").fill("word " * 80)
    page.get_by_role("button", name=OWN_WORDS).click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be approved yet")
    found |= violations(page, "refused")
    evening.clock.move(hours=14)
    page.goto("/live/awards")
    found |= violations(page, "over")
    assert found == {}
    assert (
        page.evaluate("document.documentElement.scrollWidth")
        == PHONE["viewport"]["width"]
    )
