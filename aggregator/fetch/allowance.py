"""The time one fetch may take, which stands still while it waits its turn."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self


class Allowance:
    """Used once, as `async with`; raises `TimeoutError` when it is used up.

    asyncio's own timeout makes a timer whenever it is paused or goes on, and every
    fetch waits its turn once; this one looks again when its only timer rings.
    """

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._seconds = seconds
        self._ends = 0.0
        self._paused = 0
        self._used_up = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        task = asyncio.current_task()
        assert task is not None
        self._task = task
        self._cancelling = task.cancelling()
        self._ends = self._loop.time() + self._seconds
        self._timer = self._loop.call_at(self._ends, self._look)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        # Whoever else has cancelled the task meanwhile is obeyed, not answered.
        if (
            self._used_up
            and self._task.uncancel() <= self._cancelling
            and kind is asyncio.CancelledError
        ):
            raise TimeoutError from error

    @property
    def left(self) -> float:
        """Seconds that are left of it while it runs."""
        return self._ends - self._loop.time()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Waiting inside costs nothing."""
        left = self.left
        self._paused += 1
        try:
            yield
        finally:
            self._paused -= 1
            self._ends = self._loop.time() + left
            if self._timer is None and not self._used_up:
                self._timer = self._loop.call_at(self._ends, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._paused:
            return  # it is wound up again when it goes on
        if self._loop.time() < self._ends:
            self._timer = self._loop.call_at(self._ends, self._look)
            return
        self._used_up = True
        self._task.cancel()
