"""The whole program as a newcomer meets it: one command, one link, a first approval."""

import re
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import httpx
import pytest

from tests.web.first_load import first_load

TOLD = re.compile(r"http://127\.0\.0\.1:\d+/told")
LINK = re.compile(r"http://127\.0\.0\.1:\d+/sign-in/\S+")


class Demo:
    """`aggregator demo` as a process of its own."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "aggregator", "demo", "--port", "0"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = []
        for stream in (self.process.stdout, self.process.stderr):
            threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def _listen(self, stream):
        for line in stream:
            self.said.append(line)

    def link(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if found := LINK.search("".join(self.said)):
                return found[0]
            time.sleep(0.05)
        raise AssertionError("no sign-in link in: " + "".join(self.said))

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


@pytest.fixture
def demo(tmp_path):
    demo = Demo(tmp_path)
    yield demo
    if demo.process.poll() is None:
        demo.process.kill()
        demo.process.wait()
    demo.process.stdout.close()
    demo.process.stderr.close()


def test_from_one_command_to_an_approved_draft(demo, chromium):
    page = chromium.new_page()
    page.goto(demo.link())
    page.get_by_role("button", name="Sign in").click()
    deadline = time.monotonic() + timedelta(minutes=1).total_seconds()
    approve = page.get_by_role("button", name="Approve")
    while approve.count() == 0:
        assert time.monotonic() < deadline, "no draft within a minute"
        time.sleep(0.5)
        page.goto(demo.link().split("/sign-in/")[0])
    waiting = approve.count()
    assert 5 <= waiting <= 13
    approve.first.click()
    page.wait_for_load_state()
    assert approve.count() == waiting - 1
    page.get_by_role("link", name="Approved").first.click()
    assert "Goes out by itself" in page.content()
    assert "this month has cost about" in page.content()
    assert demo.stop() == 0


@pytest.mark.parametrize("width", [375, 1280])
def test_the_first_load_of_its_queue_is_under_a_hundred_kilobytes(
    demo, chromium, width
):
    page = chromium.new_page(viewport={"width": width, "height": 812})
    page.goto(demo.link())
    page.get_by_role("button", name="Sign in").click()
    desk = demo.link().split("/sign-in/")[0]
    until = time.monotonic() + timedelta(minutes=2).total_seconds()
    while page.goto(desk) and not page.locator("img.post__picture").count():
        assert time.monotonic() < until, "no draft with a picture within two minutes"
        time.sleep(0.5)
    loaded = first_load(page, f"{desk}/")
    assert any("/pictures/" in name for name in loaded)
    assert sum(loaded.values()) < 100_000, loaded
    page.close()


def test_a_partners_post_is_shared_as_it_is_and_reaches_the_network(demo, chromium):
    page = chromium.new_page()
    page.goto(demo.link())
    page.get_by_role("button", name="Sign in").click()
    desk = demo.link().split("/sign-in/")[0]
    told = TOLD.search("".join(demo.said))[0]
    until = time.monotonic() + timedelta(minutes=1).total_seconds()
    while page.goto(f"{desk}/?kind=share") and not page.get_by_text("loom").count():
        assert time.monotonic() < until, "no proposal within a minute"
        time.sleep(0.5)
    page.get_by_text("Another time").first.click()
    page.get_by_role("button", name="Share it as it is now").first.click()
    until = time.monotonic() + timedelta(minutes=3).total_seconds()
    while "Repost of" not in httpx.get(told).text:
        assert time.monotonic() < until, "it does not go out"
        time.sleep(1)
    page.goto(f"{desk}/?state=posted&kind=share")
    assert page.get_by_text("See the post").count() >= 1
    assert demo.stop() == 0
