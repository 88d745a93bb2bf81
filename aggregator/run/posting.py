"""The accounts that post by themselves, connected as they are configured now.

An account that is added or changed while the program runs, or whose file of secrets
has a new token, is taken up within a minute: what the desk promises is kept without a
restart.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from aggregator.deliver.means import Account
from aggregator.deliver.steady import SteadyClock
from aggregator.model import council
from aggregator.run.assemble import Parts
from aggregator.run.clock import elapsed
from aggregator.run.counting_followers import count_followers
from aggregator.run.delivering import by_themselves, connect_to, deliver, secrets_mark
from aggregator.run.live import Live
from aggregator.run.measuring import measure

log = structlog.get_logger()


class Job(Protocol):
    """Something that is done again and again, until it is removed."""

    def remove(self) -> None:
        """It is not done any more."""
        ...


# Has something done every minute.
AddJob = Callable[[Callable[[], object]], Job]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What an account was connected from: it is connected anew when this differs."""

    configured: council.Account
    timezone: str
    secrets: tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Posting:
    """One account at work; figures are read beside what is sent, never before it."""

    parts: Callable[[], Parts]
    account: Account
    mark: _Mark
    steady: SteadyClock
    jobs: list[Job] = field(default_factory=list)
    sending: threading.Lock = field(default_factory=threading.Lock)
    reading: threading.Lock = field(default_factory=threading.Lock)
    closed: bool = False

    def send(self) -> None:
        parts = self.parts()
        with self.sending:
            # What has changed is connected anew first: nothing is refused meanwhile.
            if not self.closed and self.is_current(parts):
                deliver(parts, self.account, self.steady)

    def measure(self) -> None:
        with self.reading:
            if not self.closed:
                parts = self.parts()
                measure(parts, self.account)
                count_followers(parts, self.account)

    def is_current(self, parts: Parts) -> bool:
        """Whether its settings and secrets are still those it was connected with."""
        return self.mark == _mark(parts, self.mark.configured)

    def close(self) -> None:
        for job in self.jobs:
            job.remove()
        # What is under way comes to its end first.
        with self.sending, self.reading:
            self.closed = True
            self.account.publisher.close()


@contextmanager
def posting(
    live: Live, add_job: AddJob, environment: Mapping[str, str] = os.environ
) -> Iterator[Callable[[], None]]:
    """Every account at work until the end; call it to look for changes in them."""
    at_work: list[Posting] = []

    def look() -> None:
        parts = live.parts()
        marks = [_mark(parts, one) for one in by_themselves(parts)]
        for one in [one for one in at_work if one.mark not in marks]:
            at_work.remove(one)
            one.close()
        known = [one.mark for one in at_work]
        for mark in marks:
            if mark not in known:
                one = begin(live.parts, mark.configured, environment)
                one.jobs += [add_job(one.send), add_job(one.measure)]
                at_work.append(one)

    try:
        yield look
    finally:
        for one in at_work:
            one.account.publisher.close()


def begin(
    parts: Callable[[], Parts],
    configured: council.Account,
    environment: Mapping[str, str] = os.environ,
    passed: Callable[[], float] = elapsed,
) -> Posting:
    """One account, connected as it is configured now.

    `passed` tells seconds that pass whatever anybody does to the clock.
    """
    now = parts()
    one = Posting(
        parts=parts,
        account=connect_to(now, configured, environment),
        mark=_mark(now, configured),
        steady=SteadyClock(now.clock, passed),
    )
    log.info("account at work", network=one.account.network)
    return one


def _mark(parts: Parts, configured: council.Account) -> _Mark:
    return _Mark(
        configured=configured,
        timezone=parts.configuration.council.timezone,
        secrets=secrets_mark(parts, configured),
    )
