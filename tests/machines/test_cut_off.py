"""A worker on a machine that is cut off from the database and the web."""

import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from aggregator.model.draft import State
from aggregator.run.assemble import assembled
from aggregator.store import deliveries
from tests.deliver.accounts import here
from tests.machines import namespace
from tests.machines.fast_clock import START, FileClock
from tests.machines.forwarding import forwarding
from tests.machines.processes import wait_for
from tests.site import COUNCIL, rss
from tests.store.steps import add_draft, move

pytestmark = pytest.mark.postgresql
COUNT = 6


class Cable:
    """Between the worker and everything else: of a namespace, or carried."""

    def __init__(self, stack: ExitStack):
        self.before = ()
        self.host = "127.0.0.1"
        self._space = None
        self._carried = []
        self._stack = stack
        if namespace.may_be_made():
            self._space = stack.enter_context(namespace.namespace())
            self.before, self.host = self._space.before, namespace.HERE

    def carry(self, target) -> int:
        """The port at which the worker finds what is at `target`."""
        found = self._stack.enter_context(forwarding(self.host, target))
        self._carried.append(found)
        return found.port

    def cut(self) -> None:
        for one in [self._space] if self._space else self._carried:
            one.cut()

    def mend(self) -> None:
        for one in [self._space] if self._space else self._carried:
            one.mend()


@pytest.fixture
def cable():
    with ExitStack() as stack:
        yield Cable(stack)


class Office:
    """Two workers that may read the same sources, one of them at a cable's end."""

    def __init__(self, folder: Path, address: str, site, cable, network):
        self.folder, self.site, self._cable = folder, site, cable
        folder.mkdir(exist_ok=True)
        socket = parse_qs(urlsplit(address).query)["host"][0]
        database = urlsplit(address).path
        port = cable.carry(f"{socket}/.s.PGSQL.5432")
        url = f"postgresql://postgres@{cable.host}:{port}{database}"
        pages = cable.carry(urlsplit(site.base).port)
        base = f"http://{cable.host}:{cable.carry(urlsplit(network.base).port)}"
        sources = [
            f'[[source]]\nid = "s{n}"\nname = "s{n}"\nkind = "news"\nevery = "1h"\n'
            f'url = "http://{cable.host}:{pages}/{n}"\n'
            f'allow_private = ["{cable.host}/32"]\n'
            for n in range(COUNT)
        ]
        for n in range(COUNT):
            site.put(f"/{n}", rss())
        (folder / "sources.toml").write_text(
            f'database = "{url}"\n{COUNCIL}[[account]]\nnetwork = "mastodon"\n'
            f'handle = "AmblefordLibs"\nposts = "by-itself"\nserver = "{base}"\n'
            + "".join(sources),
            encoding="utf-8",
        )
        self.clock = FileClock.made(folder / "clock")

    def command(self, kind, log):
        paths = (self.folder, self.folder / "clock", self.folder / log)
        return ("tests.machines.role", kind, *map(str, paths))


def polls(address):
    with psycopg.connect(address) as connection:
        query = "SELECT source, count(*) FROM polls GROUP BY source"
        return dict(connection.execute(query).fetchall())


def states(address):
    with psycopg.connect(address) as connection:
        return {row[0] for row in connection.execute("SELECT state FROM deliveries")}


def minutes_until(clock, condition, most):
    """Whether it came true while minute after minute passed, each a quarter of one.

    What a machine held amid a transaction when it was cut off is left out of the work
    of one minute, and done in one of the next: PostgreSQL lets go of it by real time.
    It is to do so before a post's quarter of an hour is over, as it would in earnest.
    """
    for _ in range(most):
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if condition():
                return True
            time.sleep(0.05)
        clock.move(timedelta(minutes=1))
    return False


@pytest.mark.timeout(600)
def test_a_worker_that_is_cut_off_does_nothing_twice_and_goes_on_afterwards(
    shared_address, place, site, cable
):
    with here("mastodon") as network:
        _cut_one_off(shared_address, place, site, cable, network)


def _cut_one_off(address, place, site, cable, network):
    office = Office(place.folder / "office", address, site, cable, network)
    network.twin.clock = office.clock
    answered, slow = threading.Event(), site.answer

    def answer(request):
        # Noted before it is answered, so that the cable is cut in the middle.
        site.asked.append(request.url.path)
        if request.url.path != "/robots.txt":
            answered.wait(60)
        return slow(request)

    site.answer = answer
    with assembled(office.folder, clock=office.clock) as parts:
        promise(parts)
    start = place.machines.start
    start(*office.command("scheduler", "scheduler.log"))
    start(*office.command("worker", "far.log"), before=cable.before)
    wait_for(lambda: any(path != "/robots.txt" for path in site.asked), 120)

    cable.cut()
    answered.set()
    near = start(*office.command("worker", "near.log"))
    if not cable.before:
        # One cable carries both here, so it is mended before anything goes on.
        cable.mend()
    everything = {f"s{n}": 1 for n in range(COUNT)}
    wait_for(lambda: polls(address) == everything, 120)
    office.clock.move(timedelta(minutes=6))
    published = minutes_until(
        office.clock, lambda: states(address) == {"published"}, most=25
    )
    assert published, states(address)

    if cable.before:
        cable.mend()
    near.stop()
    office.clock.move(timedelta(hours=1))
    twice = {f"s{n}": 2 for n in range(COUNT)}
    wait_for(lambda: polls(address) == twice, 120)
    texts = [there.text for there in network.twin.truth]
    assert sorted(texts) == sorted(set(texts))
    assert len(texts) == COUNT


def promise(parts):
    """Posts that are due at once, and some minutes later."""
    with parts.database.transaction() as connection:
        for number in range(COUNT):
            draft = add_draft(
                connection, network="mastodon", text=f"Post {number}", now=START
            )
            move(connection, draft, State.APPROVED, now=START)
            deliveries.promise(
                connection,
                draft,
                "mastodon",
                START,
                account="AmblefordLibs",
                due=START + timedelta(minutes=number),
            )
