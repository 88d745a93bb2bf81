"""What a process on one of several machines is made of."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aggregator.run.clock import elapsed
from aggregator.run.machines.desks import Desks
from aggregator.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often, in seconds, a process does what it does.

    One that has not been heard of for `stalled` is taken for dead, and its work is
    given to another; so it stops by itself once it has been cut off for `cut_off`.
    The lead goes to another after `lead`.
    `grace` is how long a stop waits for what is in hand.
    """

    look: float = 1.0
    beat: float = 5.0
    cut_off: float = 20.0
    stalled: float = 30.0
    lead: float = 20.0
    grace: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The parts of a scheduler or a worker; it holds, and does nothing.

    `database` is the one that all machines share. `follow` sets `clock` by it, and
    says how many seconds this machine's own is ahead. `passed` tells seconds that pass
    whatever anybody does to a clock.
    """

    database: Database
    desks: Desks
    clock: Callable[[], datetime]
    follow: Callable[[Database], float]
    passed: Callable[[], float] = elapsed
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    pace: Pace = field(default_factory=Pace)
