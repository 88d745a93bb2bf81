"""Each host's turns: few requests at once and a little time between them."""

import asyncio
from datetime import timedelta

from aggregator.fetch.common_turns import CommonTurns, Place
from aggregator.fetch.limits import Limits

# Hosts remembered before those that nobody waits for are forgotten.
_REMEMBERED = 1000


class _Host:
    """One host: who may ask now, and when the next may begin."""

    def __init__(self, limits: Limits) -> None:
        self.places = asyncio.Semaphore(limits.per_host)
        self.most = asyncio.Semaphore(limits.per_host_most)
        self.free_from = 0.0
        self.users = 0


class Turn:
    """A place at a host; one that is held for long is lent to the next.

    So one page that is stuck does not hold up everything else of its host.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        host: _Host,
        limits: Limits,
        place: Place | None = None,
    ) -> None:
        self._host = host
        self._place = place
        self._has_place = True
        patience = limits.patience.total_seconds()
        self._timer = loop.call_later(patience, self._lend)

    def end(self) -> None:
        """Give the place back; to be called once."""
        self._timer.cancel()
        self._lend()
        self._host.most.release()
        self._host.users -= 1

    def _lend(self) -> None:
        if self._has_place:
            self._has_place = False
            self._host.places.release()
            if self._place is not None:
                self._place.end()


class Turns:
    """Lends places at hosts; for one event loop, within those `common` to several."""

    def __init__(self, limits: Limits, common: CommonTurns | None = None) -> None:
        self._limits = limits
        self._common = common
        self._loop = asyncio.get_running_loop()
        self._hosts: dict[str, _Host] = {}

    async def take(self, name: str, spacing: timedelta) -> Turn:
        """Wait for a place at this host; whoever takes one must end it."""
        host = self._host(name)
        host.users += 1
        try:
            await host.most.acquire()
            try:
                await host.places.acquire()
                try:
                    await self._space(host, spacing.total_seconds())
                    place = await self._in_common(name, spacing)
                except BaseException:
                    host.places.release()
                    raise
            except BaseException:
                host.most.release()
                raise
        except BaseException:
            host.users -= 1
            raise
        return Turn(self._loop, host, self._limits, place)

    async def _in_common(self, name: str, spacing: timedelta) -> Place | None:
        return await self._common.take(name, spacing) if self._common else None

    async def _space(self, host: _Host, apart: float) -> None:
        now = self._loop.time()
        begins = max(now, host.free_from)
        host.free_from = begins + apart
        if begins > now:
            await asyncio.sleep(begins - now)

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= _REMEMBERED:
                self._forget()
            host = self._hosts[name] = _Host(self._limits)
        return host

    def _forget(self) -> None:
        now = self._loop.time()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.users or host.free_from > now
        }
