"""Says every few seconds that this process is there, and keeps its clock right."""

import asyncio
import os
import secrets
import socket
from dataclasses import replace

import structlog

from aggregator import __version__
from aggregator.model.errors import StoreError
from aggregator.run.clock import elapsed
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.outage import Outage
from aggregator.store.machines import processes
from aggregator.store.machines.processes import Process
from aggregator.store.machines.schema import shared

log = structlog.get_logger()

# A clock this many seconds wrong deserves a word; nothing depends on it here.
_WRONG = 5.0


class Presence:
    """One process among those of all machines."""

    def __init__(
        self,
        machine: Machine,
        *,
        kind: str,
        queues: str = "",
        room: int = 0,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._machine = machine
        self._me = Process(
            name=self.name,
            kind=kind,
            queues=queues,
            room=room,
            version=__version__,
            ahead=0.0,
        )
        self._warned = False
        self._lost = Outage("the database is out of reach", "the database is back")
        self._heard = elapsed()

    @property
    def silent_for(self) -> float:
        """Seconds since the database last heard of this process."""
        return elapsed() - self._heard

    async def beat(self) -> bool:
        """Say that this process is there; false where the database does not hear."""
        try:
            await asyncio.to_thread(self._say)
        except StoreError as error:
            self._lost.lasts(error)
            return False
        self._lost.ends()
        return True

    async def leave(self) -> None:
        """It is not there any more."""
        try:
            await asyncio.to_thread(self._leave)
        except StoreError as error:
            log.info("ended without a word", sentence=str(error))

    def _say(self) -> None:
        began = elapsed()
        ahead = self._machine.follow(self._machine.database)
        with shared(self._machine.database) as connection:
            processes.seen(connection, replace(self._me, ahead=ahead))
        self._heard = began
        if abs(ahead) > _WRONG and not self._warned:
            self._warned = True
            log.warning(
                "this machine's clock is wrong; the database's is followed",
                seconds_ahead=round(ahead),
            )

    def _leave(self) -> None:
        with shared(self._machine.database) as connection:
            processes.left(connection, self.name)
