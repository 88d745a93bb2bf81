"""How a draft's picture is cut."""

from aggregator.desk.album import WHOLE
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.roles import Action, require
from aggregator.model.draft import Draft
from aggregator.model.errors import RefusedError
from aggregator.store import drafts
from aggregator.store.database import Database

# Nine points that a person can name, in per cents from the left and from the top.
POINTS = {
    "17-17": "top left",
    "50-17": "top",
    "83-17": "top right",
    "17-50": "left",
    "50-50": "middle",
    "83-50": "right",
    "17-83": "bottom left",
    "50-83": "bottom",
    "83-83": "bottom right",
}


def frame(database: Database, decision: Decision, focus: str | None) -> Draft:
    """Cut the picture around that point, nowhere ("whole"), or where we would.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: there is no such point, or the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    if focus is not None and focus not in {WHOLE, *POINTS}:
        raise RefusedError(f"There is no point {focus[:20]} in a picture")
    with database.transaction() as connection:
        before = drafts.load(connection, decision.draft)
        after = drafts.frame(
            connection,
            decision.draft,
            revision=decision.revision,
            focus=focus,
            by=decision.person.name,
            now=decision.now,
        )
        write_down(connection, decision, "frame", before.image_focus, focus)
    return after
