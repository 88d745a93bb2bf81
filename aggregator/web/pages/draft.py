"""One draft: as it will look, its words to change, and its history."""

from aggregator.desk import browse, cards, queue, submissions
from aggregator.desk.added_photos import BASES, Upload
from aggregator.desk.pictures import POINTS
from aggregator.model.draft import State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import DONE, EDITED, PUT_RIGHT, Answer, Shown, done
from aggregator.web.pages.just_done import just_done
from aggregator.web.pages.queue import names, slots
from aggregator.web.pages.reasons import REASONS
from aggregator.web.visit import Visit

HISTORY = 100


def show(visit: Visit) -> Answer:
    """The draft, with a form to change it while it waits."""
    return shown(visit)


def edit(visit: Visit) -> Answer:
    """Keep other words; what was typed is never lost."""
    typed = visit.form.get("text", "")
    try:
        draft = queue.edit(visit.parts.database, visit.decision(), typed)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error, typed=typed)
    return done(visit.back, draft.id, EDITED)


def put_right(visit: Visit) -> Answer:
    """One thing that a check found, put right as it proposed."""
    rule = visit.form.get("rule", "")
    try:
        draft = queue.put_right(
            visit.parts.database,
            visit.decision(),
            rule,
            rules=visit.parts.configuration.checks,
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id, PUT_RIGHT)


def refused(
    visit: Visit,
    error: ConflictError | RefusedError,
    *,
    typed: str | None = None,
    said: str | None = None,
    upload: Upload | None = None,
) -> Shown:
    """The draft as it is now, why nothing was done, and what was typed."""
    status = 409 if isinstance(error, ConflictError) else 422
    return shown(
        visit, error=error, typed=typed, said=said, upload=upload, status=status
    )


def shown(
    visit: Visit,
    *,
    error: ConflictError | RefusedError | None = None,
    typed: str | None = None,
    said: str | None = None,
    upload: Upload | None = None,
    status: int = 200,
) -> Shown:
    """The page of the draft that the address names."""
    database, number = visit.parts.database, visit.number()
    rules = visit.parts.configuration.checks
    card = cards.one(database, number, visit.now, rules=rules)
    just = just_done(visit)
    values = {
        "card": card,
        "editable": card.draft.state is State.WAITING,
        "readings": browse.readings(database, card.deliveries),
        "history": browse.history(database, f"draft {number}", HISTORY),
        "error": error,
        "conflict": isinstance(error, ConflictError),
        "typed": typed,
        "said": said,
        "comments": submissions.said_of(database, number),
        "is_mine": card.draft.brought_by == visit.who.name,
        "reasons": REASONS,
        "names": names(visit),
        "points": POINTS,
        "bases": BASES,
        "upload": upload,
        "campaigns": visit.parts.configuration.campaigns,
        "slots": slots(visit),
        "done": just,
        "back": f"/drafts/{number}",
    }
    cookies = {DONE: None} if just else {}
    return Shown(template="draft.html", values=values, status=status, cookies=cookies)
