"""Signing in with the council's own accounts, at a real provider on loopback."""

import json
import re
import socket
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, Popen
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.run.assemble import assembled
from aggregator.run.clock import now
from aggregator.run.doctor import examine
from aggregator.store import audit
from aggregator.web.answer import ELSEWHERE, SESSION
from tests.web.axe import violations
from tests.web.conftest import cookie_at
from tests.web.test_in_a_browser import browse  # noqa: F401  a fixture

SIGN_IN = """
[sign_in]
issuer = "{issuer}"
client_id = "desk"
client_secret = "env:DESK_SECRET"
name = "your Ambleford account"
"""
USERS = (
    {"sub": "u-1", "email": "ada@ambleford.example"},
    {"sub": "u-2", "email": "Ada@Ambleford.example"},
    {"sub": "u-3", "email": "eve@elsewhere.example"},
    {"sub": "u-4"},
    {"sub": "u-5", "email": "ben@ambleford.example", "email_verified": False},
)


@pytest.fixture(scope="module")
def provider():
    """A provider's address; it is a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    users = [f"--user-claims={json.dumps(one)}" for one in USERS]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), *users]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            yield _ready(address)
        finally:
            process.terminate()


def _ready(address):
    for _ in range(600):
        try:
            about = httpx.get(f"{address}/.well-known/openid-configuration")
            return about.raise_for_status().json()["issuer"]
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the provider does not answer")


@pytest.fixture
def council(desk, provider, monkeypatch):
    """The desk, where Ada and Ben are invited by their addresses."""
    monkeypatch.setenv("DESK_SECRET", "a secret of the desk")
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    file.write_text(file.read_text("utf-8") + SIGN_IN.format(issuer=provider), "utf-8")
    # The provider goes by the machine's clock.
    desk.clock.moment = now()
    for name in ("Ada", "Ben"):
        email = f"{name}@ambleford.example"
        people.add(desk.parts.database, name, Role.EDITOR, desk.clock(), email)
    return desk


class Stranger:
    """A browser in which nobody is signed in."""

    def __init__(self, desk):
        self.desk = desk
        self.client = httpx.Client(base_url=desk.base)

    def go(self, next_page="/history"):
        """To the provider: its address with all that is asked for."""
        return self.client.get(f"/sign-in/elsewhere?next={next_page}").headers[
            "location"
        ]

    def agree(self, there, sub):
        """The provider's answer to who they are there: the address to come back to."""
        return httpx.post(there, data={"sub": sub}).headers["location"]

    def enter(self, sub="u-1"):
        return self.client.get(self.agree(self.go(), sub))


@pytest.fixture
def stranger(council):
    one = Stranger(council)
    yield one
    one.client.close()


def test_whoever_was_invited_by_that_address_comes_in(council, stranger):
    answer = stranger.enter()
    assert answer.headers["location"] == "/history"
    assert stranger.client.get("/history").status_code == 200
    with council.parts.database.reading() as connection:
        (line,) = (
            one
            for one in audit.read(connection, subject=None, limit=9)
            if one.what == "link sign-in"
        )
    assert (line.who, line.after) == ("Ada", "ada@ambleford.example")


def test_what_is_asked_for_holds_a_state_a_nonce_and_a_challenge(stranger):
    asked = parse_qs(urlsplit(stranger.go()).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert "secret" not in str(asked)


def test_nobody_is_ever_added_by_it(council, stranger):
    before = people.everybody(council.parts.database)
    answer = stranger.enter("u-3")
    assert answer.status_code == 422
    assert "Nobody was invited to this desk at eve@elsewhere.example" in answer.text
    assert people.everybody(council.parts.database) == before
    assert not [one for one in stranger.client.cookies if one.startswith(SESSION)]


def test_an_account_that_takes_the_address_over_later_does_not_come_in(stranger):
    stranger.enter("u-1")
    answer = stranger.enter("u-2")
    assert answer.status_code == 422
    assert "Another account has signed in as ada@ambleford.example" in answer.text
    assert stranger.enter("u-1").headers["location"] == "/history"


@pytest.mark.parametrize(
    ("sub", "said"),
    [
        ("u-4", "does not tell your e-mail address"),
        ("u-5", "has not verified ben@ambleford.example"),
    ],
)
def test_an_address_that_is_not_told_or_not_verified_lets_nobody_in(
    stranger, sub, said
):
    answer = stranger.enter(sub)
    assert answer.status_code == 422
    assert said in answer.text


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(council, stranger):
    other = Stranger(council)
    back = other.agree(other.go(), "u-1")
    nothing = stranger.client.get(back)
    assert "This browser did not begin to sign in" in nothing.text
    stranger.go()
    crossed = stranger.client.get(back)
    assert crossed.status_code == 422
    assert "did not sign you in" in crossed.text
    assert not [one for one in stranger.client.cookies if one.startswith(SESSION)]
    other.client.close()


def test_a_token_that_was_made_for_another_sign_in_is_refused(stranger):
    back = stranger.agree(stranger.go(), "u-1")
    named = cookie_at(stranger.client.base_url, ELSEWHERE)
    state, _, *others = stranger.client.cookies[named].strip('"').split(" ")
    kept = " ".join([state, "another-nonce", *others])
    stranger.client.cookies.clear()
    answer = stranger.client.get(back, headers={"cookie": f'{named}="{kept}"'})
    assert answer.status_code == 422
    assert "cannot be believed" in answer.text
    assert "nonce" in answer.text


def test_whoever_says_no_there_is_told_and_may_use_a_password(stranger):
    there = stranger.go()
    back = httpx.post(there, data={"action": "deny"}).headers["location"]
    answer = stranger.client.get(back)
    assert answer.status_code == 422
    assert "your Ambleford account did not sign you in" in answer.text
    assert "Password" in answer.text


def test_a_provider_that_does_not_answer_is_named(desk, visitor):
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    issuer = "http://127.0.0.1:9"
    text = SIGN_IN.format(issuer=issuer).replace(
        'client_secret = "env:DESK_SECRET"', ""
    )
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    answer = visitor(role=None).get("/sign-in/elsewhere")
    assert answer.status_code == 502
    assert "your Ambleford account cannot be asked now" in answer.text


def test_the_doctor_says_why_nobody_could_sign_in_elsewhere(council, monkeypatch):
    with assembled(Path(council.parts.configuration.directory)) as parts:
        assert not [one for one in examine(parts) if "elsewhere" in one]
        monkeypatch.delenv("DESK_SECRET")
        (said,) = (one for one in examine(parts) if "elsewhere" in one)
    assert "is not at env:DESK_SECRET" in said


def test_without_a_provider_nobody_is_sent_anywhere(visitor):
    nobody = visitor(role=None)
    assert "Sign in with" not in nobody.get("/sign-in").text
    assert "Nobody signs in elsewhere here" in nobody.get("/sign-in/elsewhere").text


def test_an_address_is_one_persons_and_may_be_set_anew(council, stranger):
    database = council.parts.database
    ada, ben = (people.named(database, name) for name in ("Ada", "Ben"))
    with pytest.raises(ConflictError, match="Ada has the address"):
        people.keep_email(database, ben, "ADA@ambleford.example", council.clock())
    with pytest.raises(RefusedError, match="no e-mail address"):
        people.keep_email(database, ben, "ben", council.clock())
    stranger.enter("u-1")
    people.keep_email(database, ada, "ada@ambleford.example", council.clock())
    assert stranger.enter("u-2").headers["location"] == "/history"


@pytest.mark.browser
def test_in_a_browser_from_the_button_to_the_queue(council, chromium):
    context = chromium.new_context(base_url=council.base)
    page = context.new_page()
    page.goto("/sign-in?next=/calendar")
    assert violations(page, "sign in") == {}
    page.get_by_role("link", name="Sign in with your Ambleford account").click()
    page.locator("input[name=sub]").fill("u-1")
    page.get_by_role(
        "button", name=re.compile("authorize|sign in", re.IGNORECASE)
    ).first.click()
    expect(page).to_have_url(f"{council.base}/calendar")
    expect(page.get_by_role("link", name="Your account: Ada")).to_be_visible()
    context.close()
