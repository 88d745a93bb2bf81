"""Coming in by a link or by a password, and going out."""

from dataclasses import replace
from urllib.parse import quote, unquote

from aggregator.desk import people
from aggregator.model.errors import NotAllowedError, RefusedError
from aggregator.run import elsewhere
from aggregator.web.answer import DOOR, ELSEWHERE, SESSION, Answer, Sent, Shown
from aggregator.web.carrying import brought
from aggregator.web.cookies import kept
from aggregator.web.tokens import token
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
    return _form(visit, wanted=local(visit.asked("next")))


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
        return _form(visit, wanted=wanted, name=name, error=str(error), status=429)
    if session is None:
        return _form(visit, wanted=wanted, name=name, error=_REFUSED, status=422)
    entered = _in(visit, session, wanted or "/")
    return _with_what_was_typed(visit, session, entered)


def _with_what_was_typed(visit: Visit, session: str, entered: Sent) -> Answer:
    """On, or first back to the form that a session ended in the middle of."""
    carried = brought(visit)
    known = people.session(visit.parts.database, session, visit.now)
    if carried is None or known is None:
        return entered
    values = {
        "carried": carried,
        "person": known.person,
        "csrf": token(known.csrf),
        "here": carried.to,
    }
    return Shown(template="carried.html", values=values, cookies=entered.cookies)


def show_link(visit: Visit) -> Answer:
    """A button for the link: what only looks at an address does not use it up."""
    token = visit.request.path_params["token"]
    if not people.is_link_good(visit.parts.database, token, visit.now):
        return _form(visit, error=_SPENT, status=410)
    return Shown(template="sign_in_link.html")


def by_link(visit: Visit) -> Answer:
    """In by the link, once; a person without a password is offered to set one."""
    database = visit.parts.database
    session = people.enter_by_link(
        database, visit.request.path_params["token"], visit.now
    )
    if session is None:
        return _form(visit, error=_SPENT, status=422)
    entered = people.session(database, session, visit.now)
    first = entered is not None and not entered.person.has_password
    return _in(visit, session, "/account?first=1" if first else "/")


def go_elsewhere(visit: Visit) -> Answer:
    """On to the council's own sign-in."""
    wanted = local(visit.asked("next")) or "/"
    try:
        begun = elsewhere.begin(visit.parts, _back(visit))
    except RefusedError as error:
        return _form(visit, wanted=wanted, error=str(error), status=502)
    return Sent(to=begun.address, cookies={ELSEWHERE: f"{begun.keeps} {quote(wanted)}"})


def back_from_elsewhere(visit: Visit) -> Answer:
    """In, if the provider knows them and they were invited here."""
    began, _, wanted = (kept(ELSEWHERE, visit.request) or "").rpartition(" ")
    back = _back(visit)
    came = f"{back}?{visit.request.url.query}"
    try:
        known = elsewhere.finish(visit.parts, back, came, began)
        session = people.enter_from_elsewhere(
            visit.parts.database, known.id, known.email, visit.now
        )
    except (NotAllowedError, RefusedError) as error:
        answer = _form(visit, error=str(error), status=422)
        return replace(answer, cookies={ELSEWHERE: None})
    entered = _in(visit, session, local(unquote(wanted)) or "/")
    return replace(entered, cookies={**entered.cookies, ELSEWHERE: None})


def _back(visit: Visit) -> str:
    """The page to come back to, as the provider has it in its list."""
    base = visit.parts.configuration.desk.address or str(visit.request.base_url)
    return f"{base.rstrip('/')}/sign-in/back"


def leave(visit: Visit) -> Answer:
    """Out of this browser."""
    people.leave(visit.parts.database, kept(SESSION, visit.request) or "")
    return Sent(to="/sign-in", cookies={SESSION: None})


def _in(visit: Visit, session: str, to: str) -> Sent:
    """Signed in; whoever was in this browser before is out."""
    if earlier := kept(SESSION, visit.request):
        people.leave(visit.parts.database, earlier)
    return Sent(to=to, cookies={SESSION: session, DOOR: None})


def _form(
    visit: Visit,
    *,
    wanted: str | None = None,
    name: str = "",
    error: str | None = None,
    status: int = 200,
) -> Shown:
    values: dict[str, object] = {"wanted": wanted, "name": name, "error": error}
    values["elsewhere"] = visit.parts.configuration.sign_in
    values["carried"] = brought(visit)
    return Shown(template="sign_in.html", values=values, status=status)
