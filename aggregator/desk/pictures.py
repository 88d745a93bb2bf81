"""How a draft's picture is cut, and what it shows in words."""

import re

from aggregator.desk.album import NONE, WHOLE
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned
from aggregator.model.draft import Draft
from aggregator.model.errors import RefusedError
from aggregator.store import drafts, dressing
from aggregator.store.database import Database

# As long as X and Bluesky take it (docs.x.com, docs.bsky.app, read 2026-11).
LONGEST_ALT = 1_000
DECORATIVE = "only for decoration"
FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|heic)", re.IGNORECASE)
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


def frame(
    database: Database,
    decision: Decision,
    focus: str | None,
    alt: str,
    *,
    decorative: bool = False,
) -> Draft:
    """Cut the picture around that point, nowhere ("whole"), or where we would.

    With "none" it is posted without it. `alt` says what it shows, to who cannot see it;
    a picture that is `decorative` shows nothing that they would miss.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: there is no such point, the words are too long, it is described
            and called decorative, or the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    if focus is not None and focus not in {NONE, WHOLE, *POINTS}:
        raise RefusedError(f"There is no point {focus[:20]} in a picture")
    words = said_of(alt, decorative=decorative)
    with database.transaction() as connection:
        before = drafts.load(connection, decision.draft)
        after = dressing.frame(
            connection,
            decision.draft,
            revision=decision.revision,
            focus=focus,
            alt=words,
            decorative=decorative,
            by=decision.person.name,
            now=decision.now,
        )
        if _told(before) != _told(after):
            write_down(connection, decision, "describe", _told(before), _told(after))
        if before.image_focus != focus:
            write_down(connection, decision, "frame", before.image_focus, focus)
    return after


def said_of(alt: str, *, decorative: bool) -> str | None:
    """What a picture shows, or nothing where a person says there is nothing to tell.

    Raises:
        RefusedError: both are said of it, or the words will not do.
    """
    words = described(alt)
    if words and decorative:
        raise RefusedError(
            "The picture is described, and said to be there for decoration only",
            remedy="take out the description, or untick the box",
        )
    return words


def _told(draft: Draft) -> str | None:
    return DECORATIVE if draft.image_decorative else draft.image_alt


def described(alt: str) -> str | None:
    """What a picture shows, as a person typed it; nothing where they did not.

    Raises:
        RefusedError: it is longer than the networks take, or only a file's name.
    """
    words = " ".join(cleaned(alt).split())
    if len(words) > LONGEST_ALT:
        raise RefusedError(
            f"The description has {len(words):,} characters",
            remedy=f"the networks take {LONGEST_ALT:,}; two sentences read best",
        )
    if FILE_NAME.fullmatch(words):
        raise RefusedError(
            f"“{words}” is the name of a file, and says nothing of what it shows",
            remedy="describe the picture to somebody who cannot see it",
        )
    return words or None
