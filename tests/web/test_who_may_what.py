"""Every page, for an editor, a contributor and somebody who is signed out."""

import hashlib
from pathlib import Path

import pytest

from aggregator.demo.pictures import picture
from aggregator.desk.photos import develop
from aggregator.desk.roles import Action, may
from aggregator.model.council import Role
from aggregator.web.routes import ROUTES

NAMES = {
    "/report/{name}": "2026-11.csv",
    "/history/{name}": "2026-11.csv",
    "/plan/{name}": "buffer.csv",
    "/templates/{name}": "event.j2",
}
PICTURE = hashlib.blake2b(b"https://example.org/a.jpg", digest_size=16).hexdigest()
PAGES = [route for route in ROUTES if route.method == "GET" and route.needs]
EVENING = """
[[live]]
id = "awards"
name = "Reading Awards"
starts = 2026-11-23T08:00:00
ends = 2026-11-23T22:00:00
"""
FORMS = [route for route in ROUTES if route.method != "GET"]


def address(route, number):
    name = NAMES.get(route.path, PICTURE)
    return route.path.format(
        evening="awards",
        number=number,
        width=320,
        person=1,
        story="s1",
        token="unknown",
        name=name,
        source="jobs",
    )


def ids(route):
    return route.name


@pytest.mark.parametrize("route", PAGES, ids=ids)
def test_a_page_opens_for_who_is_signed_in_and_for_nobody_else(desk, visitor, route):
    number = desk.put()
    file = Path(desk.parts.configuration.directory) / "sources.toml"
    file.write_text(file.read_text("utf-8") + EVENING, "utf-8")
    desk.parts.album.keep("https://example.org/a.jpg", develop(picture("library.jpg")))
    for role in Role:
        one = visitor(role, role)
        allowed = may(desk.person(f"Another {role}", role), route.needs)
        answer = one.get(address(route, number))
        assert answer.status_code == (200 if allowed else 403)
    turned_away = visitor(role=None).get(address(route, number))
    assert turned_away.status_code == 303
    assert turned_away.headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("route", FORMS, ids=ids)
def test_no_form_is_taken_without_its_token(desk, visitor, route):
    number = desk.put()
    editor = visitor()
    for csrf in ("", "forged", "A" * 88):
        answer = editor.post(
            address(route, number), csrf=csrf, revision=1, reason="wrong", text="x"
        )
        assert answer.status_code == 403
    assert desk.draft(number).revision == 1
    assert editor.get("/").status_code == 200


@pytest.mark.parametrize("route", FORMS, ids=ids)
def test_no_form_is_taken_from_another_site(desk, visitor, route):
    editor = visitor()
    answer = editor.client.post(
        address(route, desk.put()),
        data={"csrf": editor.token()},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "route", [one for one in FORMS if one.needs is not None], ids=ids
)
def test_no_form_is_taken_from_who_is_signed_out(desk, visitor, route):
    number = desk.put()
    nobody = visitor(role=None)
    answer = nobody.post(address(route, number), revision=1, text="my words")
    assert answer.status_code == 403
    assert "signed out" in answer.text
    assert "my words" in answer.text
    assert desk.draft(number).revision == 1


@pytest.mark.parametrize(
    "route",
    [one for one in FORMS if one.needs not in {None, Action.LOOK, Action.SUBMIT}],
    ids=ids,
)
def test_a_contributor_may_not_decide(desk, visitor, route):
    number = desk.put()
    answer = visitor("Cleo", Role.CONTRIBUTOR).post(
        address(route, number), revision=1, reason="wrong", text="mine"
    )
    assert answer.status_code == 403
    assert "Cleo is a contributor and may not" in answer.text
    assert desk.draft(number).revision == 1


def test_a_contributor_sees_the_queue_without_what_decides(desk, visitor):
    desk.put()
    page = visitor("Cleo", Role.CONTRIBUTOR).get("/").text
    assert "Storytime" in page
    assert "/approve" not in page
    assert "/reject" not in page


def test_a_token_of_one_session_is_none_of_another(desk, visitor):
    ada, bob = visitor("Ada"), visitor("Bob")
    answer = ada.decide(desk.put(), "approve", csrf=bob.token())
    assert answer.status_code == 403


def test_every_answer_tells_the_browser_what_to_refuse(desk, visitor):
    editor = visitor()
    for path in ("/", "/nowhere", "/static/desk.css", "/static/nowhere"):
        headers = editor.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] in {"no-store", "no-cache"}


def test_our_own_mistake_is_a_page_that_says_so_with_the_same_headers(desk, visitor):
    editor = visitor()
    del desk.clock.moment
    answer = editor.get("/")
    assert answer.status_code == 500
    assert "a mistake of the program, not yours" in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
