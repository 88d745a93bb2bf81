"""Many machines through many hours, while any of them is killed at any time.

The clock stands still until all that is due at its moment is done, and then moves a
step: so what was done when, and how often, can be told exactly.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psycopg

from aggregator.model.delivery import DeliveryState
from aggregator.model.draft import State
from aggregator.run.assemble import assembled
from aggregator.store import deliveries
from tests.deliver.accounts import here
from tests.machines.fast_clock import START, FileClock
from tests.machines.processes import wait_for
from tests.machines.role import CALM, QUICK, play
from tests.postgresql import restartable
from tests.site import COUNCIL, rss, site_on_loopback, source_toml
from tests.store.steps import add_draft, move

# A crash of the server alone loses nothing that was committed: the disk may wait.
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}
_STEP = timedelta(minutes=1)
# Longer than this at one moment means that something is stuck.
_STUCK = 180.0
_MANY = 6
_NETWORK = "mastodon"
_WATCH = """
CREATE TABLE watched (source text, planned timestamptz, at timestamptz);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO watched VALUES (old.id, old.next_due, new.last_polled);
    RETURN NULL;
END $$;
CREATE TRIGGER watch AFTER UPDATE ON sources FOR EACH ROW
    WHEN (new.last_polled IS DISTINCT FROM old.last_polled) EXECUTE FUNCTION watch();
"""
_AT_REST = """
SELECT coalesce((SELECT looked_at >= %(now)s AND until > clock_timestamp()
        FROM aggregator_machines.lead), false)
    AND NOT EXISTS (SELECT FROM aggregator_machines.procrastinate_jobs
        WHERE status IN ('todo', 'doing'))
    AND NOT EXISTS (SELECT FROM sources WHERE configured AND next_due <= %(now)s
        AND (leased_until IS NULL OR leased_until <= %(now)s))
"""
_fork = multiprocessing.get_context("forkserver")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is tried; all chance comes from the seed."""

    hours: float
    sources: int
    posts: int
    workers: int
    schedulers: int
    kills: int
    restarts: int = 1
    seed: int = 1
    step: timedelta = _STEP


@dataclass
class Outcome:
    """What came of it; all of the second line should be 0."""

    plan: Plan
    polls: int = 0
    asked_again: int = 0
    delivered: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    twice: int = 0
    late: int = 0
    left: int = 0
    posted_twice: int = 0
    not_posted: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Everything that should not have happened."""
        return self.twice + self.late + self.left + self.posted_twice + self.not_posted

    def __str__(self) -> str:
        plan = self.plan
        killed = ", ".join(f"{n} {kind}s" for kind, n in sorted(self.killed.items()))
        return (
            f"machines: {plan.workers} workers and {plan.schedulers} schedulers for "
            f"{plan.hours:g} hours, killed {killed or 'none'}, {self.restarts} "
            f"restarts of PostgreSQL; {self.polls} polls of {plan.sources} sources "
            f"({self.asked_again} asked again after a kill), {self.delivered} posts\n"
            f"machines: {self.twice} polled twice, {self.late} polled late, "
            f"{self.left} not polled, {self.posted_twice} posted twice, "
            f"{self.not_posted} not posted"
        )


def prove(plan: Plan, folder: Path, *, told=None) -> Outcome:
    """Run it; what came of it."""
    outcome = Outcome(plan=plan)
    with (
        restartable(folder / "pg", _SETTINGS) as server,
        site_on_loopback() as site,
        here(_NETWORK) as network,
    ):
        server.restart()  # or it keeps to a hundred connections
        clock = FileClock.made(folder / "clock")
        network.twin.clock = clock
        _configure(plan, folder, server.address, site=site, base=network.base)
        with assembled(folder, clock=clock) as parts:
            promised = _promise(plan, parts)
        with psycopg.connect(server.address, autocommit=True) as connection:
            connection.execute(_WATCH)
        crew = _Crew(plan, folder, outcome, server.address)
        with crew.at_work():
            _pass_time(plan, server, clock, crew, told)
        with assembled(folder, clock=clock) as parts:
            _count_posts(outcome, parts, promised, network.twin)
        _count_polls(outcome, server.address, site, clock)
    return outcome


class _Crew:
    """The processes: started, killed at random, and replaced."""

    def __init__(self, plan: Plan, folder: Path, outcome: Outcome, address: str):
        self._folder, self._outcome, self._address = folder, outcome, address
        self.chance = random.Random(plan.seed)
        self._roles = ["worker"] * plan.workers + ["scheduler"] * plan.schedulers
        self._running = []
        self._number = 0
        self._pace = QUICK if len(self._roles) < _MANY else CALM

    @contextmanager
    def at_work(self):
        _fork.set_forkserver_preload(["tests.machines.role"])
        try:
            for role in self._roles:
                self._start(role)
            yield
            self._drain()
        finally:
            for _, process in self._running:
                process.kill()
                process.join()

    def kill_one(self) -> None:
        """Any of them, and another of its kind comes."""
        role, process = self._running.pop(self.chance.randrange(len(self._running)))
        if not process.is_alive():
            self._outcome.faults.append(f"a {role} ended by itself")
        process.kill()
        process.join()
        self._outcome.killed[role] += 1
        self._start(role)

    def restarted(self) -> None:
        self._outcome.restarts += 1

    def _all_are_up(self) -> bool:
        with psycopg.connect(self._address) as connection:
            query = "SELECT name FROM aggregator_machines.processes"
            up = {int(row[0].split(":")[1]) for row in connection.execute(query)}
        return {process.pid for _, process in self._running} <= up

    def _start(self, role: str) -> None:
        self._number += 1
        log = self._folder / f"{role}-{self._number}.log"
        named = (role, self._folder, self._folder / "clock", log, self._pace)
        process = _fork.Process(target=play, args=named)
        process.start()
        self._running.append((role, process))

    def _drain(self) -> None:
        # One that has just been started does not know of signals yet.
        wait_for(self._all_are_up, 90)
        for _, process in self._running:
            os.kill(process.pid, signal.SIGTERM)
        for role, process in self._running:
            process.join(60)
            if process.exitcode != 0:
                self._outcome.faults.append(f"a {role} ended with {process.exitcode}")
        self._running.clear()


def _configure(plan: Plan, folder, address, *, site, base) -> None:
    chance = random.Random(plan.seed)
    sources = []
    for number in range(plan.sources):
        site.put(f"/{number}", rss())
        every = chance.choice(("20m", "30m", "1h", "2h"))
        sources.append(
            source_toml(f"s{number}", f"{site.base}/{number}", kind="news", every=every)
        )
    sources.append(source_toml("dead", f"{site.base}/gone", kind="news", every="1h"))
    text = (
        f'database = "{address}"\n{COUNCIL}'
        f'[[account]]\nnetwork = "{_NETWORK}"\nhandle = "AmblefordLibs"\n'
        f'posts = "by-itself"\nserver = "{base}"\n' + "".join(sources)
    )
    (folder / "sources.toml").write_text(text, encoding="utf-8")


def _promise(plan: Plan, parts) -> dict[int, str]:
    """Approved posts all through the time but its end; their texts by delivery."""
    chance = random.Random(plan.seed)
    last = int(plan.hours * 60) - 30
    promised = {}
    with parts.database.transaction() as connection:
        for number in range(plan.posts):
            text = f"Post number {number} of the proof"
            draft = add_draft(connection, network=_NETWORK, text=text, now=START)
            move(connection, draft, State.APPROVED, now=START)
            due = START + timedelta(minutes=chance.randrange(1, last))
            made = deliveries.promise(
                connection,
                draft,
                _NETWORK,
                START,
                account="AmblefordLibs",
                due=due,
            )
            promised[made.id] = text
    return promised


def _pass_time(plan: Plan, server, clock: FileClock, crew: _Crew, told) -> None:
    steps = int(timedelta(hours=plan.hours) / plan.step)
    spots = crew.chance.sample(range(2, steps - 2), plan.kills + plan.restarts)
    kills, restarts = set(spots[: plan.kills]), set(spots[plan.kills :])
    for step in range(steps):
        _wait_for_rest(server.address, clock)
        clock.move(plan.step)
        if step in kills:
            time.sleep(crew.chance.random() * 0.4)
            crew.kill_one()
        if step in restarts:
            time.sleep(crew.chance.random() * 0.2)
            server.restart()
            crew.restarted()
        if told:
            told(step + 1, steps)
    _wait_for_rest(server.address, clock)


def _wait_for_rest(address: str, clock: FileClock) -> None:
    deadline = time.monotonic() + _STUCK
    while True:
        try:
            with psycopg.connect(address, autocommit=True) as connection:
                while not _is_at_rest(connection, clock):
                    assert time.monotonic() < deadline, _stuck(connection, clock)
                    time.sleep(0.02)
                return
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "the database is out of reach"
            time.sleep(0.1)


def _is_at_rest(connection, clock: FileClock) -> bool:
    try:
        return connection.execute(_AT_REST, {"now": clock()}).fetchone()[0]
    except psycopg.errors.UndefinedTable:
        return False


def _stuck(connection, clock: FileClock) -> str:
    found = [
        connection.execute(f"SELECT * FROM {table} LIMIT 5").fetchall()
        for table in (
            "aggregator_machines.lead",
            "aggregator_machines.procrastinate_jobs",
            "aggregator_machines.processes",
        )
    ]
    return f"at {clock()} something is stuck: {found}"


def _count_polls(outcome: Outcome, address: str, site, clock: FileClock) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT source, planned, at FROM watched WHERE source <> 'dead'"
        ).fetchall()
        left = connection.execute(
            "SELECT count(*) FROM sources WHERE configured AND next_due <= %s",
            [clock()],
        ).fetchone()
    outcome.polls = len(rows)
    planned = Counter((source, moment) for source, moment, _ in rows)
    outcome.twice = sum(n - 1 for n in planned.values())
    step = outcome.plan.step
    # The first time comes whenever the machines are up.
    outcome.late = sum(at - moment > step for _, moment, at in rows if moment > START)
    outcome.left = left[0]
    asked = sum(path.strip("/").isdigit() for path in site.asked)
    outcome.asked_again = asked - outcome.polls


def _count_posts(outcome: Outcome, parts, promised: dict[int, str], twin) -> None:
    out = Counter(there.text for there in twin.truth)
    with parts.database.reading() as connection:
        for number, text in promised.items():
            one = deliveries.load(connection, number)
            outcome.posted_twice += max(out[text] - 1, 0)
            is_out = one.state is DeliveryState.PUBLISHED and out[text] > 0
            outcome.delivered += is_out
            if not is_out:
                outcome.not_posted += 1
                outcome.faults.append(f"{text}: {one.state}, {one.sentence}")
