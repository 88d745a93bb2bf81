"""The times in the week at which an account posts, and which of them is free; pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.plan import Slot

# Whoever approves a minute before the hour means the hour after it.
LEAD = timedelta(minutes=2)
# A post this near to a slot has taken it.
NEAR = timedelta(minutes=10)
AHEAD = timedelta(days=92)


def moments(
    slots: Sequence[Slot], since: datetime, until: datetime, timezone: str
) -> Iterator[datetime]:
    """When the slots are between two moments, in order, in UTC.

    A time that the clocks skip in spring is the one after it; of a time that comes
    twice in autumn it is the first.
    """
    zone = ZoneInfo(timezone)
    day = since.astimezone(zone).date()
    last = until.astimezone(zone).date()
    while day <= last:
        for slot in sorted(slots, key=lambda slot: slot.at):
            if slot.weekday == day.weekday():
                # UTC has no time that does not exist.
                moment = datetime.combine(day, slot.at, zone).astimezone(UTC)
                if since <= moment < until:
                    yield moment
        day += timedelta(days=1)


def next_free(
    slots: Sequence[Slot],
    taken: Collection[datetime],
    now: datetime,
    timezone: str,
    until: datetime | None = None,
    *,
    suits: Callable[[datetime], bool] = lambda _moment: True,
) -> datetime | None:
    """The first slot that nothing is planned near; `None` if none is before `until`."""
    end = min(now + AHEAD, until) if until is not None else now + AHEAD
    for moment in moments(slots, now + LEAD, end, timezone):
        near = any(abs(moment - other) < NEAR for other in taken)
        if not near and suits(moment):
            return moment
    return None
