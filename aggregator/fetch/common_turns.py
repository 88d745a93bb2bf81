"""Each host's turns for all desks of a process, which have an event loop each.

A desk waits in its own turns first, with the few places that it has at a host, and then
here with the others: so however much one desk wants of a host, another waits behind
those few alone.
"""

import asyncio
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from aggregator.fetch.limits import Limits

_REMEMBERED = 10_000

_Waiting = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


@dataclass(slots=True)
class _Host:
    used: int = 0
    free_from: float = 0.0
    waiting: deque[_Waiting] = field(default_factory=deque)


class Place:
    """A place at a host, to be given back once."""

    def __init__(self, turns: "CommonTurns", name: str) -> None:
        self._turns = turns
        self._name = name

    def end(self) -> None:
        """Give it back."""
        self._turns.give_back(self._name)


class CommonTurns:
    """Lends places at hosts to any number of event loops."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.per_host
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    async def take(self, name: str, spacing: timedelta) -> Place:
        """Wait for a place at this host; whoever takes one must end it."""
        waiting = self._enter(name, asyncio.get_running_loop())
        if waiting is not None:
            try:
                await waiting
            except asyncio.CancelledError:
                self._leave(name, waiting)
                raise
        place = Place(self, name)
        try:
            await asyncio.sleep(self._until_turn(name, spacing.total_seconds()))
        except BaseException:
            place.end()
            raise
        return place

    def give_back(self, name: str) -> None:
        """A place is free: whoever waits longest has it."""
        with self._lock:
            host = self._hosts[name]
            host.used -= 1
            while host.waiting:
                loop, waiting = host.waiting.popleft()
                try:
                    loop.call_soon_threadsafe(self._grant, name, waiting)
                except RuntimeError:
                    continue  # its cycle has ended meanwhile
                host.used += 1
                return

    def _enter(
        self, name: str, loop: asyncio.AbstractEventLoop
    ) -> "asyncio.Future[None] | None":
        """In at once, or what to wait for."""
        with self._lock:
            if name not in self._hosts and len(self._hosts) >= _REMEMBERED:
                self._forget()
            host = self._hosts.setdefault(name, _Host())
            if host.used < self._most and not host.waiting:
                host.used += 1
                return None
            waiting = loop.create_future()
            host.waiting.append((loop, waiting))
            return waiting

    def _grant(self, name: str, waiting: "asyncio.Future[None]") -> None:
        if waiting.done():  # it was given up in this moment
            self.give_back(name)
        else:
            waiting.set_result(None)

    def _leave(self, name: str, waiting: "asyncio.Future[None]") -> None:
        if not waiting.cancelled():  # it had been granted
            self.give_back(name)
            return
        with self._lock:
            host = self._hosts[name]
            host.waiting = deque(one for one in host.waiting if one[1] is not waiting)

    def _until_turn(self, name: str, apart: float) -> float:
        with self._lock:
            host, now = self._hosts[name], time.monotonic()
            begins = max(now, host.free_from)
            host.free_from = begins + apart
            return begins - now

    def _forget(self) -> None:
        now = time.monotonic()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.used or host.waiting or host.free_from > now
        }
