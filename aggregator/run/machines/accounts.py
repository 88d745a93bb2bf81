"""The accounts that this worker has been asked to work on, connected once."""

import threading
from functools import partial

from aggregator.model import council
from aggregator.run.assemble import Parts
from aggregator.run.delivering import by_themselves
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.orders import ForAccount
from aggregator.run.posting import Posting, begin


class Accounts:
    """Connections to accounts by desk and name; one that was changed is made anew."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._desks = machine.desks
        self._open: dict[ForAccount, Posting] = {}
        self._lock = threading.Lock()

    def send(self, order: ForAccount) -> None:
        """Keep what is promised on an account; nothing if it is configured no more."""
        if one := self._connected(order):
            one.send()

    def measure(self, order: ForAccount) -> None:
        """Read its figures that are due."""
        if one := self._connected(order):
            one.measure()

    def close(self) -> None:
        """Let go of every connection, once what is under way has ended."""
        with self._lock:
            for one in self._open.values():
                one.close()
            self._open.clear()

    def _connected(self, order: ForAccount) -> Posting | None:
        parts = self._desks.parts(order.desk)
        configured = _configured(parts, order)
        with self._lock:
            one = self._open.get(order)
            if one is not None and not (configured and one.is_current(parts)):
                del self._open[order]
                one.close()
                one = None
            if one is None and configured is not None:
                look = partial(self._desks.parts, order.desk)
                machine = self._machine
                one = begin(look, configured, machine.environment, machine.passed)
                self._open[order] = one
            return one


def _configured(parts: Parts, order: ForAccount) -> council.Account | None:
    return next(
        (
            one
            for one in by_themselves(parts)
            if one.network == order.network
            and (one.handle or one.network) == order.account
        ),
        None,
    )
