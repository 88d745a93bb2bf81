"""Coming in by a link or by a password, and going out."""

from aggregator.desk import people
from aggregator.model.errors import RefusedError
from aggregator.web.answer import DOOR, SESSION, Answer, Sent, Shown
from aggregator.web.visit import Visit, local

# One sentence for an unknown name and a wrong password: it gives no name away.
_REFUSED = "That name and password do not belong together"
_SPENT = (
    "This link was used already, or is older than a day. "
    "Ask for a new one, or sign in with your password."
)


def show(visit: Visit) -> Answer:
    """The form for a name and a password."""
    if visit.person is not None:
        return Sent(to="/")
    return _form(wanted=local(visit.asked("next")))


def by_password(visit: Visit) -> Answer:
    """In, if the two belong together."""
    name, password = visit.form.get("name", ""), visit.form.get("password", "")
    wanted = local(visit.form.get("next"))
    client = visit.request.client
    try:
        session = people.enter_by_password(
            visit.parts.database,
            name,
            password,
            visit.now,
            client.host if client else "",
        )
    except RefusedError as error:
        return _form(wanted=wanted, name=name, error=str(error), status=429)
    if session is None:
        return _form(wanted=wanted, name=name, error=_REFUSED, status=422)
    return _in(visit, session, wanted or "/")


def show_link(visit: Visit) -> Answer:
    """A button for the link: what only looks at an address does not use it up."""
    token = visit.request.path_params["token"]
    if not people.is_link_good(visit.parts.database, token, visit.now):
        return _form(error=_SPENT, status=410)
    return Shown(template="sign_in_link.html")


def by_link(visit: Visit) -> Answer:
    """In by the link, once; a person without a password is offered to set one."""
    database = visit.parts.database
    session = people.enter_by_link(
        database, visit.request.path_params["token"], visit.now
    )
    if session is None:
        return _form(error=_SPENT, status=422)
    entered = people.session(database, session, visit.now)
    first = entered is not None and not entered.person.has_password
    return _in(visit, session, "/account?first=1" if first else "/")


def leave(visit: Visit) -> Answer:
    """Out of this browser."""
    people.leave(visit.parts.database, visit.request.cookies.get(SESSION, ""))
    return Sent(to="/sign-in", cookies={SESSION: None})


def _in(visit: Visit, session: str, to: str) -> Sent:
    """Signed in; whoever was in this browser before is out."""
    if earlier := visit.request.cookies.get(SESSION):
        people.leave(visit.parts.database, earlier)
    return Sent(to=to, cookies={SESSION: session, DOOR: None})


def _form(
    *,
    wanted: str | None = None,
    name: str = "",
    error: str | None = None,
    status: int = 200,
) -> Shown:
    values = {"wanted": wanted, "name": name, "error": error}
    return Shown(template="sign_in.html", values=values, status=status)
