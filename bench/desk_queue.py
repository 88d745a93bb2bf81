"""How quickly the queue is shown and worked through, with 100,000 drafts in it.

`python -m bench.desk_queue [drafts]`; FastAPI is installed with the tools that only
developers need. Times are of the whole request in one process, without a network:
session, page, template, compression. Ratios are of the processor's time, since a busy
machine stretches the other. The same page is made by a plain FastAPI route with
SQLAlchemy's ORM, once loading lazily what each card shows and once eagerly; it has the
same checks, the same template and the same compression, and no session. Ours reads
the cards that it wrote before from memory, as it does for whoever decides on one draft
and loads the queue again; "written anew" is the page without that.
"""

import asyncio
import itertools
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.run.assemble import Parts, assembled
from aggregator.web.app import create_app
from bench import _orm
from bench._queue import queue

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FILE = """database = "sqlite:///queue.db"
[council]
name = "Ambleford Libraries"
[[account]]
network = "x"
handle = "AmblefordLibs"
"""
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
DRAFT = re.compile(r'id="draft-(\d+)"')
NEXT = re.compile(r'href="([^"]+)">More drafts')
ROUNDS = 40
PAGES = 100
DECIDED = 15


async def timed(name: str, ask: Callable[[], Awaitable[object]], n: int) -> float:
    for _ in range(3):
        await ask()
    spent, worked = [], []
    for _ in range(n):
        began, busy = time.perf_counter(), time.process_time()
        await ask()
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
    print(f"{name:40} {told(spent)}   of the processor {told(worked)}")
    return statistics.median(worked)


def told(spent: list[float]) -> str:
    late = statistics.quantiles(spent, n=20)[-1]
    return f"median {statistics.median(spent):6.1f} ms, 95th percentile {late:6.1f} ms"


async def sign_in(client: httpx.AsyncClient, parts: Parts) -> None:
    ada = people.add(parts.database, "Ada", Role.EDITOR, NOW)
    link = "/sign-in/" + people.invite(parts.database, ada, NOW)
    page = await client.get(link)
    await client.post(link, data={"csrf": CSRF.search(page.text)[1]})


async def deep(client: httpx.AsyncClient, pages: int) -> str:
    """The address of a page so many pages down."""
    address = "/"
    for _ in range(pages):
        page = await client.get(address)
        address = NEXT.search(page.text)[1].replace("&amp;", "&")
    return address


async def measure(parts: Parts, rounds: int, pages: int) -> None:
    transport = httpx.ASGITransport(app=create_app(parts))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        await sign_in(client, parts)
        first = await timed("first page, 50 cards", lambda: client.get("/"), rounds)
        # An address that nobody asked for before has no card in memory.
        number = itertools.count()
        anew = await timed(
            "first page, written anew",
            lambda: client.get(f"/?n={next(number)}"),
            rounds,
        )
        address = await deep(client, pages)
        far = await timed(f"page {pages + 1}", lambda: client.get(address), rounds)
        print(f"{f'page {pages + 1} to the first':40} {far / first:.2f}")
        for words in ("garden", "week 77", "no such words"):
            await timed(
                f'search "{words}"',
                lambda w=words: client.get("/", params={"q": w}),
                rounds,
            )
        page = await client.get("/")
        token, numbers = CSRF.search(page.text)[1], iter(DRAFT.findall(page.text))
        for verb, fields in (("approve", {}), ("reject", {"reason": "not-for-us"})):

            async def act(verb: str = verb, fields: dict[str, str] = fields) -> None:
                form = {"csrf": token, "revision": "1", "back": "/", **fields}
                done = await client.post(f"/drafts/{next(numbers)}/{verb}", data=form)
                assert done.status_code == 303, done.text[:500]

            await timed(verb, act, min(rounds, DECIDED))
    for name, eager in (("lazy", False), ("eager", True)):
        app = _orm.create_app(parts, NOW, eager=eager)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://orm"
        ) as client:
            page = await client.get("/")
            assert len(DRAFT.findall(page.text)) == 50, "the plain page is another one"
            plain = await timed(
                f"plain FastAPI and ORM, {name}", lambda c=client: c.get("/"), rounds
            )
        print(f"{'  as many requests a second as that, times':40} {plain / first:.2f}")
        print(f"{'  written anew, times':40} {plain / anew:.2f}")


def main(number: int, rounds: int = ROUNDS, pages: int = PAGES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources.toml").write_text(FILE, encoding="utf-8")
        queue(Path(folder) / "queue.db", number, NOW).close()
        with assembled(Path(folder), clock=lambda: NOW) as parts:
            asyncio.run(measure(parts, rounds, pages))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
