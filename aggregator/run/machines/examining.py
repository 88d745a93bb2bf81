"""Whether several machines work together well: a sentence a finding."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from aggregator.config.installation import read_installation
from aggregator.run.assemble import Parts
from aggregator.run.machines.orders import QUEUES
from aggregator.store.database import open_database
from aggregator.store.machines.state import State, state

# The others go by the database's clock, but what a machine logs is wrong.
_CLOCK_WRONG = 30.0
_WAITS_LONG = timedelta(minutes=5)


def machines_now(parts: Parts) -> State | None:
    """How they are doing; nothing where one machine does everything.

    Raises:
        StoreError: the database cannot be used.
    """
    if parts.database.is_sqlite:
        return None
    with parts.database.reading() as connection:
        return state(connection)


def machines_of_desks(directory: Path, environment: Mapping[str, str]) -> State | None:
    """The same of an installation's, seen with its own login: no desk's may look.

    Raises:
        ConfigurationError: `desks.toml` cannot be used.
        StoreError: the database cannot be used.
    """
    address = read_installation(directory, environment).database
    if address is None:
        return None
    database = open_database(address)
    try:
        with database.reading() as connection:
            return state(connection)
    finally:
        database.close()


def wrong(now: State) -> Iterator[str]:
    """What is wrong between the machines, and what to do about it."""
    if now.leader is None or not now.leader.holds:
        yield "No scheduler leads: nothing is handed out; start: aggregator scheduler"
    workers = [one for one in now.alive if one.kind == "worker"]
    for queue in QUEUES:
        if not any(queue in one.queues.split(",") for one in workers):
            yield (
                f"No worker takes from the queue {queue}; start: "
                f"aggregator worker --queues {queue}"
            )
        waits = timedelta(seconds=now.oldest.get(queue, 0))
        if waits > _WAITS_LONG:
            yield (
                f"The oldest job of the queue {queue} has waited for "
                f"{int(waits.total_seconds() // 60)} minutes; start more workers: "
                f"aggregator worker --queues {queue}"
            )
    for one in now.alive:
        if abs(one.ahead) > _CLOCK_WRONG:
            side = "ahead of" if one.ahead > 0 else "behind"
            yield (
                f"The clock of {one.name.split(':', 1)[0]} is {abs(one.ahead):.0f} "
                f"seconds {side} the database's, which is followed; set it right"
            )
    if now.lost:
        yield (
            f"{_so_many(now.lost, 'job')} under way at workers that were not heard of "
            "for 30 seconds; the scheduler that leads gives them to others"
        )
    if now.left:
        yield (
            f"{now.left} jobs wait for a worker of a newer release; bring every "
            "worker up to date"
        )


def right(now: State) -> Iterator[str]:
    """Who is at work, for somebody who wants to see it."""
    if now.leader is not None and now.leader.holds:
        since = _moment(now.leader.since)
        yield f"The scheduler {now.leader.holder} leads since {since}"
    kinds = [one.kind for one in now.alive]
    waiting = sum(n for (_, status), n in now.jobs.items() if status == "todo")
    under_way = sum(n for (_, status), n in now.jobs.items() if status == "doing")
    schedulers = _so_many(kinds.count("scheduler"), "scheduler")
    workers = _so_many(kinds.count("worker"), "worker")
    yield (
        f"At work: {schedulers} and {workers}, heard of in the last 30 seconds; "
        f"{_so_many(waiting, 'job')} waiting, {under_way} under way"
    )
    versions = sorted({one.version for one in now.alive})
    if len(versions) > 1:
        yield f"Several releases are at work: {', '.join(versions)}"


def _moment(when: datetime) -> str:
    return f"{when.day} {when:%B}, {when:%H:%M} UTC"


def _so_many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
