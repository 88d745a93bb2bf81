"""Twenty editors and two hundred contributors at once, on SQLite, without an error.

`python -m bench.desk_crowd [editors] [contributors]`. The desk is a process of its own,
as `aggregator serve` starts it; everybody has a connection of their own on loopback and
waits for nobody. Contributors hand things in and look what became of them; editors all
work from the top of one queue, so that they often want the same draft: whoever comes
second is told so, which is no error. Afterwards everything that was answered with
success is looked for in the database, and the chain of the history is verified.
"""

import asyncio
import re
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from aggregator.desk import people
from aggregator.model.council import Role
from aggregator.model.draft import State
from aggregator.run.assemble import Parts, assembled
from aggregator.run.clock import now
from aggregator.store import audit, drafts
from aggregator.web.answer import SESSION
from bench._queue import queue

DRAFTS = 2_000
EDITORS, CONTRIBUTORS = 20, 200
DECISIONS, SUBMISSIONS = 10, 3
FILE = """database = "sqlite:///queue.db"
[council]
name = "Ambleford Libraries"
[[account]]
network = "x"
handle = "AmblefordLibs"
"""
CSRF = re.compile(r'name="csrf" value="([^"]+)"')
DRAFT = re.compile(r'action="/drafts/(\d+)/approve"')
REVISION = re.compile(r'name="revision" value="(\d+)"')
FIRST_WAIT = 60
SLOWEST = 120
OK, TOLD = {200, 303}, {409, 422}


@dataclass
class Crowd:
    """What everybody met: times of requests, answers, and what was done for sure."""

    spent: dict[str, list[float]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    handed_in: int = 0
    decided: int = 0
    late: int = 0

    async def ask(
        self, what: str, ask: Callable[[], Awaitable[httpx.Response]]
    ) -> httpx.Response | None:
        """One request, with its time; one that fails is kept and is nothing."""
        began = time.perf_counter()
        try:
            answer = await ask()
        except httpx.HTTPError as error:
            self.errors.append(f"{what}: {error!r}")
            return None
        self.spent.setdefault(what, []).append(time.perf_counter() - began)
        self.answers[answer.status_code] += 1
        if answer.status_code not in OK | TOLD:
            self.errors.append(f"{what}: {answer.status_code}")
        return answer


async def contributor(crowd: Crowd, client: httpx.AsyncClient, number: int) -> None:
    for which in range(SUBMISSIONS):
        page = await crowd.ask("the form", lambda: client.get("/submit"))
        if page is None:
            continue
        form = {
            "csrf": _found(CSRF, page.text),
            "kind": "news",
            "text": f"Contributor {number} has news, number {which}.",
        }
        done = await crowd.ask("hand in", lambda f=form: client.post("/submit", data=f))
        crowd.handed_in += done is not None and done.status_code in OK


async def editor(crowd: Crowd, client: httpx.AsyncClient, number: int) -> None:
    for which in range(DECISIONS):
        page = await crowd.ask("the queue", lambda: client.get("/"))
        if page is None:
            continue
        numbers = DRAFT.findall(page.text)
        if not numbers:
            return
        # Near the top, where the others are, too.
        draft = numbers[(number + which) % min(8, len(numbers))]
        form = {"csrf": _found(CSRF, page.text), "revision": "1", "back": "/"}
        verb = ("approve", "reject")[which % 2]
        if verb == "reject":
            form["reason"] = "not-for-us"
        done = await crowd.ask(
            verb,
            lambda v=verb, d=draft, f=form: client.post(f"/drafts/{d}/{v}", data=f),
        )
        if done is not None:
            crowd.decided += done.status_code in OK
            crowd.late += done.status_code in TOLD


async def all_at_once(base: str, tokens: list[tuple[Role, str]]) -> tuple[Crowd, float]:
    crowd, shared = Crowd(), ssl.create_default_context()
    clients = [
        httpx.AsyncClient(
            base_url=base, cookies={SESSION: token}, verify=shared, timeout=SLOWEST
        )
        for _, token in tokens
    ]
    began = time.perf_counter()
    await asyncio.gather(
        *(
            (editor if role is Role.EDITOR else contributor)(crowd, client, number)
            for number, ((role, _), client) in enumerate(
                zip(tokens, clients, strict=True)
            )
        )
    )
    spent = time.perf_counter() - began
    for client in clients:
        await client.aclose()
    return crowd, spent


def main(editors: int, contributors: int) -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sources.toml").write_text(FILE, encoding="utf-8")
        queue(folder / "queue.db", DRAFTS, now()).close()
        with assembled(folder) as parts:
            tokens = signed_in(parts, editors, contributors)
        with desk(folder) as base:
            crowd, spent = asyncio.run(all_at_once(base, tokens))
        with assembled(folder) as parts:
            lost = missing(parts, crowd)
    asked = sum(crowd.answers.values())
    print(f"{editors} editors and {contributors} contributors at once, SQLite")
    print(f"{asked} requests in {spent:.1f} s, {asked / spent:.0f} a second")
    for what, times in crowd.spent.items():
        late = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        middle = statistics.median(times)
        print(f"  {what:10} {len(times):5} times, median {middle:5.2f} s, ", end="")
        print(f"95th percentile {late:5.2f} s, slowest {max(times):5.2f} s")
    print(f"handed in {crowd.handed_in}, decided {crowd.decided}, ", end="")
    print(f"told that another was first {crowd.late}")
    print(f"errors {len(crowd.errors)}, lost {lost}")
    for sentence in crowd.errors[:10]:
        print(f"  {sentence}")
    return 1 if crowd.errors or lost else 0


def signed_in(parts: Parts, editors: int, contributors: int) -> list[tuple[Role, str]]:
    """A session's token for each."""
    found = []
    roles = [Role.EDITOR] * editors + [Role.CONTRIBUTOR] * contributors
    for number, role in enumerate(roles):
        moment = parts.clock()
        person = people.add(parts.database, f"{role} {number}", role, moment)
        link = people.invite(parts.database, person, moment)
        token = people.enter_by_link(parts.database, link, moment)
        assert token is not None
        found.append((role, token))
    return found


def missing(parts: Parts, crowd: Crowd) -> int:
    """How many successes are not in the database, or not in its history."""
    with parts.database.reading() as connection:
        counts = drafts.counts(connection)
        audit.verify(connection)
        lines = Counter(
            line.what for line in audit.read(connection, subject=None, limit=1_000_000)
        )
    decided = counts.get(State.APPROVED, 0) + counts.get(State.REJECTED, 0)
    written = lines["approved"] + lines["rejected"]
    return (
        abs(crowd.handed_in - lines["submit"])
        + max(0, crowd.decided - decided)
        + abs(crowd.decided - written)
    )


@contextmanager
def desk(folder: Path) -> Iterator[str]:
    """The desk as a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aggregator", "serve", "--no-cycle"]
    command += ["--port", str(port), "--config", str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        base = f"http://127.0.0.1:{port}"
        try:
            _wait(base)
            yield base
        finally:
            process.terminate()


def _wait(base: str) -> None:
    until = time.perf_counter() + FIRST_WAIT
    while True:
        try:
            httpx.get(f"{base}/healthz").raise_for_status()
        except httpx.HTTPError:
            if time.perf_counter() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(given or [EDITORS, CONTRIBUTORS])))
