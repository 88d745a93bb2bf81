"""What goes with a draft's words: its campaign and its picture."""

from datetime import datetime

from sqlalchemy import Connection

from aggregator.model.draft import Draft, Illustration
from aggregator.store import draft_words
from aggregator.store.held import change, held, require_waiting

_OF_PICTURE = (
    *("image", "image_alt", "image_focus"),
    *("image_consent", "image_credit", "image_until"),
)


def join(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    campaign: str | None,
    text: str,
    by: str,
    now: datetime,
) -> Draft:
    """The draft as one of that campaign, with the words for it.

    It counts as ours still where no person had written any.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    draft_words.keep(connection, draft_id, text)
    values = {"campaign": campaign, "text": text}
    if before.text == before.composed:
        values["composed"] = text
    return change(connection, before, values, by, now)


def frame(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    focus: str | None,
    alt: str | None,
    decorative: bool,
    by: str,
    now: datetime,
) -> Draft:
    """The draft with its picture cut there, and what it shows in words.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    values = {"image_focus": focus, "image_alt": alt, "image_decorative": decorative}
    return change(connection, before, values, by, now)


def illustrate(
    connection: Connection,
    draft_id: int,
    *,
    revision: int,
    picture: Illustration,
    by: str,
    now: datetime,
) -> Draft:
    """The draft with a photo that a person added, in place of any it had.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
        RefusedError: it does not wait.
    """
    before = held(connection, draft_id, revision)
    require_waiting(before)
    values = {
        "image": picture.address,
        "image_alt": picture.alt,
        "image_decorative": picture.decorative,
        "image_consent": picture.consent,
        "image_credit": picture.credit,
        "image_until": picture.until,
        "image_focus": None,
    }
    return change(connection, before, values, by, now)


def undress(
    connection: Connection, draft_id: int, *, revision: int, by: str, now: datetime
) -> Draft:
    """The draft without its picture, whatever state it is in.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed since `revision`.
    """
    before = held(connection, draft_id, revision)
    values = {**dict.fromkeys(_OF_PICTURE), "image_decorative": False}
    return change(connection, before, values, by, now)
