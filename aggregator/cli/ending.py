"""A service that is told to stop ends with 0, whatever it is at, its start included."""

import signal
import sys
from types import FrameType


def end_in_order() -> None:
    """From now on a TERM leaves every block that is open, and ends with 0.

    What runs for long takes signals in its own way once it is at work.
    """
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)
