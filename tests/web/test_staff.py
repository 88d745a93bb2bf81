"""The people of the desk, as an editor sees to them."""

import re

import pytest

from aggregator.desk import people
from aggregator.model.council import Role
from tests.web.conftest import CSRF, PASSWORD, Visitor

LINK = re.compile(r'value="(http[^"]+/sign-in/[^"]+)"')


def known(desk, name):
    return people.named(desk.parts.database, name)


def after_the_link(desk, page):
    """What somebody who was sent the link of a page gets for "Hand in"."""
    link = LINK.search(page.text)[1]
    one = Visitor(desk)
    with one.client:
        token = CSRF.search(one.client.get(link).text)[1]
        one.client.post(link, data={"csrf": token})
        return one.get("/submit").status_code


def test_somebody_is_invited_by_a_link_that_is_shown_once(desk, visitor):
    ada = visitor()
    page = ada.post("/people", name="Cleo  Marsh", role="contributor")
    assert "A link for Cleo Marsh" in page.text
    assert after_the_link(desk, page) == 200
    assert known(desk, "Cleo Marsh").role is Role.CONTRIBUTOR
    assert not LINK.search(ada.get("/people").text)
    told = ada.get("/history").text
    assert "added Cleo Marsh, contributor" in told
    assert "<strong>Ada</strong>" in told


@pytest.mark.parametrize(
    ("name", "says"),
    [(" ", "needs a name"), ("ada", "is called ada already"), ("x" * 101, "100 are")],
)
def test_what_is_wrong_with_an_invitation_is_said(desk, visitor, name, says):
    page = visitor().post("/people", name=name, role="editor")
    assert page.status_code == 422
    assert says in page.text
    assert 'value="editor" checked' in page.text


def test_a_new_link_ends_the_older_ones(desk, visitor):
    ada = visitor()
    first = ada.post("/people", name="Cleo", role="contributor")
    cleo = known(desk, "Cleo")
    second = ada.post(f"/people/{cleo.id}", verb="link")
    assert after_the_link(desk, first) == 303
    assert after_the_link(desk, second) == 200


def test_a_role_counts_at_once_in_every_browser(desk, visitor):
    ada, ben = visitor(), visitor("Ben", Role.CONTRIBUTOR)
    assert ben.get("/people").status_code == 403
    ada.post(f"/people/{known(desk, 'Ben').id}", verb="role", role="editor")
    assert ben.get("/people").status_code == 200
    assert "changed what they may do: Ben, editor" in ada.get("/history").text


def test_somebody_is_signed_out_everywhere_and_may_come_back(desk, visitor):
    ada, ben = visitor(), visitor("Ben")
    ben.post("/account/password", password=PASSWORD)
    assert "Signed in with 1 browser" in ada.get("/people").text
    ada.post(f"/people/{known(desk, 'Ben').id}", verb="sign-out")
    assert ben.get("/").status_code == 303
    ben.post("/sign-in", csrf=ben.token("/sign-in"), name="Ben", password=PASSWORD)
    assert ben.get("/").status_code == 200


def test_whoever_leaves_comes_in_by_no_way_and_stays_in_the_history(desk, visitor):
    ada, ben = visitor(), visitor("Ben")
    ben.post("/account/password", password=PASSWORD)
    link = desk.link(known(desk, "Ben"))
    ada.post(f"/people/{known(desk, 'Ben').id}", verb="shut-out")
    assert ben.get("/").status_code == 303
    ben.post("/sign-in", csrf=ben.token("/sign-in"), name="Ben", password=PASSWORD)
    assert ben.get("/").status_code == 303
    assert ben.get(link).status_code == 410
    assert "let in no more: Ben" in ada.get("/history").text


@pytest.mark.parametrize("verb", ["role", "shut-out"])
def test_nobody_locks_themselves_out(desk, visitor, verb):
    ada = visitor()
    page = ada.post(f"/people/{known(desk, 'Ada').id}", verb=verb, role="contributor")
    assert page.status_code == 422
    assert "ask another editor" in page.text
    assert known(desk, "Ada").role is Role.EDITOR


@pytest.mark.parametrize("number", ["0", "999", "x", "9" * 30])
def test_who_is_not_there_is_not_found(desk, visitor, number):
    assert visitor().post(f"/people/{number}", verb="sign-out").status_code == 404
