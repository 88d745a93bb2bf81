"""The time one fetch may take, which stands still while it waits its turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self


class Allowance:
    """Used once, as `async with`; raises `TimeoutError` when it is used up."""

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._timer = asyncio.timeout(seconds)

    async def __aenter__(self) -> Self:
        await self._timer.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._timer.__aexit__(kind, error, trace)

    @property
    def left(self) -> float:
        """Seconds that are left of it while it runs."""
        ends = self._timer.when()
        return 0.0 if ends is None else ends - self._loop.time()

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Waiting inside costs nothing."""
        ends = self._timer.when() or self._loop.time()
        left = ends - self._loop.time()
        self._timer.reschedule(None)
        try:
            yield
        finally:
            self._timer.reschedule(self._loop.time() + left)
