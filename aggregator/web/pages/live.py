"""Live evenings: what is prepared, said and sent while an event happens."""

import secrets

from aggregator.deliver.networks import network
from aggregator.desk import cards, evenings, live_posts
from aggregator.desk.added_photos import BASES, prepare
from aggregator.desk.live_posts import Said
from aggregator.drafts.thread import counts, measured
from aggregator.model.draft import Illustration
from aggregator.model.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from aggregator.model.evening import EARLY, Evening
from aggregator.web.answer import Answer, Sent, Shown
from aggregator.web.pages.photo_form import today_of, upload_of
from aggregator.web.visit import Visit

_ANSWER = "blank-"
_LONGEST_CUE = 80


def show(visit: Visit) -> Answer:
    """The evening that is on, or is next."""
    found = evenings.chosen(visit.parts.configuration.evenings, visit.now)
    if found is None:
        return Shown(template="live_none.html")
    return _page(visit, found)


def one(visit: Visit) -> Answer:
    """One evening, also one that is over."""
    return _page(visit, _evening(visit))


def act(visit: Visit) -> Answer:
    """Send, hand in or say that it is out; what was typed stays if that fails."""
    evening = _evening(visit)
    cue = visit.form.get("cue", "")[:_LONGEST_CUE]
    try:
        _do(visit, evening, cue)
    except (ConflictError, NotAllowedError, RefusedError) as error:
        return _page(visit, evening, error=error, at=cue, status=422)
    return Sent(to=f"/live/{evening.id}?said={cue.removeprefix(evenings.OWN)}")


def count(visit: Visit) -> Answer:
    """A piece of a page: what it would say, and what each network counts of it."""
    text = live_posts.worded(_evening(visit), _said(visit, visit.form.get("cue", "")))
    return Shown(template="live_count.html", values={"text": text, **_counted(visit)})


def _do(visit: Visit, evening: Evening, cue: str) -> None:
    verb, parts = visit.form.get("verb"), visit.parts
    database, council = parts.database, parts.configuration.council
    rules = parts.configuration.checks
    if verb == "posted":
        decision = visit.decision_on(visit.form.get("draft", ""))
        draft = cards.one(database, decision.draft, visit.now).draft
        where = network(draft.network).post_address(visit.form.get("address", ""))
        live_posts.posted(database, evening, decision, where)
    elif verb == "release":
        live_posts.release(database, visit.who, evening, cue, visit.now, rules=rules)
    elif verb == "send":
        said = _said(visit, cue, picture=_picture(visit))
        live_posts.send(
            database, council, visit.who, evening, said, visit.now, rules=rules
        )
    else:
        said = _said(visit, cue, picture=_picture(visit))
        live_posts.use(database, council, visit.who, evening, said, visit.now)


def _said(visit: Visit, cue: str, picture: Illustration | None = None) -> Said:
    answers = {
        name.removeprefix(_ANSWER): text
        for name, text in visit.form.items()
        if name.startswith(_ANSWER)
    }
    text = visit.form.get("text", "")
    return Said(cue=cue, answers=answers, text=text, picture=picture)


def _picture(visit: Visit) -> Illustration | None:
    upload = upload_of(visit)
    return prepare(visit.parts.album, upload, today_of(visit)) if upload.body else None


def _evening(visit: Visit) -> Evening:
    wanted = visit.request.path_params["evening"]
    every = visit.parts.configuration.evenings
    found = next((one for one in every if one.id == wanted), None)
    if found is None:
        raise NotFoundError(f"There is no evening {wanted[:40]}")
    return found


def _counted(visit: Visit) -> dict[str, object]:
    accounts = visit.parts.configuration.council.accounts
    networks = tuple(dict.fromkeys(one.network for one in accounts))
    titles = {name: network(name).title for name in networks}
    return {"networks": titles, "measured": measured, "every": counts}


def _page(
    visit: Visit,
    evening: Evening,
    *,
    error: Exception | None = None,
    at: str = "",
    status: int = 200,
) -> Shown:
    council = visit.parts.configuration.council
    every = visit.parts.configuration.evenings
    said = visit.asked("said")
    sheet = evenings.sheet(visit.parts.database, evening, visit.now)
    values = {
        "sheet": sheet,
        "evening": evening,
        "others": sorted(
            (other for other in every if other.id != evening.id),
            key=lambda other: other.starts,
        ),
        "done": next(
            (cue for cue in sheet.used if cue.key.lstrip(evenings.OWN) == said), None
        ),
        "is_over": visit.now >= evening.ends,
        "is_on": evening.starts <= visit.now < evening.ends,
        "opens": evening.starts - EARLY,
        "is_named": evenings.is_named(evening, visit.who),
        "may_send": evenings.may_send(evening, visit.who, visit.now),
        "key": at if at.startswith(evenings.OWN) else _new_key(),
        "bases": BASES,
        "typed": visit.form,
        "error": error,
        "at": at,
        "by_itself": any(one.by_itself for one in council.accounts),
        "so_far": lambda line: live_posts.worded(evening, Said(cue=line.id)),
        **_counted(visit),
    }
    return Shown(template="live.html", values=values, status=status)


def _new_key() -> str:
    return evenings.OWN + secrets.token_hex(8)
