"""Everything stops, and goes on, by a person's word."""

from aggregator.desk import holds
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:  # noqa: ARG001  a page's signature
    """What a hold is, and the button."""
    return Shown(template="hold.html", values={"error": None})


def hold(visit: Visit) -> Answer:
    """Stop."""
    reason = visit.form.get("reason", "")
    try:
        holds.hold(visit.parts.database, visit.who, reason, visit.now)
    except (ConflictError, RefusedError) as error:
        return Shown(template="hold.html", values={"error": error}, status=422)
    return Sent(to="/hold")


def release(visit: Visit) -> Answer:
    """Go on; nothing fires by itself."""
    try:
        holds.release(visit.parts.database, visit.who, visit.now)
    except ConflictError as error:
        return Shown(template="hold.html", values={"error": error}, status=409)
    return Sent(to="/hold")
