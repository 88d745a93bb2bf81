"""A cycle among hostile sources: each ends named, in time, and the others are on time.

The town stands for the internet, at 127.0.0.2, which the sources may reach. The canary
stands for the council's own network, at 127.0.0.1 and ::1, which none may.
"""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest

from aggregator.desk.browse import seen_items, source_health
from aggregator.fetch.limits import MIB
from aggregator.model.health import Health
from aggregator.run.assemble import assembled
from aggregator.run.cycle import cycle
from tests.fetch.certificates import make
from tests.fetch.servers import moved, ok, serving
from tests.hostile.documents import DOCUMENTS, FEED, ITEM, external, rss
from tests.hostile.memory import Memory
from tests.hostile.test_bodies import HOSTILE, SLOW
from tests.site import COUNCIL

pytestmark = pytest.mark.anyio

OUTSIDE = "127.0.0.2"
SECONDS = 21
# Beyond the promise: what a busy machine may need to write down what happened.
GRACE = 15
INSIDE = (
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0177.0.0.1",
    "0x7f.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[2002:7f00:1::]",
    "[64:ff9b::7f00:1]",
)


def source(name, url, **keys):
    more = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    return (
        f'[[source]]\nid = "{name}"\nname = "{name}"\nurl = "{url}"\n'
        f'allow_private = ["{OUTSIDE}/32"]\n{more}'
    )


@asynccontextmanager
async def canaries():
    """What must never be reached; it is asked of at the end."""
    async with serving("127.0.0.1") as first, serving("::1") as second:
        for one in (first, second):
            one.answers["*"] = ok(b"secrets")
        yield first
        await asyncio.sleep(0.05)
        assert (first.connections, second.connections) == (0, 0)


async def poll(folder, *sources):
    """The health of each source after one cycle, and the items there are."""
    text = COUNCIL + "\n".join(sources)
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    with assembled(folder) as parts:
        await cycle(parts)
        return source_health(parts.database), list(seen_items(parts.database, None, 99))


def is_named(health):
    """Whether an editor can tell from it what is wrong, if something is."""
    if health.health is Health.OK:
        return health.last_polled is not None
    return health.health is not Health.NEW and bool(health.sentence)


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_hostile_document_ends_named_within_time_and_memory(tmp_path, name):
    async with serving(OUTSIDE) as town:
        town.answers["/feed"] = DOCUMENTS[name]
        # What any first cycle loads is not this document's growth.
        town.answers["/good"] = ok(rss(ITEM.format("Good news", 1)), FEED)
        await poll(tmp_path, source("warm-up", town.url("/good")))
        memory, began = Memory(), time.monotonic()
        health, _ = await poll(tmp_path, source(name, town.url()))
        took, grown = time.monotonic() - began, memory.grown
    assert is_named(health[name])
    assert took < SECONDS + GRACE
    assert grown < 64 * MIB, f"{grown / MIB:.0f} MiB"


async def test_nothing_a_feed_names_is_ever_fetched_from_inside(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        picture = f'<enclosure url="{canary.url("/p.png")}" type="image/png"/>'
        item = ITEM.format("Good news", 1).replace("</item>", f"{picture}</item>")
        town.answers["/picture"] = ok(rss(item), FEED)
        town.answers["/entity"] = ok(external(f"http://127.0.0.1:{canary.port}"), FEED)
        health, items = await poll(
            tmp_path,
            source("picture", town.url("/picture"), kind="news"),
            source("entity", town.url("/entity"), kind="news"),
        )
    assert all(is_named(one) for one in health.values())
    assert not any("secrets" in item.item.title for item in items)


async def test_no_hub_inside_is_ever_asked(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        hub = f'<link rel="hub" href="{canary.url("/hub")}"/>'
        town.answers["/hub"] = ok(rss(hub + ITEM.format("Good news", 1)), FEED)
        desk = '[desk]\naddress = "https://desk.example.org"\n'
        health, _ = await poll(tmp_path, desk, source("hub", town.url("/hub")))
    assert health["hub"].health is Health.OK


async def test_no_redirect_of_any_form_leads_inside(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        sources = []
        for number, host in enumerate(INSIDE):
            inside = f"http://{host}:{canary.port}/x"
            town.answers[f"/{number}"] = moved(inside)
            sources.append(source(f"s{number}", town.url(f"/{number}")))
        health, _ = await poll(tmp_path, *sources)
    assert len(health) == len(INSIDE)
    for one in health.values():
        assert one.health in {Health.FAILING, Health.REFUSED}
        assert one.moved_to is None


async def test_what_one_source_may_reach_another_may_not(tmp_path):
    async with canaries() as canary, serving(OUTSIDE) as town:
        town.answers["/a"] = ok(rss(ITEM.format("Good news", 1)), FEED)
        health, _ = await poll(
            tmp_path,
            source("may", town.url("/a")),
            source("inside", canary.url("/a")),
            f'[[source]]\nid = "not"\nname = "not"\nurl = "{town.url("/a")}"\n',
        )
        assert town.paths.count("/a") == 1
    assert health["may"].health is Health.OK
    assert "allow_private" in health["not"].sentence
    assert "allow_private" in health["inside"].sentence


async def test_a_whole_hostile_town_holds_up_nobody(tmp_path):
    certificate = make(tmp_path, f"IP:{OUTSIDE}")
    async with (
        canaries() as canary,
        serving(OUTSIDE) as bad,
        serving(OUTSIDE) as slow,
        serving(OUTSIDE, tls=certificate.server()) as untrusted,
        serving(OUTSIDE) as good,
    ):
        bad.answers |= {path: answer for path, (answer, _) in HOSTILE.items()}
        bad.answers |= {f"/{name}": body for name, body in DOCUMENTS.items()}
        bad.answers["/circle"] = moved("/circle")
        bad.answers |= {f"/far{n}": moved(f"/far{n + 1}") for n in range(9)}
        bad.answers["/inside"] = moved(canary.url("/x"))
        slow.answers |= SLOW
        good.answers["*"] = ok(rss(ITEM.format("Good news", 1)), FEED)
        good.answers["/robots.txt"] = ok(b"", status="404 Not Found")
        hostile = {
            **{path[1:]: bad.url(path) for path in (*HOSTILE, "/circle", "/far0")},
            **{f"doc-{name}": bad.url(f"/{name}") for name in DOCUMENTS},
            **{path[1:]: slow.url(path) for path in SLOW},
            "inside": bad.url("/inside"),
            "untrusted": untrusted.url(),
        }
        sources = [source(name, url) for name, url in hostile.items()]
        sources += [source(f"good{n}", good.url(f"/{n}")) for n in range(20)]
        began = time.monotonic()
        health, _ = await poll(tmp_path, *sources)
        took = time.monotonic() - began
    assert [name for name, one in health.items() if not is_named(one)] == []
    fine = [one for name, one in health.items() if name.startswith("good")]
    assert all(one.health is Health.OK for one in fine)
    stuck = [health[path[1:]] for path in SLOW]
    assert all("did not" in one.sentence for one in stuck)
    first_stuck = min(one.last_polled for one in stuck)
    assert all(one.last_polled < first_stuck for one in fine)
    assert "circle" in health["circle"].sentence
    assert "more than 5 times" in health["far0"].sentence
    assert "signed its certificate itself" in health["untrusted"].sentence
    assert took < 4 * SECONDS + GRACE  # one host's turns: six stuck at once at most
