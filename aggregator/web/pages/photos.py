"""The library of photos: look for one, use it again, take it out of use."""

from aggregator.desk import photo_library
from aggregator.model.errors import NotFoundError
from aggregator.web.answer import PHOTO_ADDED, Answer, Sent, Shown, done
from aggregator.web.visit import Visit

_LONGEST = 200


def show(visit: Visit) -> Answer:
    """The photos with the words that were asked for, perhaps to choose one."""
    words = (visit.asked("q") or "").strip()[:_LONGEST] or None
    found = photo_library.library(visit.parts.database, visit.parts.album, words)
    values = {
        "photos": found,
        "search": words,
        "draft": _draft(visit),
        "withdrawn": visit.asked("withdrawn"),
    }
    return Shown(template="photos.html", values=values)


def use(visit: Visit) -> Answer:
    """One of them goes on a draft."""
    parts, decision = visit.parts, visit.decision()
    address = visit.form.get("photo", "")
    photo_library.use_again(parts.database, parts.album, decision, address)
    return done(f"/drafts/{decision.draft}", decision.draft, PHOTO_ADDED)


def withdraw(visit: Visit) -> Answer:
    """One of them, or all that were found, may not be shown any more."""
    parts = visit.parts
    addresses = [visit.form[name] for name in visit.form if name.startswith("photo-")]
    if not addresses:
        raise NotFoundError("No photo was named")
    out = photo_library.withdraw(
        parts.database, parts.album, visit.who, addresses, visit.now
    )
    return Sent(to=f"/photos?withdrawn={'out' if out else 'all'}")


def _draft(visit: Visit) -> tuple[int, int] | None:
    """The number and revision of the draft that a photo is looked for."""
    number, _, revision = (visit.asked("draft") or "").partition(".")
    if number.isascii() and number.isdigit() and revision.isdigit():
        return int(number), int(revision)
    return None
