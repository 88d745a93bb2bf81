"""A colleague hands something in, sees what became of it, and is answered."""

import re
import secrets
from datetime import datetime

from aggregator.desk import submissions
from aggregator.desk.added_photos import BASES, prepare, replace_everywhere
from aggregator.desk.photos import develop
from aggregator.desk.submissions import Submission
from aggregator.model.draft import Illustration
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.facts import Kind
from aggregator.web.answer import EDITED, Answer, Sent, Shown, done
from aggregator.web.pages.decide import local_moment
from aggregator.web.pages.draft import refused
from aggregator.web.pages.photo_form import today_of, upload_of
from aggregator.web.visit import Visit

_KEY = re.compile(r"[0-9a-f]{16,64}")
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
            key=_key(visit),
        )
        made = submissions.submit(
            visit.parts.database, council, visit.who, submission, visit.now
        )
    except RefusedError as error:
        return _page(visit, error=error, status=422)
    return Sent(to=f"/submit?sent={made[0].id if made else 'before'}")


def offline(visit: Visit) -> Answer:
    """The same form for a telephone without a connection, with nothing of anybody."""
    return Shown(template="submit.html", values=_form(visit) | {"offline": True})


def look(visit: Visit) -> Answer:
    """A piece of a page: what is wrong with a photo, while another can be taken."""
    try:
        faults = develop(upload_of(visit).body).measures.faults
    except RefusedError as error:
        return Shown(template="photo_said.html", values={"error": error})
    return Shown(template="photo_said.html", values={"faults": faults})


def take_another(visit: Visit) -> Answer:
    """A better photo in place of one that was handed in a moment ago."""
    parts, address = visit.parts, visit.form.get("instead", "")
    body = upload_of(visit).body
    try:
        replace_everywhere(
            parts.database, parts.album, visit.who, address, body, visit.now
        )
    except RefusedError as error:
        return _page(visit, error=error, status=422)
    sent = visit.form.get("sent", "")
    return Sent(to=f"/submit?sent={sent if _is_number(sent) else 'before'}")


def change(visit: Visit) -> Answer:
    """Its author writes it anew, as long as it waits."""
    typed = visit.form.get("text", "")
    try:
        submissions.change(visit.parts.database, visit.decision(), typed)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, typed=typed)
    return done(f"/drafts/{visit.number()}", visit.number(), EDITED)


def ask(visit: Visit) -> Answer:
    """An editor asks the author to change it."""
    try:
        submissions.ask(
            visit.parts.database, visit.decision(), visit.form.get("comment", "")
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, said=visit.form.get("comment"))
    return done(visit.back, visit.number())


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
    mine = submissions.brought_by(visit.parts.database, visit.who)
    sent = visit.asked("sent") or visit.form.get("sent")
    values = _form(visit) | {
        "mine": mine,
        "error": error,
        "sent": sent is not None and error is None,
        "handed_in": next((one for one in mine if str(one.id) == sent), None),
    }
    return Shown(template="submit.html", values=values, status=status)


def _form(visit: Visit) -> dict[str, object]:
    return {
        "kinds": KINDS,
        "bases": BASES,
        "typed": visit.form,
        "key": _key(visit) or secrets.token_hex(16),
    }


def _key(visit: Visit) -> str | None:
    """The key of the form; none where it is not one of ours."""
    found = visit.form.get("key", "")
    return found if _KEY.fullmatch(found) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


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
