"""The desks of an installation, open side by side in one process.

Each is opened by itself, so that one which cannot be (a broken `sources.toml`, a
database that is away, a step of its schema that fails) keeps no other closed. It is
tried again every half minute, as is a desk that was made meanwhile. One whose folder
was put aside is closed: nothing of it may go out any more.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from typing import Generic, Self, TypeVar

import structlog

from aggregator.config.installation import DESKS, read_installation
from aggregator.model.errors import AggregatorError
from aggregator.run.assemble import Parts, assembled
from aggregator.run.common import Common

log = structlog.get_logger()

AGAIN_SECONDS = 30.0
# A desk whose database does not answer holds up one of them.
_OPENED_AT_ONCE = 8

T = TypeVar("T")


class OpenDesks(Generic[T]):
    """Desks at work, all of them or `only` some.

    Each has what `begin` makes of its parts until it is closed.
    """

    def __init__(
        self,
        directory: Path,
        environment: Mapping[str, str],
        clock: Callable[[], datetime],
        begin: Callable[[Parts], AbstractContextManager[T]],
        *,
        only: Collection[str] = (),
        again_seconds: float = AGAIN_SECONDS,
    ) -> None:
        self._directory = directory
        self._environment = environment
        self._clock = clock
        self._begin = begin
        self._only = frozenset(only)
        self._again_seconds = again_seconds
        self._common = Common(directory, environment, clock)
        self._open: dict[str, tuple[Parts, T, ExitStack]] = {}
        self._wrong: dict[str, str] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._opener = threading.Thread(target=self._keep_opening, name="open desks")

    def __enter__(self) -> Self:
        self._opener.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._opener.join()
        stacks = [stack for _, _, stack in self._open.values()]
        with ThreadPoolExecutor(_OPENED_AT_ONCE, "close desks") as threads:
            # Each ends what it has under way; none waits for another to do so.
            list(threads.map(ExitStack.close, stacks))
        self._common.close()

    def at_work(self) -> dict[str, tuple[Parts, T]]:
        """The desks that are open now, by name."""
        return {name: (parts, made) for name, (parts, made, _) in self._open.items()}

    def wrong(self) -> dict[str, str]:
        """Why others are not, by name."""
        with self._lock:
            return dict(self._wrong)

    def _keep_opening(self) -> None:
        with ThreadPoolExecutor(_OPENED_AT_ONCE, "open desks") as threads:
            under_way: set[str] = set()

            def open_one(name: str) -> None:
                try:
                    self._try(name)
                finally:
                    under_way.discard(name)

            while not self._stopped.is_set():
                meant = self._meant()
                if meant is not None:
                    for name in set(self._open) - meant:
                        threads.submit(self._put_aside, name).add_done_callback(_told)
                    for name in meant - set(self._open) - under_way:
                        under_way.add(name)
                        threads.submit(open_one, name)
                self._stopped.wait(self._again_seconds)

    def _meant(self) -> set[str] | None:
        """The desks that are to be open; nothing while `desks.toml` cannot be read."""
        try:
            found = read_installation(self._directory, self._environment).desks
        except AggregatorError as error:
            log.warning("desks.toml is faulty", faults=str(error))
            return None
        return set(self._only.intersection(found) if self._only else found)

    def _put_aside(self, name: str) -> None:
        with self._lock:
            gone = self._open.get(name)
            self._open = {one: was for one, was in self._open.items() if one != name}
        if gone is not None:
            # Nobody finds it any more; what it has under way ends first.
            gone[2].close()
            log.info("desk closed", desk=name)

    def _try(self, name: str) -> None:
        if self._stopped.is_set():
            return
        with ExitStack() as stack:
            try:
                folder = self._directory / DESKS / name
                parts = stack.enter_context(
                    assembled(folder, clock=self._clock, common=self._common)
                )
                made = stack.enter_context(self._begin(parts))
            except Exception as error:  # noqa: BLE001 - no other desk is held up
                self._note(name, error)
                return
            with self._lock:
                self._wrong.pop(name, None)
                # A new one, for somebody may be going through the old one.
                self._open = {**self._open, name: (parts, made, stack.pop_all())}
            log.info("desk open", desk=name)

    def _note(self, name: str, error: Exception) -> None:
        sentence = (
            str(error)
            if isinstance(error, AggregatorError)
            else f"it failed in a way the program does not know: {error!r}"
        )
        if self._wrong.get(name) != sentence:
            log.error("desk not open", desk=name, because=sentence)
        with self._lock:
            self._wrong[name] = sentence


def _told(closing: "Future[None]") -> None:
    if error := closing.exception():
        log.error("a desk did not close in order", because=repr(error))
