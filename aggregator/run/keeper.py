"""What sources brought is kept by one thread, with all that came in meanwhile.

Polls that go on side by side share it: to keep little by little costs each source
several times as much, and on PostgreSQL they would wait for each other's turn to place
items.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Self, TypeVar

from aggregator.run.assemble import Parts
from aggregator.run.intake import Brought, Polled, Taken, keep

# Kept in one transaction, so that what is held beside them has a bound; more of them
# are kept no faster.
_ITEMS_AT_ONCE = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    parts: Parts
    brought: Brought
    kept: "asyncio.Future[Polled]"


class Keeper:
    """Keeps for the polls of one desk; belongs to one event loop."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self._at_work: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "keep")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for one in self._waiting:
            one.kept.cancel()
        self._waiting.clear()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._at_work is not None:
            with suppress(asyncio.CancelledError):
                await self._at_work

    async def kept(self, parts: Parts, brought: Brought) -> Polled:
        """Have it written down; what became of its source.

        Raises:
            StoreError: the database cannot be used.
        """
        loop = asyncio.get_running_loop()
        one = _Waiting(parts=parts, brought=brought, kept=loop.create_future())
        self._waiting.append(one)
        if self._at_work is None:
            self._at_work = loop.create_task(self._keep_all())
        return await one.kept

    async def run(self, work: Callable[[], T]) -> T:
        """Something else that is done with the database, between two portions."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _keep_all(self) -> None:
        try:
            while portion := self._portion():
                await self._keep(portion)
        finally:
            self._at_work = None

    async def _keep(self, portion: list[_Waiting]) -> None:
        parts, brought = portion[0].parts, [one.brought for one in portion]
        try:
            done = await self.run(lambda: keep(parts, brought))
        except Exception as error:  # noqa: BLE001 - each who waits is told
            for one in portion:
                if not one.kept.done():
                    one.kept.set_exception(error)
        except asyncio.CancelledError:
            for one in portion:
                one.kept.cancel()
            raise
        else:
            for one, polled in zip(portion, done, strict=True):
                if not one.kept.done():
                    one.kept.set_result(polled)

    def _portion(self) -> list[_Waiting]:
        """What has come in, as far as it is kept in one transaction."""
        # Whoever has been told to stop does not wait any more.
        waiting = [one for one in self._waiting if not one.kept.done()]
        items, sources = 0, set[str]()
        for one in waiting:
            source, result = one.brought.source.id, one.brought.result
            items += len(result.items) if isinstance(result, Taken) else 0
            # A configuration that was changed meanwhile counts for what comes after.
            other = one.parts.configuration is not waiting[0].parts.configuration
            if source in sources or other or (sources and items > _ITEMS_AT_ONCE):
                break
            sources.add(source)
        self._waiting = waiting[len(sources) :]
        return waiting[: len(sources)]
