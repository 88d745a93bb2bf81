"""What a colleague hands in while their phone has no connection, in real Chromium."""

import io
import socket
from contextlib import contextmanager

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from aggregator.demo.pictures import picture
from aggregator.demo.server import serving
from aggregator.model.council import Role
from aggregator.run.assemble import assembled
from aggregator.store import audit
from aggregator.web.app import create_app
from tests.web.axe import violations
from tests.web.conftest import Desk

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 375, "height": 720}, "has_touch": True}


class Mast:
    """The desk behind a connection that a test takes away and gives back."""

    def __init__(self, parts, port=0):
        self._app = create_app(parts)
        with socket.create_server(("127.0.0.1", port)) as free:
            self.port = free.getsockname()[1]

    @contextmanager
    def connected(self):
        with serving(self._app, self.port):
            yield


@pytest.fixture
def mast(desk):
    return Mast(desk.parts)


@pytest.fixture
def there(desk, mast):
    """The desk as a phone reaches it."""
    base = f"http://127.0.0.1:{mast.port}"
    return Desk(parts=desk.parts, base=base, clock=desk.clock, numbers=desk.numbers)


@pytest.fixture
def phone(chromium):
    """A page on a phone-sized screen, whose scripts may not fail."""
    context = chromium.new_context(**PHONE)
    context.set_default_timeout(30_000)
    # What is awaited comes after a connection is made anew.
    expect.set_options(timeout=30_000)
    page = context.new_page()
    failed = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    expect.set_options(timeout=5_000)
    assert not failed


def come_in(desk, page, name="Cleo"):
    page.goto(desk.link(desk.person(name, Role.CONTRIBUTOR)))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Not now").click()
    page.goto(f"{desk.base}/submit")


def write(page, text, photo=None):
    page.get_by_label("What is it?").fill(text)
    if photo is not None:
        page.get_by_text("Add a photo").click()
        page.get_by_label("The photo", exact=True).set_input_files(
            {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        page.get_by_label("What it shows").fill("The library's red door")
        page.get_by_label("Nobody in it can be recognised").check()
    page.get_by_role("button", name="Hand it in").click()


def handed_in(desk):
    with desk.parts.database.reading() as connection:
        lines = audit.read(connection, subject=None, limit=50)
    return [line.subject for line in lines if line.what == "submit"]


def test_without_a_connection_it_is_kept_photo_included_and_sent_later(
    mast, there, phone
):
    with mast.connected():
        come_in(there, phone)
    write(phone, "The roof is mended.", picture("library.jpg"))
    expect(phone.get_by_role("status")).to_contain_text("kept on this phone")
    expect(phone.get_by_label("What is it?")).to_have_value("")
    write(phone, "And the lift goes again.")
    kept = phone.locator("#kept")
    expect(kept).to_contain_text("The roof is mended.")
    expect(kept).to_contain_text("With a photo")
    expect(kept.get_by_role("listitem")).to_have_count(2)
    assert violations(phone, "kept") == {}
    assert handed_in(there) == []
    with mast.connected():
        phone.get_by_role("button", name="Send it now").first.click()
        expect(phone.get_by_role("status")).to_contain_text("handed in. Thank you")
        expect(phone.locator("#mine")).to_contain_text("The roof is mended.")
        expect(kept).to_be_hidden()
    assert len(handed_in(there)) == 2
    drafts = {there.draft(n).text: there.draft(n) for n in (1, 2)}
    assert drafts["The roof is mended."].image_alt == "The library's red door"
    assert drafts["And the lift goes again."].image is None


def test_what_waits_is_seen_on_every_page_and_sent_by_any_of_them(mast, there, phone):
    with mast.connected():
        come_in(there, phone)
    write(phone, "The roof is mended.")
    expect(phone.locator("#kept")).to_be_visible()
    note = phone.get_by_role("link", name="1 waits on this phone")
    expect(note).to_be_visible()
    with mast.connected():
        phone.goto(f"{there.base}/calendar")
        expect(note).to_be_hidden()
    assert len(handed_in(there)) == 1


def test_an_answer_that_is_lost_makes_nothing_twice(mast, there, phone):
    """The desk has it, and the phone does not know."""
    arrived = []

    def swallow(route):
        if route.request.method == "POST" and not arrived:
            arrived.append(route.fetch(max_redirects=0).status)
            return route.abort("connectionreset")
        return route.continue_()

    with mast.connected():
        come_in(there, phone)
        phone.route("**/submit", swallow)
        write(phone, "The roof is mended.")
        expect(phone.get_by_role("status")).to_contain_text("kept on this phone")
        assert arrived == [303]
        phone.get_by_role("button", name="Send it now").click()
        expect(phone.locator("#kept")).to_be_hidden()
    assert len(handed_in(there)) == 1


def test_the_page_opens_without_a_connection_and_takes_what_is_written(
    mast, there, phone
):
    with mast.connected():
        come_in(there, phone)
        phone.wait_for_function("() => navigator.serviceWorker.controller")
        phone.evaluate("async () => { await navigator.serviceWorker.ready; }")
        phone.reload(wait_until="networkidle")
    phone.goto(f"{there.base}/submit")
    expect(phone.get_by_role("status")).to_contain_text("no connection to the desk")
    assert "Cleo" not in phone.content()
    write(phone, "The roof is mended.")
    expect(phone.locator("#kept")).to_contain_text("The roof is mended.")
    assert violations(phone, "without a connection") == {}
    with mast.connected():
        phone.goto(f"{there.base}/submit")
        expect(phone.locator("#mine")).to_contain_text("The roof is mended.")
    assert len(handed_in(there)) == 1


def test_whoever_is_signed_out_meanwhile_loses_nothing(mast, there, phone):
    with mast.connected():
        come_in(there, phone)
        there.clock.move(days=30)
        write(phone, "The roof is mended.")
        expect(phone.get_by_role("status")).to_contain_text("You are signed out")
        other = there.person("Eve", Role.CONTRIBUTOR)
        phone.goto(there.link(other))
        phone.get_by_role("button", name="Sign in").click()
        phone.goto(f"{there.base}/submit")
        kept = phone.locator("#kept")
        expect(kept).to_contain_text("1 of somebody else's")
        assert "roof" not in kept.inner_text()
        assert handed_in(there) == []


def test_what_is_kept_for_one_desk_is_never_sent_to_another_at_its_address(
    mast, there, phone, tmp_path
):
    """The other desk's first person has the same number and the same name."""
    with mast.connected():
        come_in(there, phone)
    write(phone, "The roof is mended.")
    expect(phone.locator("#kept")).to_be_visible()
    there.clock.move(minutes=1)
    (tmp_path / "other" / "data").mkdir(parents=True)
    council = (tmp_path / "sources.toml").read_text("utf-8")
    (tmp_path / "other" / "sources.toml").write_text(council, "utf-8")
    with assembled(tmp_path / "other", clock=there.clock) as parts:
        another = Mast(parts, mast.port)
        that = Desk(parts=parts, base=there.base, clock=there.clock)
        with another.connected():
            come_in(that, phone)
            kept = phone.locator("#kept")
            expect(kept).to_contain_text("1 of somebody else's")
            assert "roof" not in kept.inner_text()
        assert handed_in(that) == []
    assert handed_in(there) == []


def test_what_the_desk_refuses_stays_and_goes_back_into_the_form(mast, there, phone):
    with mast.connected():
        come_in(there, phone)
    phone.get_by_label("When does it begin").fill("2026-11-24T10:00")
    phone.evaluate("document.getElementById('at').removeAttribute('min')")
    write(phone, "Storytime moves.", picture("library.jpg"))
    expect(phone.locator("#kept")).to_be_visible()
    there.clock.move(days=3)
    with mast.connected():
        phone.get_by_role("button", name="Send it now").click()
        expect(phone.locator("#kept")).to_contain_text("That day and time are past")
        phone.get_by_role("button", name="Back into the form").click()
        expect(phone.get_by_label("What is it?")).to_have_value("Storytime moves.")
        phone.get_by_label("When does it begin").fill("")
        phone.get_by_role("button", name="Hand it in").click()
        expect(phone.locator("#mine")).to_contain_text("Storytime moves.")
        expect(phone.locator("#kept")).to_be_hidden()
    assert len(handed_in(there)) == 1
    assert there.draft(1).image is not None


def test_what_is_kept_is_thrown_away_only_by_a_second_press(mast, there, phone):
    with mast.connected():
        come_in(there, phone)
    write(phone, "The roof is mended.")
    phone.get_by_role("button", name="Throw it away").click()
    phone.get_by_role("button", name="Really throw it away").click()
    expect(phone.locator("#kept")).to_be_hidden()


def blurred():
    with Image.open(io.BytesIO(picture("library.jpg"))) as sharp:
        soft = sharp.convert("RGB").filter(ImageFilter.GaussianBlur(12))
    file = io.BytesIO()
    soft.save(file, "JPEG")
    return file.getvalue()


def test_a_blurred_photo_is_told_when_it_is_chosen_and_again_when_it_is_in(
    mast, there, phone
):
    with mast.connected():
        come_in(there, phone)
        phone.get_by_text("Add a photo").click()
        field = phone.get_by_label("The photo", exact=True)
        for name, body, says in (
            ("soft.jpg", blurred(), "This photo is blurred"),
            ("sharp.jpg", picture("library.jpg"), "Sharp and bright enough"),
            ("words.jpg", b"The roof is mended", "cannot be opened"),
            ("soft.jpg", blurred(), "Take another while you can"),
        ):
            field.set_input_files(
                {"name": name, "mimeType": "image/jpeg", "buffer": body}
            )
            expect(phone.locator("#photo-said")).to_contain_text(says)
        phone.get_by_label("What is it?").fill("The roof is mended.")
        phone.get_by_label("What it shows").fill("The library's red door")
        phone.get_by_label("Nobody in it can be recognised").check()
        phone.get_by_role("button", name="Hand it in").click()
        another = phone.locator("#another")
        expect(another).to_contain_text("The photo is blurred")
        assert violations(phone, "a blurred photo was handed in") == {}
        another.get_by_label("Another photo").set_input_files(
            {
                "name": "sharp.jpg",
                "mimeType": "image/jpeg",
                "buffer": picture("library.jpg"),
            }
        )
        another.get_by_role("button", name="Use this one instead").click()
        expect(phone.get_by_text("Handed in. Thank you.")).to_be_visible()
        expect(another).to_have_count(0)
    draft = there.draft(1)
    assert draft.image_alt == "The library's red door"
    assert not there.parts.album.find(draft.image).faults
