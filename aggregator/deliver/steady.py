"""A clock that does not follow another that jumps, until the jump has proved true.

A wrong time for a minute or two (a machine that asks for the time after it has
started, a hand on the clock, a machine that was put to sleep) would make everything
planned look missed, or not due yet: while it is in doubt, nothing is begun.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

# More than this between two askings, beyond what really passed, is a jump.
_JUMP = timedelta(minutes=2)
# A jump that lasts as long as this is believed.
_BELIEVED_AFTER = timedelta(minutes=5)


class SteadyClock:
    """`wall` tells the time, `elapsed` seconds that pass whatever anybody sets."""

    def __init__(
        self, wall: Callable[[], datetime], elapsed: Callable[[], float]
    ) -> None:
        self._wall, self._elapsed = wall, elapsed
        self._began = elapsed()
        self._start = wall()
        self._doubted_since: timedelta | None = None

    def __call__(self) -> datetime:
        """The time, as it would be without a jump that is in doubt."""
        passed = timedelta(seconds=self._elapsed() - self._began)
        told, expected = self._wall(), self._start + passed
        if abs(told - expected) > _JUMP:
            if self._doubted_since is None:
                self._doubted_since = passed
            if passed - self._doubted_since < _BELIEVED_AFTER:
                return expected
        self._doubted_since = None
        self._start = told - passed  # small corrections are followed at once
        return told

    def is_certain(self) -> bool:
        """Whether the time is beyond doubt."""
        self()
        return self._doubted_since is None
