"""What the one leader does every second: look for what is due, and hand it out.

Load, decide, save: what is saved is saved in a transaction that holds the lead, so
that one who has lost it meanwhile hands out nothing.
"""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import structlog

from aggregator.model.errors import AggregatorError, StoreLostError
from aggregator.run.cycle import note_sources
from aggregator.run.delivering import by_themselves
from aggregator.run.machines import orders
from aggregator.run.machines.batches import SIZE, Together, Wanted, batches
from aggregator.run.machines.duties import DUTIES, EVERY
from aggregator.run.machines.hosts import host_of_source
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.orders import DELIVER, MEASURE, POLL
from aggregator.store.due import due_sources
from aggregator.store.machines import hosts, jobs, lead, processes
from aggregator.store.machines.jobs import Job
from aggregator.store.machines.schema import shared

log = structlog.get_logger()

_PAGE = 2000
# Beyond what workers have in hand, so that none waits for the next second.
_AHEAD = 2
# Where nobody has said yet that there is a worker.
_LEAST_ROOM = 4
# Before batches, which take long.
_SOON = 10
_LATER = -1


class Leading:
    """One scheduler; it leads where nobody else does."""

    def __init__(self, machine: Machine, name: str) -> None:
        self._database = machine.database
        self._desks = machine.desks
        self._name = name
        self._clock = machine.clock
        self._lease = timedelta(seconds=machine.pace.lead)
        self.leads = False
        # What each desk's rows were made from, and when its duties were handed out.
        self._noted: dict[str, object] = {}
        self._handed: dict[str, datetime] = {}

    def tick(self) -> bool:
        """Hand out what is due, if this one leads; whether it does.

        Raises:
            StoreError: the database cannot be used.
        """
        with shared(self._database) as connection:
            leads = lead.take(connection, self._name, self._lease)
            if leads:
                busy = hosts.busy(connection)
                now_out = jobs.outstanding(connection, POLL)
                workers = processes.alive(connection)
        if leads != self.leads:
            self._begin(leads=leads)
        if not leads:
            return False
        desks = self._noted_desks()
        now = self._clock()
        room = max(sum(one.room for one in workers) * _AHEAD, _LEAST_ROOM)
        room -= now_out.batches
        found: tuple[Together, ...] = ()
        if room > 0:
            wanted = [
                one
                for desk in desks
                for one in self._of_desk(desk, now, busy, room * SIZE)
            ]
            found = batches(wanted, busy, room=room, failing_under_way=now_out.failing)
        often = [*self._often(desks, now, now_out.waiting)]
        self._hand_out(found, often, now)
        return True

    def tidy(self) -> None:
        """Forget processes that ended long ago without a word.

        Raises:
            StoreError: the database cannot be used.
        """
        with shared(self._database) as connection:
            processes.forget_gone(connection)

    def give_up(self) -> None:
        """Let another lead at once.

        Raises:
            StoreError: the database cannot be used.
        """
        with shared(self._database) as connection:
            lead.give_up(connection, self._name)

    def _begin(self, *, leads: bool) -> None:
        self.leads = leads
        self._noted.clear()
        self._handed.clear()
        log.info("this scheduler leads" if leads else "another scheduler leads")

    def _noted_desks(self) -> list[str]:
        """The desks that have a row for all that is configured.

        One that cannot be used is left out, and holds up none of the others.
        """
        desks = []
        for desk in self._desks.names():
            try:
                parts = self._desks.parts(desk)
                if self._noted.get(desk) is not parts.configuration:
                    note_sources(parts)
                    self._noted[desk] = parts.configuration
            except StoreLostError:
                raise
            except AggregatorError as error:
                log.warning("a desk is left out", desk=desk, sentence=str(error))
            else:
                desks.append(desk)
        return desks

    def _of_desk(
        self, desk: str, now: datetime, busy: frozenset[str], most: int
    ) -> Iterator[Wanted]:
        """What is due for a desk at hosts that are free.

        However many sources are dead, and due for however long, they hide no others.
        """
        for failing in (False, True):
            yield from self._alike(desk, now, busy, most, failing=failing)

    def _alike(
        self,
        desk: str,
        now: datetime,
        busy: frozenset[str],
        most: int,
        *,
        failing: bool,
    ) -> Iterator[Wanted]:
        """At most so many that failed last time, or did not, page by page."""
        parts = self._desks.parts(desk)
        known = {one.id: one for one in parts.configuration.sources}
        last, found = None, 0
        while found < most:
            with parts.database.reading() as connection:
                page = due_sources(
                    connection, now, failing=failing, after=last, limit=_PAGE
                )
            for one in page:
                source = known.get(one.source)
                host = host_of_source(source, one.moved_to) if source else None
                if host is not None and host not in busy:
                    found += 1
                    yield Wanted(
                        desk=desk, source=one.source, host=host, failing=failing
                    )
            if len(page) < _PAGE:
                return
            last = page[-1]

    def _often(
        self, desks: Iterable[str], now: datetime, waiting: frozenset[str]
    ) -> Iterator[Job]:
        """Each desk's duties and accounts, a minute after the last time."""
        for desk in desks:
            before = self._handed.get(desk)
            if before is not None and before <= now < before + EVERY:
                continue
            self._handed[desk] = now
            for job in self._of_minute(desk):
                if job.once not in waiting:
                    yield job

    def _of_minute(self, desk: str) -> Iterable[Job]:
        order = orders.written(orders.ForDesk(desk=desk))
        for name, duty in DUTIES.items():
            yield _once(name, duty.queue, order)
        for account in by_themselves(self._desks.parts(desk)):
            told = orders.ForAccount(
                desk=desk,
                network=account.network,
                account=account.handle or account.network,
            )
            for name in (DELIVER, MEASURE):
                yield _once(name, name, orders.written(told))

    def _hand_out(
        self, found: tuple[Together, ...], often: list[Job], now: datetime
    ) -> None:
        named = {secrets.token_hex(8): one for one in found}
        held = {
            name: {wanted.host for wanted in one.wanted} for name, one in named.items()
        }
        polls = [_poll(name, one) for name, one in named.items()]
        try:
            with shared(self._database) as connection:
                if lead.take(connection, self._name, self._lease):
                    hosts.hold(connection, held)
                    jobs.put(connection, [*often, *polls])
                    lead.looked(connection, now)
        except AggregatorError:
            self._handed.clear()
            raise


def _once(name: str, queue: str, arguments: dict[str, str]) -> Job:
    key = ":".join((name, *arguments.values()))
    return Job(
        task=name, queue=queue, arguments=arguments, lock=key, once=key, priority=_SOON
    )


def _poll(name: str, one: Together) -> Job:
    batch = orders.Batch(
        desk=one.desk,
        batch=name,
        sources=tuple(wanted.source for wanted in one.wanted),
        hosts=tuple(wanted.host for wanted in one.wanted),
    )
    return Job(
        task=POLL,
        queue=POLL,
        arguments=orders.written(batch),
        priority=_LATER if one.failing else 0,
    )
