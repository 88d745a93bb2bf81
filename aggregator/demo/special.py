"""The awards evening: one a month, on a page of its own."""

from datetime import date, datetime, time, timedelta

from aggregator.demo.happenings import ZONE, Event
from aggregator.demo.texts import AWARDS

_FRIDAY = 4
_TOWN_HALL = "Ambleford Town Hall"


def awards(now: datetime) -> Event:
    """The next one: on the third Friday of this month or of the next."""
    today = now.astimezone(ZONE).date()
    on = _third_friday(today.year, today.month)
    if on <= today:
        following = today.replace(day=1) + timedelta(days=32)
        on = _third_friday(following.year, following.month)
    starts = datetime.combine(on, time(19, 30), ZONE)
    return Event(
        slug=f"{AWARDS.slug}-{on:%Y-%m-%d}",
        text=AWARDS,
        starts=starts,
        ends=starts + timedelta(hours=2),
        venue=_TOWN_HALL,
    )


def _third_friday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_FRIDAY - first.weekday()) % 7 + 14)
