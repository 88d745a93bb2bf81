"""A worker in a process of its own, to which something happens at a named point."""

import logging
import os
import resource
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from aggregator.deliver.ledger import keep_promises
from aggregator.deliver.means import Account, Means
from aggregator.deliver.steady import SteadyClock
from aggregator.model.errors import AggregatorError
from aggregator.store.database import open_database
from tests.deliver.accounts import open_account

POINTS = (
    "claimed",
    "looked",
    "written",
    "sending",
    "answered",
    "recorded",
    "read back",
)


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What one worker is to do: `deed` at `point`, once, and ticks at these minutes.

    A deed is "kill", "stop" (until it is told to go on), "fill" (the disk is full from
    here on) or "jump" (the clock is `hours` off from here on).
    """

    address: str
    network: str
    base: str
    account: str
    now: datetime
    minutes: Sequence[int] = (0,)
    deed: str | None = None
    point: str | None = None
    hours: int = 0
    read_seconds: float = 20.0


def work(orders: Orders) -> None:
    """Keep the promises of one account, minute after minute, with what happens."""
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)
    wall = _Clock(orders.now)
    happens = _Happening(orders, wall)
    minute = 0
    clock = SteadyClock(wall, lambda: minute * 60.0)
    database = open_database(orders.address, patience=timedelta(seconds=20))
    publisher = open_account(
        orders.network, orders.base, clock=clock, read_seconds=orders.read_seconds
    )
    account = Account(
        network=orders.network,
        names=frozenset({orders.account}),
        publisher=publisher,
    )
    means = Means(
        database=database, clock=clock, is_certain=clock.is_certain, reached=happens
    )
    for minute in orders.minutes:
        wall.moment = orders.now + timedelta(minutes=minute, hours=happens.jumped)
        try:
            keep_promises(means, account)
        except AggregatorError:
            continue  # a full disk: the next minute tries again
    publisher.close()
    database.close()


class _Clock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


class _Happening:
    def __init__(self, orders: Orders, clock: _Clock) -> None:
        self._orders, self._clock = orders, clock
        self._done = False
        self.jumped = 0

    def __call__(self, point: str) -> None:
        if self._done or point != self._orders.point:
            return
        self._done = True
        if self._orders.deed == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self._orders.deed == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif self._orders.deed == "fill":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        elif self._orders.deed == "jump":
            self.jumped = self._orders.hours
            self._clock.moment += timedelta(hours=self._orders.hours)
