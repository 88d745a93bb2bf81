"""The same decision about several drafts, each by itself: one that fails stops none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.desk.planning import When, slots_of
from aggregator.model.draft import Draft
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.web.answer import Answer, Shown
from aggregator.web.pages.aside import morning
from aggregator.web.pages.reasons import REASONS
from aggregator.web.visit import Visit

_PICK = "pick-"
_MOST_DIGITS = 18
_DID = {
    "approve": "approved",
    "reject": "rejected",
    "snooze": "put aside",
    "plan": "planned anew",
    "undo": "back in the queue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one of them; `trouble` is why nothing was done."""

    number: int
    draft: Draft | None = None
    trouble: str | None = None


def decide(visit: Visit) -> Answer:
    """All that were ticked, in the order of the page."""
    verb = visit.form.get("verb", "")
    if verb not in _DID:
        raise RefusedError("It is not said what to do", remedy="choose a button")
    picked = list(_picked(visit))
    if not picked:
        raise RefusedError(
            "No draft was ticked", remedy="go back and tick those that you mean"
        )
    act = _act(visit, verb)
    values = {
        "results": tuple(_one(visit, decision, act) for decision in picked),
        "did": _DID[verb],
        "verb": verb,
        "to": visit.back,
    }
    return Shown(template="bulk.html", values=values)


def _act(visit: Visit, verb: str) -> Callable[[Decision], Draft]:
    database = visit.parts.database
    if verb == "reject":
        why = REASONS["not-for-us"]
        return lambda decision: queue.reject(database, decision, why)
    if verb == "undo":
        return lambda decision: queue.undo(database, decision)
    if verb == "plan":
        return lambda decision: _plan(visit, decision)
    if verb == "snooze":
        until = morning(visit, "tomorrow")
        return lambda decision: queue.snooze(database, decision, until)
    return lambda decision: _approve(visit, decision)


def _approve(visit: Visit, decision: Decision) -> Draft:
    """Into the next slot that is free by then; at once where there are no slots."""
    rules = visit.parts.configuration.checks
    when = _next_slot(visit, decision)
    return queue.approve(visit.parts.database, decision, when, rules=rules)


def _plan(visit: Visit, decision: Decision) -> Draft:
    """What is approved, but was missed, into the next slot that is free."""
    rules = visit.parts.configuration.checks
    when = _next_slot(visit, decision)
    if when is None:
        raise RefusedError(
            "The account has no slots", remedy="open it, and choose a time of its own"
        )
    return queue.plan(visit.parts.database, decision, when, rules=rules)


def _next_slot(visit: Visit, decision: Decision) -> When | None:
    council = visit.parts.configuration.council
    draft = cards.one(visit.parts.database, decision.draft, visit.now).draft
    slots = slots_of(council, draft.network)
    return When(timezone=council.timezone, slots=slots) if slots else None


def _one(visit: Visit, decision: Decision, act: Callable[[Decision], Draft]) -> Result:
    try:
        return Result(number=decision.draft, draft=act(decision))
    except (ConflictError, RefusedError, NotFoundError) as error:
        draft = None
        if not isinstance(error, NotFoundError):
            draft = cards.one(visit.parts.database, decision.draft, visit.now).draft
        return Result(number=decision.draft, draft=draft, trouble=str(error))


def _picked(visit: Visit) -> Iterator[Decision]:
    for name, value in visit.form.items():
        number = name.removeprefix(_PICK)
        if number == name or not (_is_number(number) and _is_number(value)):
            continue
        yield Decision(
            person=visit.who, draft=int(number), revision=int(value), now=visit.now
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
