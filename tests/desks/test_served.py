"""Desks at one socket: a person signed in at one is nobody at the other."""

import re
import socket
import threading
import time
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
import uvicorn
from playwright.sync_api import expect

from aggregator.cli.serve_desks import _begin, _find
from aggregator.desk import holds, people
from aggregator.model.council import Role
from aggregator.run.opening import OpenDesks
from aggregator.web.by_host import ByHost
from tests.site import rss, rss_item, source_toml

CSRF = re.compile(r'name="csrf" value="([^"]+)"')
SESSION = "aggregator_session"
# How many submissions the browser keeps for the desk that it is at.
_KEPT = """new Promise(tell => {
  const opening = indexedDB.open("aggregator", 1);
  opening.onsuccess = () => {
    const counted = opening.result.transaction("kept").objectStore("kept").count();
    counted.onsuccess = () => tell(counted.result);
  };
})"""


@contextmanager
def served(house, *, cycles=False, again_seconds=0.2, every_seconds=3):
    """The installation as `serve` has it; its port and what is open."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
        begin = partial(_begin, port=port, cycles=cycles, every_seconds=every_seconds)
        with OpenDesks(
            house.folder, {}, house.clock, begin, again_seconds=again_seconds
        ) as desks:
            app = ByHost(partial(_find, desks))
            settings = uvicorn.Config(app, log_level="warning", lifespan="off")
            server = uvicorn.Server(settings)
            thread = threading.Thread(target=server.run, args=([sock],))
            thread.start()
            try:
                yield port, desks
            finally:
                server.should_exit = True
                thread.join()


def wait_for(true, seconds=60):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.05)


def _two(house):
    links = {}
    for name in ("ambleford", "thornby"):
        house.add(name, source_toml("news", f"https://{name}.invalid/feed"))
        with house.parts(name) as parts:
            ada = people.add(parts.database, "Ada", Role.EDITOR, house.clock())
            links[name] = people.invite(parts.database, ada, house.clock())
    return links


def _visitor(port, desk):
    """A browser at one desk; over HTTP it need not resolve the name."""
    headers = {"host": f"{desk}.localhost:{port}"}
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False
    )


def _sign_in(visitor, link):
    page = visitor.get(f"/sign-in/{link}")
    csrf = CSRF.search(page.text)[1]
    return visitor.post(f"/sign-in/{link}", data={"csrf": csrf})


def test_a_session_of_one_desk_is_worth_nothing_at_another(house):
    links = _two(house)
    with served(house) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 2)
        with _visitor(port, "ambleford") as here, _visitor(port, "thornby") as there:
            entered = _sign_in(here, links["ambleford"])
            assert entered.status_code == 303
            cookie = entered.headers["set-cookie"]
            assert "domain" not in cookie.lower()  # it is for this host alone
            assert here.get("/").status_code == 200
            csrf = CSRF.search(here.get("/account").text)[1]
            # The cookie, the form's token and the sign-in link, all of Ambleford's.
            session = f"{SESSION}_{port}"
            there.cookies.set(session, here.cookies[session])
            assert there.get("/").headers["location"] == "/sign-in"
            reply = there.post("/hold", data={"csrf": csrf, "reason": "mine"})
            assert reply.status_code in {403, 422}
            assert there.get(f"/sign-in/{links['ambleford']}").status_code == 410
        with house.parts("thornby") as parts:
            assert holds.held(parts.database) is None


def test_nobody_learns_at_another_host_which_desks_there_are(house):
    _two(house)
    with served(house) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 2)
        for host in ("127.0.0.1", "wick.localhost", "ambleford", "", "[::1", "a@b"):
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                reply = client.get("/sign-in", headers={"host": host})
            assert reply.status_code in {400, 404}, host
            assert "mbleford" not in reply.text
            assert "set-cookie" not in reply.headers


def test_a_desk_is_at_the_host_of_its_address_whatever_its_port_and_letters(house):
    house.add("ambleford", extra='[desk]\naddress = "https://Desk.Ambleford.example"\n')
    with served(house) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 1)
        for host in ("desk.ambleford.example", "DESK.ambleford.example.:443"):
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                reply = client.get("/healthz", headers={"host": host})
            assert reply.text == "alive\n"


def test_the_figures_of_a_desk_say_whose_they_are(on_files):
    _two(on_files)
    with served(on_files) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 2)
        with _visitor(port, "thornby") as there:
            lines = there.get("/metrics").text.splitlines()
    figures = [line for line in lines if not line.startswith("#")]
    assert any(line.startswith("aggregator_on_hold{") for line in figures)
    assert all('desk="thornby"' in line for line in figures)


def test_a_browser_gives_one_desk_no_cookie_of_another(house, chromium):
    links = _two(house)
    with served(house) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 2)
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://ambleford.localhost:{port}/sign-in/{links['ambleford']}")
        page.click("main form button")
        page.goto(f"http://ambleford.localhost:{port}/")
        assert "/sign-in" not in page.url
        page.goto(f"http://thornby.localhost:{port}/")
        assert page.url == f"http://thornby.localhost:{port}/sign-in"
        (mine,) = [
            one
            for one in context.cookies(f"http://ambleford.localhost:{port}")
            if one["name"] == f"{SESSION}_{port}"
        ]
        # Carried over by hand, it opens nothing, and the other goes on.
        context.add_cookies([{**mine, "domain": "thornby.localhost"}])
        page.goto(f"http://thornby.localhost:{port}/")
        assert page.url == f"http://thornby.localhost:{port}/sign-in"
        page.goto(f"http://ambleford.localhost:{port}/")
        assert "/sign-in" not in page.url
        context.close()


def test_what_a_phone_keeps_for_one_desk_is_not_there_at_another(house, chromium):
    """At both somebody called Ada is the first person; a browser keeps by origin."""
    links = _two(house)
    with served(house) as (port, desks):
        wait_for(lambda: len(desks.at_work()) == 2)
        bases = {name: f"http://{name}.localhost:{port}" for name in links}
        context = chromium.new_context()
        context.set_default_timeout(30_000)
        page = context.new_page()
        for name, base in bases.items():
            page.goto(f"{base}/sign-in/{links[name]}")
            page.click("main form button")
            page.wait_for_load_state()
        page.route(
            f"{bases['ambleford']}/submit",
            lambda sent: (
                sent.abort() if sent.request.method == "POST" else sent.continue_()
            ),
        )
        page.goto(f"{bases['ambleford']}/submit")
        page.get_by_label("What is it?").fill("The roof is mended.")
        page.get_by_role("button", name="Hand it in").click()
        expect(page.locator("#kept")).to_contain_text("The roof is mended.")
        page.goto(f"{bases['thornby']}/submit")
        expect(page.locator("#kept")).to_be_hidden()
        assert page.evaluate(_KEPT) == 0
        page.unroute(f"{bases['ambleford']}/submit")
        page.goto(f"{bases['ambleford']}/submit")
        expect(page.locator("#mine")).to_contain_text("The roof is mended.")
        page.goto(f"{bases['thornby']}/submit")
        expect(page.locator("body")).not_to_contain_text("The roof is mended.")
        context.close()


def test_a_desk_that_cannot_be_opened_keeps_no_other_closed(house, site):
    """Its file is mended while the others are at work, and it joins them."""
    news = rss(rss_item("Thornby-opens", "https://example.org/1", house.clock()))
    url = site.put("/thornby", news)
    for name in ("ambleford", "thornby", "wick"):
        house.add(name, source_toml("news", url, kind="news"))
    (house.desk("ambleford") / "sources.toml").write_text("[council\nname", "utf-8")
    with served(house, cycles=True) as (_, desks):
        wait_for(lambda: set(desks.at_work()) == {"thornby", "wick"})
        wait_for(lambda: "sources.toml" in desks.wrong().get("ambleford", ""))
        wait_for(lambda: "/thornby" in site.asked)
        house.configure("ambleford", source_toml("news", url))
        wait_for(lambda: "ambleford" in desks.at_work())
        assert desks.wrong() == {}


def test_a_desk_with_5000_dead_sources_delays_no_other(on_files, site):
    """Each is at a host of its own that takes the connection and never answers."""
    news = rss(rss_item("Thornby-opens", "https://example.org/1", on_files.clock()))
    with socket.create_server(("0.0.0.0", 0), backlog=4096) as pit:
        port = pit.getsockname()[1]
        dead = [
            source_toml(f"dead-{n}", f"http://127.1.{n // 250}.{n % 250 + 1}:{port}/")
            for n in range(5000)
        ]
        on_files.add(
            "ambleford", *(one.replace("127.0.0.1/32", "127.0.0.0/8") for one in dead)
        )
        on_files.add(
            "thornby", source_toml("news", site.put("/thornby", news), kind="news")
        )
        with served(on_files, cycles=True) as (_, desks):
            wait_for(lambda: _asked(desks, "ambleford") > 100)
            wait_for(lambda: _asked(desks, "thornby") == 1)
            # And again at a later tick, while the other is still at it.
            on_files.clock.move(hours=2)
            wait_for(lambda: site.asked.count("/thornby") == 2, seconds=90)
            assert _asked(desks, "ambleford") < 4000


def _asked(desks, name):
    """How many of a desk's sources somebody asks or has asked."""
    if name not in desks.at_work():
        return 0
    database = desks.at_work()[name][0].database
    with database.reading() as connection:
        return connection.exec_driver_sql(
            "SELECT count(*) FROM sources WHERE token > 0"
        ).scalar()


def test_a_process_may_serve_some_of_the_desks(on_files):
    for name in ("ambleford", "thornby"):
        on_files.add(name)
    begin = partial(_begin, port=1, cycles=False)
    with OpenDesks(
        on_files.folder, {}, on_files.clock, begin, only=["thornby"], again_seconds=0.1
    ) as desks:
        wait_for(desks.at_work)
        time.sleep(0.5)
        assert set(desks.at_work()) == {"thornby"}


def test_a_desk_takes_no_host_of_another(on_files):
    """Whatever its own file says: the first by name has what two want."""
    on_files.add("ambleford", extra='[desk]\naddress = "http://thornby.localhost"\n')
    on_files.add("thornby", extra='[desk]\naddress = "https://one.example"\n')
    on_files.add("wick", extra='[desk]\naddress = "https://one.example"\n')
    begin = partial(_begin, port=1, cycles=False)
    with OpenDesks(
        on_files.folder, {}, on_files.clock, begin, again_seconds=0.1
    ) as desks:
        wait_for(lambda: len(desks.at_work()) == 3)
        thornby = desks.at_work()["thornby"][1]
        assert _find(desks, "thornby.localhost") is thornby
        assert _find(desks, "one.example") is thornby
        assert _find(desks, "") is None


def test_a_desk_made_while_the_others_are_at_work_is_opened(house):
    house.add("ambleford")
    with served(house) as (_, desks):
        wait_for(lambda: "ambleford" in desks.at_work())
        house.add("thornby")
        wait_for(lambda: "thornby" in desks.at_work())


def test_a_desk_that_is_put_aside_while_all_are_at_work_is_closed(house):
    for name in ("ambleford", "thornby"):
        house.add(name)
    with served(house, cycles=True) as (_, desks):
        wait_for(lambda: set(desks.at_work()) == {"ambleford", "thornby"})
        house.desk("thornby").rename(house.folder / "desks" / ".thornby")
        wait_for(lambda: set(desks.at_work()) == {"ambleford"})
        (house.folder / "desks" / ".thornby").rename(house.desk("thornby"))
        wait_for(lambda: set(desks.at_work()) == {"ambleford", "thornby"})


def test_a_desks_toml_that_cannot_be_read_closes_no_desk(on_files):
    on_files.add("ambleford")
    with served(on_files, again_seconds=0.05) as (_, desks):
        wait_for(desks.at_work)
        (on_files.folder / "desks.toml").write_text("x = [", encoding="utf-8")
        time.sleep(0.5)
        assert set(desks.at_work()) == {"ambleford"}


@pytest.mark.postgresql
def test_a_step_that_fails_in_one_schema_stops_no_other_desk(on_server):
    """A schema in which the next step's table is there already, of all things."""
    for name in ("ambleford", "thornby"):
        on_server.add(name)
    with on_server.parts("ambleford") as parts, parts.database.transaction() as it:
        it.exec_driver_sql("UPDATE alembic_version SET version_num = '0021'")
    with served(on_server) as (_, desks):
        wait_for(lambda: "thornby" in desks.at_work())
        wait_for(lambda: "ambleford" in desks.wrong())
        assert "desk_ambleford" in desks.wrong()["ambleford"]
        assert "already exists" in desks.wrong()["ambleford"]
        # The step is undone whole, so the mended schema is taken up.
        with on_server.parts("thornby") as parts, parts.database.reading() as it:
            assert it.exec_driver_sql("SELECT count(*) FROM shelf").scalar() == 0
