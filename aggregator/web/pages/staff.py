"""The people of the desk: invited by a link, given a role, signed out, shut out."""

from aggregator.desk import people, staff
from aggregator.model.council import Person, Role
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.visit import Visit

_MOST_DIGITS = 18


def show(visit: Visit) -> Answer:
    """Everybody, and the form to invite somebody."""
    return _page(visit)


def invite(visit: Visit) -> Answer:
    """A new person and their link, which is shown this once."""
    form = visit.form
    try:
        person, token = staff.invite(
            visit.parts.database,
            visit.who,
            form.get("name", ""),
            _role(form.get("role")),
            visit.now,
            form.get("email", "").strip() or None,
        )
    except (ConflictError, RefusedError) as error:
        return _page(visit, error=error, status=422)
    return _page(visit, invited=person, link=_link(visit, token))


def act(visit: Visit) -> Answer:
    """Something about one of them."""
    database, number = visit.parts.database, _number(visit)
    verb = visit.form.get("verb")
    try:
        if verb == "link":
            person, token = staff.new_link(database, visit.who, number, visit.now)
            return _page(visit, invited=person, link=_link(visit, token))
        if verb == "sign-out":
            staff.sign_out(database, visit.who, number, visit.now)
        elif verb == "shut-out":
            staff.shut_out(database, visit.who, number, visit.now)
        elif verb == "role":
            role = _role(visit.form.get("role"))
            staff.change_role(database, visit.who, number, role, visit.now)
    except RefusedError as error:
        return _page(visit, error=error, status=422)
    return Sent(to="/sign-in" if number == visit.who.id else "/people")


def _page(
    visit: Visit,
    *,
    error: Exception | None = None,
    status: int = 200,
    invited: Person | None = None,
    link: str | None = None,
) -> Shown:
    values = {
        "everybody": people.everybody(visit.parts.database),
        "browsers": staff.browsers(visit.parts.database, visit.now),
        "roles": tuple(Role),
        "elsewhere": visit.parts.configuration.sign_in,
        "typed": visit.form if error else {},
        "error": error,
        "invited": invited,
        "link": link,
    }
    return Shown(template="people.html", values=values, status=status)


def _link(visit: Visit, token: str) -> str:
    base = visit.parts.configuration.desk.address or str(visit.request.base_url)
    return f"{base.rstrip('/')}/sign-in/{token}"


def _role(name: str | None) -> Role:
    return next((role for role in Role if role == name), Role.CONTRIBUTOR)


def _number(visit: Visit) -> int:
    written = str(visit.request.path_params["person"])
    if not (written.isascii() and written.isdigit()) or len(written) > _MOST_DIGITS:
        raise NotFoundError("There is nobody of that number on this desk")
    return int(written)
