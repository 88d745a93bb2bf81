"""A colleague hands something in, sees what became of it, and is answered."""

from datetime import datetime

from aggregator.desk import submissions
from aggregator.desk.added_photos import BASES, prepare
from aggregator.desk.submissions import Submission
from aggregator.model.draft import Illustration
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.facts import Kind
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.decide import local_moment
from aggregator.web.pages.draft import refused
from aggregator.web.pages.photo_form import today_of, upload_of
from aggregator.web.visit import Visit

KINDS = (Kind.NEWS, Kind.EVENT, Kind.JOB, Kind.BUSINESS)


def show(visit: Visit) -> Answer:
    """The form, and what became of what was handed in before."""
    return _page(visit)


def send(visit: Visit) -> Answer:
    """Hand it in; what was typed stays in the form if something is wrong."""
    council = visit.parts.configuration.council
    try:
        submission = Submission(
            text=visit.form.get("text", ""),
            kind=_kind(visit.form.get("kind")),
            useful_until=_until(visit),
            picture=_picture(visit),
        )
        submissions.submit(
            visit.parts.database, council, visit.who, submission, visit.now
        )
    except RefusedError as error:
        return _page(visit, error=error, status=422)
    return Sent(to="/submit?sent=1")


def change(visit: Visit) -> Answer:
    """Its author writes it anew, as long as it waits."""
    typed = visit.form.get("text", "")
    try:
        submissions.change(visit.parts.database, visit.decision(), typed)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, typed=typed)
    return Sent(to=f"/drafts/{visit.number()}")


def ask(visit: Visit) -> Answer:
    """An editor asks the author to change it."""
    try:
        submissions.ask(
            visit.parts.database, visit.decision(), visit.form.get("comment", "")
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, said=visit.form.get("comment"))
    return Sent(to=f"/drafts/{visit.number()}#comments")


def comment(visit: Visit) -> Answer:
    """Say something about a draft."""
    said = visit.form.get("comment", "")
    try:
        submissions.comment(
            visit.parts.database, visit.who, visit.number(), said, visit.now
        )
    except RefusedError as error:
        return refused(visit, error, said=said)
    return Sent(to=f"/drafts/{visit.number()}#comments")


def _page(
    visit: Visit, *, error: RefusedError | None = None, status: int = 200
) -> Shown:
    values = {
        "mine": submissions.brought_by(visit.parts.database, visit.who),
        "kinds": KINDS,
        "bases": BASES,
        "typed": visit.form,
        "error": error,
        "sent": visit.asked("sent") is not None and error is None,
    }
    return Shown(template="submit.html", values=values, status=status)


def _kind(name: str | None) -> Kind:
    return next((kind for kind in KINDS if kind == name), Kind.NEWS)


def _picture(visit: Visit) -> Illustration | None:
    upload = upload_of(visit)
    return prepare(visit.parts.album, upload, today_of(visit)) if upload.body else None


def _until(visit: Visit) -> datetime | None:
    written = visit.form.get("at", "").strip()
    if not written:
        return None
    return local_moment(written, visit.parts.configuration.council.timezone)
