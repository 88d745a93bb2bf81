"""Whether a source has been quiet for longer than is usual for it. Pure.

Usual is what its own history says: the gaps between the moments at which something new
came. Nine in ten of them are no longer than its usual silence; twice that, and at least
four days (a long weekend), is no cause for concern.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from aggregator.model.health import Health, SourceHealth

# With fewer gaps nothing can be called usual.
_LEAST_GAPS = 4
_NINE_IN_TEN = 0.9
_TIMES = 2
_NEVER_BEFORE = timedelta(days=4)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """A source's habit: the middle of its gaps, and the longest usual silence."""

    gap: timedelta
    silence: timedelta


def usual(arrivals: Sequence[datetime]) -> Usual | None:
    """What is usual after the moments at which new items came, in any order.

    `None` while there are too few to tell.
    """
    moments = sorted(set(arrivals))
    gaps = sorted(after - before for before, after in pairwise(moments))
    if len(gaps) < _LEAST_GAPS:
        return None
    return Usual(
        gap=gaps[len(gaps) // 2], silence=gaps[math.ceil(len(gaps) * _NINE_IN_TEN) - 1]
    )


def with_quiet(health: SourceHealth, arrivals: Sequence[datetime]) -> SourceHealth:
    """The same health, or quiet where a source that is well says nothing new.

    The silence is counted up to the last good look: while the program was off, nobody
    listened.
    """
    habit = usual(arrivals)
    heard = health.last_good
    if health.health is not Health.OK or habit is None or heard is None:
        return health
    last = max(arrivals)
    allowed = max(_TIMES * habit.silence, _NEVER_BEFORE)
    if heard - last <= allowed:
        return health
    return replace(
        health,
        health=Health.QUIET,
        since=last + allowed,
        sentence=f"Nothing new came for {_length(heard - last)}, and usually something "
        f"comes every {_length(habit.gap, every=True)}. Is there really nothing new, "
        "or has its address changed?",
    )


def _length(time: timedelta, *, every: bool = False) -> str:
    if time >= 2 * _DAY:
        return f"{round(time / _DAY)} days"
    if time >= 2 * _HOUR:
        return f"{round(time / _HOUR)} hours"
    return "hour" if every else "an hour"
