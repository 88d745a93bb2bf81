"""Once a day, what was kept for long enough is let go: some rows at a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from aggregator.model.facts import Kind
from aggregator.run.assemble import Parts
from aggregator.store import partitions, pruning, retention
from aggregator.store.database import Connection

log = structlog.get_logger()

# An hour at which few editors work.
_FROM_HOUR = 3
# Rows of one transaction: others wait for some hundredths of a second.
_AT_ONCE = 500
# Transactions of one table on one day; what is left goes the next day.
_MOST = 4_000
# What can be used no more is kept for a while, so that its story can be told.
_KEYS = timedelta(days=30)
_PAGES = timedelta(days=90)

_Step = Callable[[Connection, int], int]


def tidy(parts: Parts, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
    """Let go of what `[keep]` says, and make room for what is to come.

    Gives how many rows of what went; stops between two transactions when told to.

    Raises:
        StoreError: the database cannot be used.
    """
    now, keep = parts.clock(), parts.configuration.keep
    with parts.database.transaction() as connection:
        partitions.make_ahead(connection, now)
    steps: dict[str, _Step] = {
        "polls": _before(retention.forget_polls, now - keep.polls),
        "readings": _before(retention.forget_readings, now - keep.readings),
        "costs": _before(retention.forget_costs, now - keep.costs),
        "keys": _before(retention.forget_keys, now - _KEYS),
        "pages": _before(retention.forget_pages, now - _PAGES),
    }
    if keep.audit is not None:
        steps["audit"] = partial(_prune, now - keep.audit, now)
    gone = {name: _in_batches(parts, step, stopped) for name, step in steps.items()}
    gone["stories"] = sum(
        _forget_stories(parts, kind, now - keep.stories, stopped) for kind in Kind
    )
    if any(gone.values()):
        log.info("tidied", **gone)
    return gone


class Tidying:
    """Asked every minute; does a desk's work at the first time of a day after 3."""

    def __init__(
        self,
        stopped: Callable[[], bool] = lambda: False,
        work: Callable[[Parts, Callable[[], bool]], object] = tidy,
    ) -> None:
        self._stopped = stopped
        self._work = work
        # By the names of desks; another program may do it once more, and finds nothing.
        self._done: dict[str, date] = {}

    def __call__(self, parts: Parts) -> None:
        zone = ZoneInfo(parts.configuration.council.timezone)
        there = parts.clock().astimezone(zone)
        if there.hour < _FROM_HOUR or there.date() == self._done.get(parts.desk):
            return
        self._work(parts, self._stopped)
        self._done[parts.desk] = there.date()


def _before(
    forget: Callable[[Connection, datetime, int], int], moment: datetime
) -> _Step:
    return lambda connection, limit: forget(connection, moment, limit)


def _prune(before: datetime, now: datetime, connection: Connection, limit: int) -> int:
    return pruning.prune(connection, before, now, limit)


def _in_batches(parts: Parts, step: _Step, stopped: Callable[[], bool]) -> int:
    gone = 0
    for _ in range(_MOST):
        if stopped():
            break
        with parts.database.transaction() as connection:
            some = step(connection, _AT_ONCE)
        gone += some
        if some < _AT_ONCE:
            break
    return gone


def _forget_stories(
    parts: Parts, kind: Kind, before: datetime, stopped: Callable[[], bool]
) -> int:
    gone, after = 0, None
    for _ in range(_MOST):
        if stopped():
            break
        with parts.database.transaction() as connection:
            some, after = retention.forget_stories(
                connection, kind, before, _AT_ONCE, after
            )
        gone += some
        if after is None:
            break
    return gone
