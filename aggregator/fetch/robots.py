"""Each host's robots.txt, asked for once a day, and what it lets us do."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx

from aggregator.fetch.allowance import Allowance
from aggregator.fetch.asking import Answer, Ask, Asker
from aggregator.fetch.faults import about_robots, again, disallowed, status_fault
from aggregator.fetch.limits import MIB, Limits
from aggregator.fetch.politeness import (
    Rules,
    is_allowed,
    robots_url,
    rules_of,
    spacing,
)
from aggregator.model.errors import FetchError

# RFC 9309, 2.4: not longer than a day.
_GOOD_FOR = timedelta(days=1)
_FAULT_FOR = timedelta(minutes=1)
# Most hosts have no rules for us and weigh next to nothing; the others are bounded.
_HOSTS_MOST = 50_000
_BYTES_MOST = 4 * MIB
# RFC 9309, 2.3.1.4: with these, everything counts as disallowed for the time being.
_UNREACHABLE = frozenset({"dns", "connection", "timeout", "certificate", "server"})

_Host = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    rules: Rules | None = None
    fault: FetchError | None = None
    size: int = 0
    until: datetime


class Robots:
    """Remembers what hosts let us do; for one event loop."""

    def __init__(
        self,
        asker: Asker,
        limits: Limits,
        token: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._asker = asker
        self._limits = limits
        self._token = token
        self._clock = clock
        self._known: OrderedDict[_Host, _Known] = OrderedDict()
        self._bytes = 0
        self._asking: dict[_Host, asyncio.Lock] = {}

    async def spacing(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> timedelta:
        """How far apart requests to this host lie, if it may be asked at all.

        Raises:
            FetchError: robots.txt forbids it, or the host is out of reach.
            TimeoutError: the allowance is used up.
        """
        known = await self._of(url, allow_private, allowance)
        if known.fault is not None:
            raise again(known.fault)
        if not is_allowed(known.rules, url, self._token):
            raise disallowed(url)
        return spacing(
            known.rules,
            self._token,
            # A server of our own network decides for itself, by its robots.txt.
            least=timedelta() if allow_private else self._limits.spacing,
            most=self._limits.longest_spacing,
        )

    async def _of(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> _Known:
        host = (str(robots_url(url)), allow_private)
        known = self._known.get(host)
        if known is not None and self._clock() < known.until:
            return known
        lock = self._asking.setdefault(host, asyncio.Lock())
        try:
            async with lock:
                known = self._known.get(host)
                if known is None or self._clock() >= known.until:
                    learnt = await self._learn(url, allow_private, allowance)
                    known = self._or_before(learnt, known)
                    self._remember(host, known)
        finally:
            self._asking.pop(host, None)
        return known

    async def _learn(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> _Known:
        now = self._clock()
        try:
            answer = await self._ask(robots_url(url), allow_private, allowance)
        except FetchError as fault:
            if fault.cause in _UNREACHABLE:
                return _Known(fault=about_robots(fault), until=now + _FAULT_FOR)
            return _Known(until=now + _GOOD_FOR)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            trouble = status_fault(answer.status, answer.headers, robots_url(url), now)
            return _Known(fault=about_robots(trouble), until=now + _FAULT_FOR)
        return _Known(
            rules=rules_of(answer.status, answer.body),
            size=len(answer.body),
            until=now + _GOOD_FOR,
        )

    async def _ask(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> Answer:
        """The answer after up to five redirects, as RFC 9309 (2.3.1.2) has it."""
        for _ in range(self._limits.redirects + 1):
            answer = await self._asker.ask(
                Ask(
                    url=url,
                    allow_private=allow_private,
                    spacing=timedelta(),
                    body_most=self._limits.robots_body,
                    seconds=self._limits.robots.total_seconds(),
                    cut=True,
                ),
                allowance,
            )
            if answer.location is None:
                break
            try:
                url = url.join(answer.location)
            except (httpx.InvalidURL, ValueError):
                break
        return answer

    def _or_before(self, learnt: _Known, before: _Known | None) -> _Known:
        """Rules of yesterday stand while the host is out of reach (RFC 9309, 2.4)."""
        if learnt.fault is None or before is None or before.fault is not None:
            return learnt
        return _Known(rules=before.rules, size=before.size, until=learnt.until)

    def _remember(self, host: _Host, known: _Known) -> None:
        before = self._known.pop(host, None)
        self._bytes += known.size - (before.size if before is not None else 0)
        self._known[host] = known
        while len(self._known) > _HOSTS_MOST or self._bytes > _BYTES_MOST:
            _, dropped = self._known.popitem(last=False)
            self._bytes -= dropped.size
