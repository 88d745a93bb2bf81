"""What this person did a moment ago, which the page they come back to says."""

from dataclasses import dataclass

from aggregator.desk import browse, cards
from aggregator.desk.cards import Card
from aggregator.model.errors import NotFoundError
from aggregator.web.answer import DONE, EDITED, PUT_RIGHT
from aggregator.web.cookies import kept
from aggregator.web.visit import Visit

# A longer number is none that the store gives.
_LONGEST = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class JustDone:
    """The draft as it is now, and what was done, where its state does not say it.

    `before` is the text that other words were put in place of: they can be undone.
    """

    card: Card
    did: str | None
    before: str | None = None


def just_done(visit: Visit) -> JustDone | None:
    """What a form left in the browser; nothing where it did nothing, or is odd."""
    number, _, did = (kept(DONE, visit.request) or "").partition(".")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST):
        return None
    try:
        card = cards.one(visit.parts.database, int(number), visit.now)
    except NotFoundError:
        return None
    before = _before(visit, card) if did in {EDITED, PUT_RIGHT} else None
    return JustDone(card=card, did=did or None, before=before)


def _before(visit: Visit, card: Card) -> str | None:
    """The text that was there before the newest words; nothing if they are the same."""
    lines = browse.history(visit.parts.database, f"draft {card.draft.id}", 1)
    newest = next(iter(lines), None)
    if newest is None or newest.after != card.draft.text:
        return None
    return newest.before
