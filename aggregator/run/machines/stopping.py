"""A first signal asks to finish what is in hand; a second one to hurry."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger()

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """Whether to take nothing new, and whether to drop what is in hand."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.hurried = asyncio.Event()

    def ask(self) -> None:
        """Once to stop, again to hurry."""
        if self.asked.is_set():
            log.info("hurrying; what is dropped is taken up by others")
            self.hurried.set()
        else:
            log.info("stopping; what is in hand is finished first")
            self.asked.set()

    async def wait(self, seconds: float) -> bool:
        """Wait so long, or until a stop is asked for; whether it is."""
        try:
            async with asyncio.timeout(seconds):
                await self.asked.wait()
        except TimeoutError:
            return False
        return True


@contextmanager
def stopping() -> Iterator[Stopping]:
    """Signals end what is done in this block, which the main thread's loop runs."""
    found, loop = Stopping(), asyncio.get_running_loop()
    before = {one: signal.getsignal(one) for one in _SIGNALS}
    for one in _SIGNALS:
        loop.add_signal_handler(one, found.ask)
    try:
        yield found
    finally:
        for one, handler in before.items():
            loop.remove_signal_handler(one)
            signal.signal(one, handler)
