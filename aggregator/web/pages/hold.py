"""Everything stops, and goes on, by a person's word."""

from datetime import date

from aggregator.desk import holds
from aggregator.desk.holds import Stop
from aggregator.desk.missed import missed
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.plan import HoldKind
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.photo_form import today_of
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """What a hold is, the button, and what was missed."""
    return _page(visit)


def hold(visit: Visit) -> Answer:
    """Stop; what was typed stays in the form if something is wrong."""
    try:
        wanted = Stop(
            kind=_kind(visit.form.get("kind")),
            until=_day(visit.form.get("until", "")),
            reason=visit.form.get("reason", ""),
        )
        holds.stop(visit.parts.database, visit.who, wanted, today_of(visit), visit.now)
    except (ConflictError, RefusedError) as error:
        return _page(visit, error=error, status=422)
    return Sent(to="/hold")


def release(visit: Visit) -> Answer:
    """Go on; nothing fires by itself."""
    try:
        holds.release(visit.parts.database, visit.who, visit.now)
    except ConflictError as error:
        return _page(visit, error=error, status=409)
    return Sent(to="/hold?said=over")


def _page(visit: Visit, *, error: Exception | None = None, status: int = 200) -> Shown:
    values = {
        "error": error,
        "said": visit.asked("said"),
        "typed": visit.form,
        "kinds": tuple(HoldKind),
        "missed": missed(visit.parts.database, visit.now),
        "today": today_of(visit),
        "periods": visit.parts.configuration.checks.pre_elections,
    }
    return Shown(template="hold.html", values=values, status=status)


def _kind(name: str | None) -> HoldKind:
    return next((kind for kind in HoldKind if kind == name), HoldKind.OTHER)


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise RefusedError(
            "That is no last day", remedy="write it as 2027-05-06, or leave it out"
        ) from None
