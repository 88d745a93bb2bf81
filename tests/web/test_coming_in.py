"""Links, passwords, sessions: who comes in, and how they go out."""

import httpx
import pytest

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.run.assemble import assembled
from aggregator.web.answer import DOOR, SESSION
from aggregator.web.app import create_app
from tests.web.conftest import COUNCIL, PASSWORD, Visitor, cookie_at, serving


def test_a_link_is_not_used_up_by_looking_at_it(desk, visitor):
    link = desk.link(desk.person("Ada"))
    for _ in range(3):
        assert visitor(role=None).get(link).status_code == 200
    nobody = visitor(role=None)
    answer = nobody.client.post(link, data={"csrf": nobody.token(link)})
    assert answer.headers["location"] == "/account?first=1"
    assert nobody.get("/").status_code == 200


def test_a_link_lets_in_once_and_says_so_the_second_time(desk, visitor):
    link = desk.link(desk.person("Ada"))
    first, second = visitor(role=None), visitor(role=None)
    first.client.post(link, data={"csrf": first.token(link)})
    answer = second.client.post(link, data={"csrf": second.token(link)})
    assert answer.status_code == 422
    assert "used already" in answer.text
    assert second.get("/").status_code == 303


def test_the_first_visit_offers_a_password_which_then_lets_in(desk, visitor):
    ada = visitor("Ada")
    page = ada.get("/account?first=1").text
    assert "Set a password" in page
    assert "Not now" in page
    short = ada.post("/account/password", password="short", first="1")
    assert short.status_code == 422
    assert "at least 12 characters" in short.text
    kept = ada.post("/account/password", password=PASSWORD, first="1")
    assert kept.status_code == 200
    again = visitor(role=None)
    token = again.token("/sign-in")
    entered = again.client.post(
        "/sign-in",
        data={"csrf": token, "name": "ada", "password": PASSWORD, "next": "/history"},
    )
    assert entered.headers["location"] == "/history"
    assert again.get("/history").status_code == 200


def test_a_wrong_password_and_an_unknown_name_read_alike(desk, visitor):
    visitor("Ada").post("/account/password", password=PASSWORD)
    nobody = visitor(role=None)
    answers = [
        nobody.post("/sign-in", name=name, password="wrong wrong wrong")
        for name in ("Ada", "Nobody")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    for answer in answers:
        assert "do not belong together" in answer.text


def test_the_page_asked_for_is_shown_after_signing_in_but_no_other_site(visitor):
    nobody = visitor(role=None)
    assert nobody.get("/sources").headers["location"] == "/sign-in?next=/sources"
    for wanted in ("//evil.example", "https://evil.example", "/\\evil.example"):
        page = nobody.get("/sign-in", params={"next": wanted}).text
        assert "evil" not in page


def test_signing_out_ends_the_session_itself(desk, visitor):
    ada = visitor("Ada")
    kept = ada.client.cookies[cookie_at(desk.base, SESSION)]
    ada.post("/sign-out")
    thief = visitor(role=None)
    thief.client.cookies.set(cookie_at(desk.base, SESSION), kept)
    assert thief.get("/").status_code == 303


def test_leaving_every_browser_ends_the_others_too(desk, visitor):
    person = desk.person("Ada")
    browsers = [Visitor(desk) for _ in range(2)]
    for browser in browsers:
        link = desk.link(person)
        browser.client.post(link, data={"csrf": browser.token(link)})
    browsers[0].post("/account/sign-out")
    assert browsers[1].get("/").status_code == 303
    for browser in browsers:
        browser.client.close()


def test_two_desks_on_one_host_leave_each_others_people_signed_in(
    desk, visitor, tmp_path
):
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    (other / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    ada = visitor("Ada")
    with (
        assembled(other, clock=desk.clock) as parts,
        serving(create_app(parts)) as base,
    ):
        cleo = people.add(parts.database, "Cleo", Role.EDITOR, desk.clock())
        link = f"{base}/sign-in/" + people.invite(parts.database, cleo, desk.clock())
        form = {"csrf": ada.token(link)}
        entered = ada.client.post(link, data=form, follow_redirects=True)
        assert "Cleo" in entered.text
        assert ada.client.get(f"{base}/").status_code == 200
        assert "Ada" in ada.get("/").text
        ada.post("/sign-out")
        assert ada.get("/").status_code == 303
        assert ada.client.get(f"{base}/").status_code == 200


def test_who_was_signed_in_before_names_had_a_port_still_is(desk, visitor):
    ada = visitor("Ada")
    named = cookie_at(desk.base, SESSION)
    earlier = visitor(role=None)
    earlier.client.cookies.set(SESSION, ada.client.cookies[named])
    assert earlier.get("/").status_code == 200
    earlier.post("/sign-out")
    assert earlier.get("/").status_code == 303
    assert ada.get("/").status_code == 303


@pytest.mark.parametrize("host", ["desk:port", "desk:99999", "[::1", ""])
def test_an_odd_host_breaks_nothing(desk, host):
    answer = httpx.get(f"{desk.base}/sign-in", headers={"host": host})
    assert answer.status_code < 500


def test_a_session_ends_after_a_fortnight(desk, visitor):
    ada = visitor("Ada")
    desk.clock.move(days=13)
    assert ada.get("/").status_code == 200
    desk.clock.move(days=2)
    assert ada.get("/").status_code == 303


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(desk, visitor):
    nobody = visitor(role=None)
    shown = nobody.get("/sign-in").headers["set-cookie"]
    assert shown.startswith(DOOR)
    link = desk.link(desk.person("Ada"))
    entered = nobody.client.post(link, data={"csrf": nobody.token(link)})
    for cookie in (shown, *entered.headers.get_list("set-cookie")):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
