"""One's own password, and signing out everywhere."""

from aggregator.desk import people
from aggregator.model.errors import RefusedError
from aggregator.run.plan import calendar_key
from aggregator.web.answer import SESSION, Answer, Sent, Shown
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """The password's form; at the first visit it may be left for later."""
    return _form(visit, first=visit.asked("first") is not None)


def set_password(visit: Visit) -> Answer:
    """Keep a new password."""
    first = visit.form.get("first") == "1"
    try:
        people.set_password(
            visit.parts.database,
            visit.who,
            visit.form.get("password", ""),
            visit.now,
        )
    except RefusedError as error:
        return _form(visit, first=first, error=error, status=422)
    return Sent(to="/" if first else "/account?kept=1")


def use_keys(visit: Visit) -> Answer:
    """Single keys in the queue, or none."""
    wanted = visit.form.get("keys") == "on"
    people.use_keys(visit.parts.database, visit.who, wanted=wanted)
    return Sent(to=visit.back)


def leave_everywhere(visit: Visit) -> Answer:
    """Out of every browser."""
    people.leave_everywhere(visit.parts.database, visit.who)
    return Sent(to="/sign-in", cookies={SESSION: None})


def _form(
    visit: Visit, *, first: bool, error: RefusedError | None = None, status: int = 200
) -> Shown:
    base = str(visit.request.base_url)
    values = {
        "first": first,
        "error": error,
        "least": people.PASSWORD_AT_LEAST,
        "calendar": f"{base}calendar/{calendar_key(visit.parts)}/plan.ics",
    }
    return Shown(template="account.html", values=values, status=status)
