"""Yes, no, and back again; and when."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aggregator.desk import cards, queue
from aggregator.desk.planning import When, slots_of
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import MOVED, UNDONE, Answer, done
from aggregator.web.pages.draft import refused
from aggregator.web.pages.reasons import reason
from aggregator.web.visit import Visit


def approve(visit: Visit) -> Answer:
    """It may go out."""
    try:
        draft = queue.approve(
            visit.parts.database,
            visit.decision(),
            when(visit),
            rules=visit.parts.configuration.checks,
            as_it_is=visit.form.get("as_it_is") == "yes",
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)


def plan(visit: Visit) -> Answer:
    """It goes out at another time."""
    try:
        chosen = when(visit) or When(timezone=_zone(visit))
        draft = queue.plan(
            visit.parts.database,
            visit.decision(),
            chosen,
            rules=visit.parts.configuration.checks,
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id, MOVED)


def when(visit: Visit) -> When | None:
    """What the form says of when it is to go out; `None` is at once.

    Raises:
        RefusedError: it says a time that cannot be read.
    """
    asked = visit.form.get("when")
    if asked == "slot":
        number = visit.decision().draft
        draft = cards.one(visit.parts.database, number, visit.now).draft
        slots = slots_of(visit.parts.configuration.council, draft.network)
        return When(timezone=_zone(visit), slots=slots)
    if asked == "at":
        moment = local_moment(visit.form.get("at", ""), _zone(visit))
        return When(timezone=_zone(visit), moment=moment)
    return None


def local_moment(written: str, timezone: str) -> datetime:
    """The moment that a browser's field for a date and a time holds, in UTC.

    Raises:
        RefusedError: it is none.
    """
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise RefusedError(
            "That is no date and time", remedy="choose both, such as 5 December, 10:30"
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.astimezone(UTC)


def _zone(visit: Visit) -> str:
    return visit.parts.configuration.council.timezone


def reject(visit: Visit) -> Answer:
    """It shall not go out, and why."""
    try:
        why = reason(visit.form.get("reason"), visit.form.get("words"))
        draft = queue.reject(visit.parts.database, visit.decision(), why)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)


def undo(visit: Visit) -> Answer:
    """Back into the queue."""
    try:
        draft = queue.undo(visit.parts.database, visit.decision())
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id, UNDONE)
