"""What a worker does for each job, by the functions that one process uses too."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any, Self

import structlog

from aggregator.fetch.client import Fetcher
from aggregator.model.errors import AggregatorError, StoreLockedError, StoreLostError
from aggregator.run.assemble import Parts
from aggregator.run.keeper import Keeper
from aggregator.run.machines.accounts import Accounts
from aggregator.run.machines.desks import NotOpenHereError
from aggregator.run.machines.duties import DUTIES
from aggregator.run.machines.engine import MAY_BE_OPEN_ELSEWHERE
from aggregator.run.machines.machine import Machine
from aggregator.run.machines.orders import (
    DELIVER,
    MEASURE,
    POLL,
    Batch,
    ForAccount,
    ForDesk,
    UnknownOrderError,
    read,
)
from aggregator.run.machines.polls import ask_batch
from aggregator.run.reading import fetching, read_by_several

log = structlog.get_logger()

TASKS = (POLL, DELIVER, MEASURE, *DUTIES)


class Work:
    """Does jobs; for one event loop, and closed at its end."""

    def __init__(self, machine: Machine) -> None:
        self._database = machine.database
        self._desks = machine.desks
        self._accounts = Accounts(machine)
        self._stack = AsyncExitStack()
        self._fetchers: dict[tuple[str, str | None, frozenset[str]], Fetcher] = {}
        self._keepers: dict[str, Keeper] = {}
        self._in_hand: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()
        await asyncio.to_thread(self._accounts.close)

    async def do(self, task: str, arguments: dict[str, Any], tried: int) -> None:
        """One job; `tried` is how often it was begun before.

        Raises:
            UnknownOrderError: another release has to do it.
            StoreLostError: the database is not there; it is to be tried again.
            StoreLockedError: so it is.
            NotOpenHereError: another worker may have opened the desk.
        """
        mine = asyncio.current_task()
        assert mine is not None
        self._in_hand.add(mine)
        try:
            await self._do(task, arguments, tried)
        except (UnknownOrderError, StoreLockedError, StoreLostError):
            raise
        except NotOpenHereError as error:
            if tried >= MAY_BE_OPEN_ELSEWHERE:
                log.warning("a job failed", task=task, sentence=str(error))
                return
            raise
        except AggregatorError as error:
            log.warning("a job failed", task=task, sentence=str(error))
        except Exception:
            log.exception("a job failed unexpectedly; it is handed out anew", task=task)
        finally:
            self._in_hand.discard(mine)

    def drop(self) -> None:
        """Drop what is in hand; what cannot be dropped ends by itself."""
        for task in tuple(self._in_hand):
            task.cancel()

    async def _do(self, task: str, arguments: dict[str, Any], tried: int) -> None:
        if task == POLL:
            batch = read(Batch, arguments)
            parts = self._desks.parts(batch.desk)
            fetcher = await self._fetcher(batch.desk, parts)
            keeper = await self._keeper(batch.desk)
            await ask_batch(
                parts, fetcher, batch, self._database, keeper, again=tried > 0
            )
        elif task == DELIVER:
            await asyncio.to_thread(self._accounts.send, read(ForAccount, arguments))
        elif task == MEASURE:
            await asyncio.to_thread(self._accounts.measure, read(ForAccount, arguments))
        else:
            order = read(ForDesk, arguments)
            parts = self._desks.parts(order.desk)
            await DUTIES[task].do(parts, await self._fetcher(order.desk, parts))

    async def _keeper(self, desk: str) -> Keeper:
        """One for all batches of a desk; another desk's database may be away."""
        if desk not in self._keepers:
            # Noted before anything is awaited, or two would be made.
            self._keepers[desk] = Keeper()
            await self._stack.enter_async_context(self._keepers[desk])
        return self._keepers[desk]

    async def _fetcher(self, desk: str, parts: Parts) -> Fetcher:
        """One for all batches of a desk, so that connections and turns are kept."""
        shared = await asyncio.to_thread(read_by_several, parts)
        key = (desk, parts.configuration.council.contact, shared)
        fetcher = self._fetchers.get(key)
        if fetcher is None:
            fetcher = await self._stack.enter_async_context(fetching(parts))
            self._fetchers[key] = fetcher
        return fetcher
