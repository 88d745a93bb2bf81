"""Something that does not work for a while: said once, each minute, and when over."""

from collections.abc import Callable

import structlog

from aggregator.run.clock import elapsed

log = structlog.get_logger()

# Whoever reads the log wants to know that it lasts, and find what else is in there.
_EVERY = 60.0


class Outage:
    """One at a time, with its words for the log; `passed` tells seconds that pass."""

    def __init__(
        self, words: str, over: str, passed: Callable[[], float] = elapsed
    ) -> None:
        self._words, self._over, self._passed = words, over, passed
        self._since: float | None = None
        self._said = 0.0

    def lasts(self, error: Exception) -> None:
        """It does not work, still or again."""
        now = self._passed()
        if self._since is not None and now - self._said < _EVERY:
            return
        if self._since is None:
            self._since = now
        self._said = now
        # Procrastinate says no more than that there was an error of the database.
        because = " ".join(str(error.__cause__ or error).split())
        log.warning(self._words, because=because, seconds=round(now - self._since))

    def ends(self) -> None:
        """It works; that is only worth a word if it did not."""
        if self._since is not None:
            seconds = round(self._passed() - self._since)
            log.info(self._over, after_seconds=seconds)
            self._since = None
