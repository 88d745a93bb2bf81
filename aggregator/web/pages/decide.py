"""Yes, no, and back again."""

from aggregator.desk import queue
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import Answer, done
from aggregator.web.pages.draft import refused
from aggregator.web.pages.reasons import reason
from aggregator.web.visit import Visit


def approve(visit: Visit) -> Answer:
    """It may go out."""
    try:
        draft = queue.approve(visit.parts.database, visit.decision())
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)


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
    return done(visit.back, draft.id)
