"""Not now: a draft is put aside until another morning."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.desk import queue
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import TAKEN_UP, Answer, done
from aggregator.web.pages.draft import refused
from aggregator.web.visit import Visit

CHOICES = {"tomorrow": "Until tomorrow", "monday": "Until Monday", "week": "For a week"}
# Early enough to be there when the first editor comes in.
_MORNING = time(7)


def snooze(visit: Visit) -> Answer:
    """Out of the queue until the morning that was chosen, or back in it."""
    chosen = visit.form.get("until")
    try:
        until = None if chosen == "now" else morning(visit, chosen)
        draft = queue.snooze(visit.parts.database, visit.decision(), until)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id, None if until else TAKEN_UP)


def morning(visit: Visit, chosen: str | None) -> datetime:
    """The morning of a choice, where the council is.

    Raises:
        RefusedError: it is none of the choices.
    """
    zone = ZoneInfo(visit.parts.configuration.council.timezone)
    today = visit.now.astimezone(zone).date()
    ahead = {"tomorrow": 1, "monday": 7 - today.weekday(), "week": 7}
    if chosen not in ahead:
        raise RefusedError("It is not said until when", remedy="choose a day")
    day = today + timedelta(days=ahead[chosen])
    return datetime.combine(day, _MORNING, zone).astimezone(UTC)
