"""Connections kept open between requests, a bounded number and for a short while."""

import asyncio
from collections import OrderedDict

from aggregator.fetch.connection import Connection

# Scheme, host, port and the private networks the asker may reach: what one source may
# reach is never lent to another.
Place = tuple[str, str, int, tuple[str, ...]]

# Servers close after 5 s (Apache, Node) to 75 s (nginx); asking again costs little.
_FOR_SECONDS = 15.0


class Idle:
    """Open connections that nobody uses; each step costs the same at any number."""

    def __init__(self, loop: asyncio.AbstractEventLoop, most: int) -> None:
        self._loop = loop
        self._most = most
        self._places: dict[Place, dict[Connection, None]] = {}
        self._since: OrderedDict[Connection, tuple[float, Place]] = OrderedDict()
        self._timer: asyncio.TimerHandle | None = None

    def take(self, place: Place) -> Connection | None:
        """The connection to this place that was used last, if one is still open."""
        while waiting := self._places.get(place):
            connection = next(reversed(waiting))
            self._forget(connection, place)
            if not connection.is_closed():
                return connection
        return None

    def put(self, connection: Connection, place: Place) -> None:
        """Keep a connection; the one unused for longest makes room."""
        self._places.setdefault(place, {})[connection] = None
        self._since[connection] = (self._loop.time(), place)
        if len(self._since) > self._most:
            self._drop_oldest()
        if self._timer is None:
            self._timer = self._loop.call_later(_FOR_SECONDS, self._sweep)

    def close(self) -> None:
        """Close them all."""
        while self._since:
            self._drop_oldest()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _sweep(self) -> None:
        self._timer = None
        too_old = self._loop.time() - _FOR_SECONDS
        while self._since:
            since, _ = next(iter(self._since.values()))
            if since > too_old:
                self._timer = self._loop.call_later(since - too_old, self._sweep)
                return
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        connection, (_, place) = next(iter(self._since.items()))
        self._forget(connection, place)
        connection.abort()

    def _forget(self, connection: Connection, place: Place) -> None:
        del self._since[connection]
        waiting = self._places[place]
        del waiting[connection]
        if not waiting:
            del self._places[place]
