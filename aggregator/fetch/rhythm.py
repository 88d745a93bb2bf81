"""A source is asked as often as it changes: never more often than its `every`.

Asked four times between two changes, a change is seen within a quarter of the usual
gap. A source that falls silent is asked less and less, down to an eighth as often.
"""

from datetime import datetime, timedelta

from aggregator.model.rhythm import Rhythm

_ASKED_BETWEEN_CHANGES = 4
# An editor should hear of a cancelled event the same day, and of one in an hourly
# calendar within a working day.
_LONGEST = timedelta(days=1)
_LONGEST_TIMES = 8


def noticed(before: Rhythm, every: timedelta, now: datetime, *, new: bool) -> Rhythm:
    """What is known after a poll that brought something `new`, or did not."""
    if before.changed_at is None:
        return Rhythm(changed_at=now)
    if not new:
        return before
    # A silence longer than can matter says no more than one that can.
    most = longest(every) * _ASKED_BETWEEN_CHANGES
    seen = min(max(now - before.changed_at, timedelta()), most)
    gap = seen if before.gap is None else (before.gap + seen) / 2
    return Rhythm(changed_at=now, gap=gap)


def interval(every: timedelta, rhythm: Rhythm, now: datetime) -> timedelta:
    """How long to wait before asking again: from `every` up to its `longest`."""
    quiet = timedelta()
    if rhythm.changed_at is not None:
        quiet = max(now - rhythm.changed_at, quiet)
    expected = max(rhythm.gap or timedelta(), quiet)
    wished = expected / _ASKED_BETWEEN_CHANGES
    whole = timedelta(seconds=int(wished.total_seconds()))
    return min(max(whole, every), longest(every))


def longest(every: timedelta) -> timedelta:
    """The longest wait for a source that may be asked so often."""
    return max(every, min(every * _LONGEST_TIMES, _LONGEST))
