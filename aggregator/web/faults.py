"""Errors as pages: what happened, what to do, and what was typed."""

from aggregator.model.errors import (
    AggregatorError,
    ConfigurationError,
    ConflictError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
    StoreLockedError,
)
from aggregator.web.answer import Shown
from aggregator.web.carrying import turned_away
from aggregator.web.visit import Visit

_STATUS: tuple[tuple[type[AggregatorError], int, str], ...] = (
    (NotFoundError, 404, "There is nothing here"),
    (NotAllowedError, 403, "You may not do that"),
    (ConflictError, 409, "It was changed meanwhile"),
    (RefusedError, 422, "That did not work"),
    (ConfigurationError, 422, "sources.toml has a fault"),
    (StoreLockedError, 503, "The desk is busy"),
)


def explained(visit: Visit, error: AggregatorError) -> Shown:
    """The error in its own words."""
    for kind, status, title in _STATUS:
        if isinstance(error, kind):
            return _fault(visit, status, title, error.message, error.remedy)
    return _fault(
        visit, 500, "Something is wrong with the desk", error.message, error.remedy
    )


def lost() -> Shown:
    """No such address."""
    values = {
        "title": "There is nothing here",
        "message": "No page of the desk has this address",
        "remedy": "perhaps a letter is missing, or it was a sign-in link cut in two",
        "typed": None,
    }
    return Shown(template="fault.html", values=values, status=404)


def stale_form(visit: Visit) -> Shown:
    """A form that is not of this session, with what was typed in it."""
    carried = turned_away(visit)
    if visit.person is None and carried is not None:
        values = {"carried": carried, "name": ""}
        return Shown(template="signed_out.html", values=values, status=403)
    if visit.person is None:
        message, remedy = "You are signed out", "sign in and do it again"
    elif carried is not None:
        return Shown(template="carried.html", values={"carried": carried}, status=403)
    else:
        message = "This form is from before you last signed in"
        remedy = "go back, load the page again and do it once more"
    return _fault(visit, 403, "Nothing was changed", message, remedy)


def too_long() -> Shown:
    """A form with more in it than any of ours."""
    values = {
        "title": "That is too long",
        "message": "The form holds more than the desk takes",
        "remedy": "shorten the text, or send a photo of 25 MB at most",
        "typed": None,
    }
    return Shown(template="fault.html", values=values, status=413)


def _fault(
    visit: Visit, status: int, title: str, message: str, remedy: str | None
) -> Shown:
    values = {
        "title": title,
        "message": message,
        "remedy": remedy,
        "typed": visit.form.get("text") or visit.form.get("comment"),
    }
    return Shown(template="fault.html", values=values, status=status)
