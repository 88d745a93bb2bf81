"""What is planned, and what stops it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """A time in the week at which an account posts; Monday is 0."""

    weekday: int
    at: time


class HoldKind(StrEnum):
    """What everything stands still for."""

    MOURNING = "mourning"
    ELECTION = "election"
    INCIDENT = "incident"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Everything stands still until a person lets go; `by` is their name.

    `until` is the last day that it is meant for, in the council's zone: after it the
    desk asks to let go, and does not do so itself.
    """

    reason: str
    by: str
    since: datetime
    kind: HoldKind = HoldKind.OTHER
    until: date | None = None
