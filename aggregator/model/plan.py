"""What is planned, and what stops it."""

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """A time in the week at which an account posts; Monday is 0."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Everything stands still until a person lets go; `by` is their name."""

    reason: str
    by: str
    since: datetime
