"""One trial: one promise, one thing that goes wrong, and what became of it."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from aggregator.demo.networks import Way
from aggregator.drafts.thread import joined
from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import State
from aggregator.store import deliveries
from aggregator.store.database import open_database
from tests.builders import NOW
from tests.crash.worker import POINTS, Orders, work
from tests.deliver.accounts import NETWORKS
from tests.store.steps import add_draft, move

WIRE = (
    Way.ACCEPT_AND_DROP,
    Way.ACCEPT_AND_500,
    Way.DROP,
    Way.FAIL,
    Way.PAGE,
    Way.ACCEPT_AND_DELAY,
)
KINDS = (
    "kill",
    "kill and wire",
    "wire",
    "two workers",
    "pause",
    "disk",
    "clock",
    "backup",
)
ENDS = {DeliveryState.PUBLISHED, DeliveryState.NEEDS_ATTENTION}
# Every minute until the quarter of an hour is over, and a little longer.
REST = tuple(range(1, 21))
_PATIENCE = 60
_fork = multiprocessing.get_context("forkserver")
_fork.set_forkserver_preload(["tests.crash.worker"])


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What is tried: all of it follows from a seed and a number."""

    number: int
    kind: str
    network: str
    database: str
    point: str
    ways: tuple[Way, ...] = ()
    hidden_reads: int = 0
    refuses_duplicates: bool = True
    hours: int = 0
    late: int = 0
    is_thread: bool = False

    def __str__(self) -> str:
        ways = ", ".join(self.ways)
        place = f"{self.network} and {self.database}"
        what = "thread" if self.is_thread else "post"
        return f"{self.number}: {what}, {self.kind} at {self.point}, {place} ({ways})"


@dataclass
class Tally:
    """What became of the trials."""

    trials: int = 0
    doubles: int = 0
    losses: int = 0
    settled: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        share = 100 * self.settled / max(self.trials, 1)
        return (
            f"faults: {self.trials} trials, {self.doubles} doubles, "
            f"{self.losses} losses, {self.settled} settled without a person "
            f"({share:.1f}%)"
        )


def trial(seed: int, number: int) -> Trial:
    """The trial of that number; kinds, networks and databases take turns."""
    chance = random.Random(f"{seed}-{number}")
    kind = KINDS[number % len(KINDS)]
    network = NETWORKS[(number // len(KINDS)) % len(NETWORKS)]
    on_file = kind in {"disk", "backup"}
    database = "sqlite" if on_file or chance.random() < 0.5 else "postgresql"
    points = POINTS[:-1] if kind in {"kill", "pause"} else POINTS
    ways: tuple[Way, ...] = ()
    if kind in {"wire", "kill and wire", "two workers", "clock"}:
        ways = _ways(chance, kind, network)
    return Trial(
        number=number,
        kind=kind,
        network=network,
        database=database,
        point=chance.choice(points),
        ways=ways,
        hidden_reads=0 if kind == "backup" else chance.choice((0, 0, 1, 2)),
        # Put back within minutes, only X's own memory of its words is left.
        refuses_duplicates=kind == "backup" or chance.random() < 0.5,
        hours=chance.choice((-24, -1, 1, 24)),
        late=chance.choice((2, 10, 24 * 60)),
        is_thread=chance.random() < 0.25,
    )


def _ways(chance: random.Random, kind: str, network: str) -> tuple[Way, ...]:
    """What becomes of the first sendings.

    X recognises nothing: an attempt that it did not accept and another that was killed
    are two, and a person is asked instead of a third. So it has one fault a trial.
    """
    if network == "x":
        return (chance.choice(WIRE[:-1] if kind == "wire" else WIRE[:2]),)
    many = WIRE if chance.random() < 0.1 else WIRE[:-1]
    return tuple(chance.choices(many, k=chance.choice((1, 1, 1, 2))))


def run(one: Trial, network, places, tally: Tally) -> None:
    """Try it, and add what became of it to the tally."""
    twin = network.twin
    twin.ways.clear()
    twin.ways.extend(one.ways)
    twin.hidden_reads, twin.delay_seconds = one.hidden_reads, 3
    if one.network == "x":
        twin.refuses_duplicates = one.refuses_duplicates
    address, path = places.place(one)
    posts, name = _posts(one), f"trial-{one.number}"
    text = joined(posts)
    delivery = _approve(address, one.network, name, text)
    orders = Orders(
        address=address,
        network=one.network,
        base=network.base,
        account=name,
        now=NOW,
        read_seconds=1.5 if Way.ACCEPT_AND_DELAY in one.ways else 20.0,
    )
    _DEEDS[one.kind](one, orders, path)
    ended = _load(address, delivery)
    state, why = ended.state, f"{ended.cause}: {ended.sentence}"
    times = [sum(there.text == post for there in twin.truth) for post in posts]
    # As often as the post that is out most, and not at all where one is missing.
    is_whole = all(times) and _is_chain(twin, posts)
    out = max(times) if state is not DeliveryState.PUBLISHED or is_whole else 0
    tally.trials += 1
    tally.kinds[one.kind] += 1
    tally.doubles += max(out - 1, 0)
    lost = state not in ENDS or (state is DeliveryState.PUBLISHED and out == 0)
    tally.losses += lost
    settled = state is DeliveryState.PUBLISHED and out == 1
    tally.settled += settled
    if out > 1 or lost:
        tally.faults.append(f"{one}: out {out} times, {state}, {why}")
    elif not settled:
        tally.asked.append(f"{one}: out {out} times, {state}, {why}")
    if path is not None:
        shutil.rmtree(path.parent)


def _is_chain(twin, posts: tuple[str, ...]) -> bool:
    """Whether each post of a thread answers the one before it, by its id or address."""
    ids = [{there.id for there in twin.truth if there.text == post} for post in posts]
    return all(
        (there.reply_to or "").rpartition("/")[2] in before
        for before, post in zip(ids, posts[1:], strict=False)
        for there in twin.truth
        if there.text == post
    )


def _posts(one: Trial) -> tuple[str, ...]:
    first = f"Trial number {one.number}"
    return (first, f"And more of trial {one.number}") if one.is_thread else (first,)


def _approve(address: str, network: str, name: str, text: str) -> int:
    database = open_database(address)
    with database.transaction() as connection:
        draft = add_draft(connection, network=network, text=text)
        move(connection, draft, State.APPROVED)
        number = deliveries.promise(connection, draft, network, NOW, account=name).id
    database.close()
    return number


def _load(address: str, number: int) -> Delivery:
    database = open_database(address)
    with database.reading() as connection:
        found = deliveries.load(connection, number)
    database.close()
    return found


def _start(orders: Orders):
    process = _fork.Process(target=work, args=(orders,))
    process.start()
    return process


def _wait(*processes) -> None:
    for process in processes:
        process.join(_PATIENCE)
        assert not process.is_alive(), "a worker hangs"
        process.close()


def _killed(one: Trial, orders: Orders, _path) -> None:
    _wait(_start(replace(orders, deed="kill", point=one.point)))
    _wait(_start(replace(orders, minutes=REST)))


def _wire(_one: Trial, orders: Orders, _path) -> None:
    _wait(_start(replace(orders, minutes=(0, *REST))))


def _two_workers(one: Trial, orders: Orders, _path) -> None:
    first = _start(replace(orders, deed="kill", point=one.point))
    _wait(first, _start(orders))
    _wait(*[_start(replace(orders, minutes=REST[:2])) for _ in range(2)])
    _wait(_start(replace(orders, minutes=REST[2:])))


def _paused(one: Trial, orders: Orders, _path) -> None:
    paused = _start(replace(orders, deed="stop", point=one.point))
    until = time.monotonic() + _PATIENCE
    while paused.is_alive() and not _is_stopped(paused.pid):
        assert time.monotonic() < until, "the worker does not get to its point"
        time.sleep(0.005)
    _wait(_start(replace(orders, minutes=REST)))
    if paused.is_alive():
        os.kill(paused.pid, signal.SIGCONT)
    _wait(paused)
    _wait(_start(replace(orders, minutes=(21,))))


def _full_disk(one: Trial, orders: Orders, _path) -> None:
    _wait(_start(replace(orders, deed="fill", point=one.point)))
    _wait(_start(replace(orders, minutes=REST)))


def _clock(one: Trial, orders: Orders, _path) -> None:
    _wait(
        _start(
            replace(
                orders,
                deed="jump",
                point=one.point,
                hours=one.hours,
                minutes=(0, 1),
            )
        )
    )
    _wait(_start(replace(orders, minutes=REST)))


def _backup(one: Trial, orders: Orders, path) -> None:
    kept = path.with_name("kept.db")
    shutil.copy(path, kept)
    _wait(_start(orders))
    for beside in path.parent.glob(f"{path.name}*"):
        beside.unlink()
    shutil.copy(kept, path)
    later = NOW + timedelta(minutes=one.late)
    _wait(_start(replace(orders, now=later, minutes=(0, *REST))))


def _is_stopped(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] == "T"


_DEEDS = {
    "kill": _killed,
    "kill and wire": _killed,
    "wire": _wire,
    "two workers": _two_workers,
    "pause": _paused,
    "disk": _full_disk,
    "clock": _clock,
    "backup": _backup,
}
