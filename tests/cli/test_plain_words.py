"""What the commands say when something is wrong, in words that anybody knows."""

import sys

import pytest

from tests.site import COUNCIL, source_toml

SOURCES = COUNCIL + source_toml("news", "https://example.org/news.rss")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serve", "--port", "x"), "'x' is not a whole number"),
        (("serve", "--port", "70000"), "write a number from 0 to 65535"),
        (("items", "--limit", "0"), "0 is out of bounds; write a number from 1"),
        (("approve", "first"), "'first' is not a whole number"),
    ],
)
def test_a_number_that_is_none_is_told_in_plain_words(run, arguments, said):
    ran = run(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "range" not in ran.err


def test_a_sign_in_link_begins_with_the_address_of_the_desk(run, tmp_path):
    desk = '\n[desk]\naddress = "https://desk.example.org/"\n'
    (tmp_path / "sources.toml").write_text(SOURCES + desk, encoding="utf-8")
    assert run("user", "add", "Ada").out.startswith("https://desk.example.org/sign-in/")
    assert run("user", "link", "Ada").out.startswith(
        "https://desk.example.org/sign-in/"
    )
    other = run("user", "link", "Ada", "--address", "http://10.1.2.3:80")
    assert other.out.startswith("http://10.1.2.3:80/sign-in/")


def test_a_check_notices_that_the_driver_of_the_database_is_missing(
    run, tmp_path, monkeypatch
):
    database = 'database = "postgresql://localhost/desk"\n'
    (tmp_path / "sources.toml").write_text(database + SOURCES, encoding="utf-8")
    assert run("check").code == 0
    # As if it were not installed: the tests themselves need it.
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ran = run("check")
    assert ran.code == 2
    assert '.venv/bin/pip install -e ".[postgresql]"' in ran.err


def test_a_password_in_the_wrong_place_is_not_shown_again(run, tmp_path):
    digest = '[digest]\nsend_to = "mailtos://me:hunter2@example.org"\n'
    (tmp_path / "sources.toml").write_text(SOURCES + digest, encoding="utf-8")
    ran = run("check")
    assert ran.code == 2
    assert "send_to" in ran.out
    assert "hunter2" not in ran.out + ran.err
