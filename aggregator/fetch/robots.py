"""Each host's robots.txt, asked for once a day, and what it lets us do."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import httpx

from aggregator.fetch.allowance import Allowance
from aggregator.fetch.asking import Answer, Ask, Asker
from aggregator.fetch.faults import about_robots, again, disallowed, status_fault
from aggregator.fetch.limits import Limits
from aggregator.fetch.politeness import (
    is_allowed,
    robots_url,
    rules_of,
    spacing,
)
from aggregator.fetch.remembered import Known, Place, Remembered
from aggregator.model.errors import FetchError

# RFC 9309, 2.4: not longer than a day.
_GOOD_FOR = timedelta(days=1)
_FAULT_FOR = timedelta(minutes=1)
# RFC 9309, 2.3.1.4: with these, everything counts as disallowed for the time being.
_UNREACHABLE = frozenset({"dns", "connection", "timeout", "certificate", "server"})


class Robots:
    """Finds out what hosts let us do; for one event loop."""

    def __init__(
        self,
        asker: Asker,
        limits: Limits,
        token: str,
        clock: Callable[[], datetime],
        remembered: Remembered,
    ) -> None:
        self._asker = asker
        self._limits = limits
        self._token = token
        self._clock = clock
        self._remembered = remembered
        self._asking: dict[Place, asyncio.Lock] = {}

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
        return self._spacing(known, allow_private)

    def known_spacing(
        self, url: httpx.URL, allow_private: tuple[str, ...]
    ) -> timedelta:
        """The same by what is remembered, without asking; nothing where nothing is."""
        known = self._remembered.get(_place(url, allow_private))
        return timedelta() if known is None else self._spacing(known, allow_private)

    def _spacing(self, known: Known, allow_private: tuple[str, ...]) -> timedelta:
        return spacing(
            known.rules,
            self._token,
            # A server of our own network decides for itself, by its robots.txt.
            least=timedelta() if allow_private else self._limits.spacing,
            most=self._limits.longest_spacing,
        )

    async def _of(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> Known:
        host = _place(url, allow_private)
        known = self._remembered.get(host)
        if known is not None and self._clock() < known.until:
            return known
        lock = self._asking.setdefault(host, asyncio.Lock())
        try:
            async with lock:
                known = self._remembered.get(host)
                if known is None or self._clock() >= known.until:
                    learnt = await self._learn(url, allow_private, allowance)
                    known = self._or_before(learnt, known)
                    self._remembered.put(host, known)
        finally:
            self._asking.pop(host, None)
        return known

    async def _learn(
        self, url: httpx.URL, allow_private: tuple[str, ...], allowance: Allowance
    ) -> Known:
        now = self._clock()
        try:
            answer = await self._ask(robots_url(url), allow_private, allowance)
        except FetchError as fault:
            if fault.cause in _UNREACHABLE:
                return Known(fault=about_robots(fault), until=now + _FAULT_FOR)
            return Known(until=now + _GOOD_FOR)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            trouble = status_fault(answer.status, answer.headers, robots_url(url), now)
            return Known(fault=about_robots(trouble), until=now + _FAULT_FOR)
        return Known(
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

    def _or_before(self, learnt: Known, before: Known | None) -> Known:
        """Rules of yesterday stand while the host is out of reach (RFC 9309, 2.4)."""
        if learnt.fault is None or before is None or before.fault is not None:
            return learnt
        return Known(rules=before.rules, size=before.size, until=learnt.until)


def _place(url: httpx.URL, allow_private: tuple[str, ...]) -> Place:
    return f"{url.scheme}://{url.netloc.decode()}", allow_private
