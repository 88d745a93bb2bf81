"""A desk served over real HTTP from a real database, and a real browser."""

import re
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import uvicorn

from aggregator.desk import cards, people
from aggregator.desk.people import SESSION_LASTS
from aggregator.model.council import Role
from aggregator.model.draft import Composed
from aggregator.run.assemble import assembled
from aggregator.store import drafts, outcomes, sources, stories
from aggregator.web.app import create_app
from tests.builders import an_item

COUNCIL = """
[council]
name = "Ambleford Libraries"
timezone = "Europe/London"

[[account]]
network = "x"
handle = "AmblefordLibs"
"""
SOURCE = """
[[source]]
id = "{id}"
name = "{name}"
url = "https://council.invalid/{id}"
"""
PASSWORD = "heron kettle marble plum"
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.moment

    def move(self, **by):
        self.moment += timedelta(**by)


@dataclass
class Desk:
    """A served desk: what is in its database, and where it is."""

    parts: object
    base: str
    clock: Clock
    numbers: list[int] = field(default_factory=list)

    def put(self, title="Storytime at Ambleford Library", text=None, **named):
        """A waiting draft of a story of its own; its number."""
        at = self.clock() + timedelta(days=5, hours=1, minutes=30)
        story_id = f"s{len(self.numbers) + 1}"
        link = named.pop("link", f"https://example.org/{story_id}")
        items = named.pop("items", None) or [
            an_item(id=f"{story_id}-1", title=title, url=link, starts=at)
        ]
        kind = items[0].kind
        from_story = {
            "id": story_id,
            "items": tuple(items),
            "dates": named.pop("dates", (at,)),
            "first_seen": self.clock(),
        }
        from_story |= {
            name: getattr(items[0], name)
            for name in ("kind", "title", "url", "summary", "starts", "timezone")
        }
        from_story["venue"] = items[0].venue
        story = stories.Story(**from_story)
        composed = Composed(
            text=text or f"{title}, Sat 28 Nov, 10:30am. {link} #Ambleford",
            network="x",
            kind=kind,
            language="en",
            template=f"{kind}.j2",
            length=80,
            limit=280,
            link=link,
            **{"useful_until": at, **named},
        )
        with self.parts.database.transaction() as connection:
            assert stories.next_id(connection) == story_id
            reasons = {item.id: "It has the same title and date" for item in items[1:]}
            stories.save(connection, story, {}, reasons, self.clock())
            number = drafts.add(
                connection,
                composed,
                story=story.id,
                purpose="announce",
                why=f"New {kind} from What's on",
                basis=story,
                now=self.clock(),
            )
        self.numbers.append(number)
        return number

    def draft(self, number):
        return cards.one(self.parts.database, number, self.clock()).draft

    def person(self, name, role=Role.EDITOR):
        return people.add(self.parts.database, name, role, self.clock())

    def link(self, person):
        return f"{self.base}/sign-in/" + people.invite(
            self.parts.database, person, self.clock()
        )


def cookie_at(base, name):
    """What a desk on a port of its own calls what it keeps in the browser."""
    return f"{name}_{httpx.URL(base).port}"


class Visitor:
    """A person at a browser without JavaScript: pages, and the forms on them."""

    def __init__(self, desk):
        self.desk = desk
        self.client = httpx.Client(base_url=desk.base, follow_redirects=False)

    def get(self, path, **more):
        return self.client.get(path, **more)

    def token(self, path="/"):
        page = self.client.get(path, follow_redirects=True)
        return CSRF.search(page.text)[1]

    def post(self, path, **fields):
        fields.setdefault("csrf", self.token())
        return self.client.post(path, data=fields, follow_redirects=True)

    def decide(self, number, verb, **fields):
        fields.setdefault("revision", self.desk.draft(number).revision)
        return self.post(f"/drafts/{number}/{verb}", **fields)


@pytest.fixture
def desk(tmp_path):
    """The desk of a small council with two sources, one of them unwell."""
    text = COUNCIL + "".join(
        SOURCE.format(id=name, name=words)
        for name, words in (("whats-on", "What's on"), ("jobs", "Jobs"))
    )
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    (tmp_path / "data").mkdir(exist_ok=True)
    clock = Clock()
    with assembled(tmp_path, clock=clock) as parts:
        _poll_once(parts, clock())
        with serving(create_app(parts)) as base:
            yield Desk(parts=parts, base=base, clock=clock)


@pytest.fixture
def visitor(desk):
    """Makes visitors, signed in by a link unless they have no role."""
    made = []

    def make(name="Ada", role=Role.EDITOR):
        one = Visitor(desk)
        made.append(one)
        if role is not None:
            link = desk.link(desk.person(name, role))
            one.client.post(link, data={"csrf": one.token(link)})
        return one

    yield make
    for one in made:
        one.client.close()


def _poll_once(parts, now):
    later = now + timedelta(hours=1)
    with parts.database.transaction() as connection:
        sources.sync(connection, ["whats-on", "jobs"], now)
        jobs, whats_on = sorted(
            sources.claim_due(connection, now, lease=SESSION_LASTS, limit=9),
            key=lambda claim: claim.source,
        )
        good = outcomes.Good(
            claim=whats_on,
            validators=whats_on.validators,
            entries=12,
            problem=None,
            next_due=later,
        )
        failed = outcomes.Failed(
            claim=jobs,
            health=sources.Health.FAILING,
            sentence="jobs sends an error page; ask its owner",
            next_due=later,
        )
        outcomes.record(connection, [good, failed], now)


class serving:  # noqa: N801  reads as a verb in a with statement
    """An application on a free port of this machine while the block runs."""

    def __init__(self, app):
        self._socket = socket.create_server(("127.0.0.1", 0))
        settings = uvicorn.Config(app, log_level="warning", lifespan="off")
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}
        )

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()
