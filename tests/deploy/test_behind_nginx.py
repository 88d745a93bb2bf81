"""The example for nginx, before two real desks: TLS, who asks, photos, a restart."""

import re
import signal
import subprocess
import sys

import httpx
import pytest

from tests.deploy.serving import NAME, browser, csrf, desks, proxied

COUNCIL = '[council]\nname = "Ambleford Libraries"\n'
MIB = 1024 * 1024


def new_link(folder):
    made = subprocess.run(
        [sys.executable, "-m", "aggregator", "user", "add", "Ada", "--role", "editor"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return re.search(r"/sign-in/\S+", made.stdout + made.stderr)[0]


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council")
    (folder / "sources.toml").write_text(COUNCIL, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def link(council):
    return new_link(council)


@pytest.fixture(scope="module")
def behind(council, link, tmp_path_factory):
    with (
        desks(council, 2) as running,
        proxied(tmp_path_factory.mktemp("nginx"), running) as (plain, secure, _),
    ):
        yield running, plain, secure


def test_whoever_comes_by_http_is_sent_to_https(behind):
    _, plain, _ = behind
    answer = httpx.get(f"{plain}/queue?x=1", headers={"Host": NAME})
    assert answer.status_code == 301
    assert answer.headers["location"] == f"https://{NAME}/queue?x=1"


def test_signed_in_by_one_process_is_signed_in_at_both_with_a_safe_cookie(behind, link):
    _, _, secure = behind
    with browser(secure) as ada:
        page = ada.get(link)
        assert page.status_code == 200
        assert "max-age" in page.headers["strict-transport-security"]
        answer = ada.post(link, data={"csrf": csrf(page.text)})
        assert answer.status_code == 303
        cookies = answer.headers.get_list("set-cookie")
        assert cookies
        assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
        for _ in range(4):
            assert ada.get("/").status_code == 200


def test_wrong_passwords_count_against_the_address_they_came_from(behind):
    _, _, secure = behind

    def tried(local, times, **headers):
        with browser(secure, local_address=local) as somebody:
            for _ in range(times):
                page = somebody.get("/sign-in")
                form = {"csrf": csrf(page.text), "name": "Ada", "password": "wrong"}
                last = somebody.post("/sign-in", data=form, headers=headers)
            return last.status_code

    assert tried("127.0.0.5", 11) == 429
    assert tried("127.0.0.6", 1) == 422, "another address is not made to wait"
    lied = {"X-Forwarded-For": "10.9.8.7", "Forwarded": "for=10.9.8.7"}
    assert tried("127.0.0.5", 1, **lied) == 429, (
        "what a browser says counts for nothing"
    )


@pytest.mark.parametrize(("size", "who"), [(24, "desk"), (27, "nginx")])
def test_a_photo_of_a_telephone_reaches_the_desk_and_more_does_not(behind, size, who):
    _, _, secure = behind
    with browser(secure) as somebody:
        files = {"photo": ("photo.jpg", b"x" * size * MIB, "image/jpeg")}
        answer = somebody.post("/photos", files=files)
    assert (answer.status_code == 413 and "nginx" in answer.text) == (who == "nginx")


def test_figures_are_not_shown_to_the_world(behind):
    running, _, secure = behind
    with browser(secure) as somebody:
        assert somebody.get("/metrics").status_code == 404
    assert httpx.get(f"{running[0].address}/metrics").status_code == 200


def test_nobody_notices_when_one_process_is_restarted(behind, council):
    running, _, secure = behind
    codes = []
    with browser(secure) as somebody:
        codes += [somebody.get("/sign-in").status_code for _ in range(4)]
        running[1].process.send_signal(signal.SIGTERM)
        codes += [somebody.get("/sign-in").status_code for _ in range(20)]
        running[1].process.communicate(timeout=60)
        codes += [somebody.get("/sign-in").status_code for _ in range(8)]
    assert running[1].process.returncode == 0
    assert set(codes) == {200}
