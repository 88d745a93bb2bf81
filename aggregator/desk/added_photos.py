"""A photo that an editor adds: described, allowed to be shown, and kept."""

import hashlib
from dataclasses import dataclass

from aggregator.desk.album import Album
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.photos import develop
from aggregator.desk.pictures import described
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned
from aggregator.model.draft import ADDED, Draft, Illustration, State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import drafts, dressing
from aggregator.store.database import Database

# Who can be known in a photo must have agreed to be shown, and somebody must be able
# to find that again; of a crowd it is enough that a notice told it (ico.org.uk).
BASES = {
    "nobody": "Nobody in it can be recognised",
    "crowd": "A crowd, told by a notice where it was taken",
    "agreed": "Everybody in it has agreed",
}
_NEEDS_RECORD = "agreed"
_LONGEST_NOTE = 200
_WRONG_KINDS = (
    (4, b"ftypavif", "an AVIF picture"),
    (0, b"%PDF", "a PDF"),
    (0, b"II*\0", "a TIFF or raw photo"),
    (0, b"MM\0*", "a TIFF or raw photo"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an SVG drawing"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as a person sent it, and what they typed beside it.

    `basis` is one of `BASES`; `record` says where an agreement is kept.
    """

    body: bytes
    alt: str
    basis: str
    record: str = ""
    credit: str = ""


def attach(
    database: Database, album: Album, decision: Decision, upload: Upload
) -> Draft:
    """Put that photo in place of any picture the draft has.

    What it tells of camera and place is not kept.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it is no photo, nobody says what it shows or why it may be shown,
            or the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    _require_current(database, decision)
    picture = prepare(album, upload)
    with database.transaction() as connection:
        before = drafts.load(connection, decision.draft)
        after = dressing.illustrate(
            connection,
            decision.draft,
            revision=decision.revision,
            picture=picture,
            by=decision.person.name,
            now=decision.now,
        )
        told = f"{picture.consent}; {picture.alt}"
        write_down(connection, decision, "add photo", before.image, told)
    return after


def prepare(album: Album, upload: Upload) -> Illustration:
    """Measure a photo and keep it, for a draft to show.

    Raises:
        RefusedError: it is no photo, or nobody says what it shows or why it may be.
    """
    alt, consent, credit = described(upload.alt), _consent(upload), _note(upload.credit)
    if alt is None:
        raise RefusedError(
            "The photo needs a description",
            remedy="say in a sentence what it shows, to somebody who cannot see it",
        )
    _require_photo(upload.body)
    photo = develop(upload.body)
    address = ADDED + hashlib.blake2b(photo.jpeg, digest_size=16).hexdigest()
    # First the file, then the row: a draft never names a photo that is not there.
    album.keep(address, photo)
    return Illustration(address=address, alt=alt, consent=consent, credit=credit)


def _require_current(database: Database, decision: Decision) -> None:
    """Nothing is opened or kept for a draft that will not have it."""
    with database.reading() as connection:
        draft = drafts.load(connection, decision.draft)
    if draft.revision != decision.revision:
        raise ConflictError(
            "Somebody changed this draft meanwhile",
            remedy="look at it again, then add the photo",
        )
    if draft.state is not State.WAITING:
        raise RefusedError(
            "Only a draft that waits can have another photo",
            remedy="take it back to the queue first",
        )


def _consent(upload: Upload) -> str:
    words = BASES.get(upload.basis)
    if words is None:
        raise RefusedError(
            "It is not said why the photo may be shown",
            remedy="choose whether anybody can be recognised in it",
        )
    record = _note(upload.record)
    if upload.basis == _NEEDS_RECORD and record is None:
        raise RefusedError(
            "It is not said where their agreement is kept",
            remedy="write the number or place of the form",
        )
    return f"{words} ({record})" if record else words


def _note(typed: str) -> str | None:
    words = " ".join(cleaned(typed).split())
    if len(words) > _LONGEST_NOTE:
        raise RefusedError(
            f"That has {len(words):,} characters beside a photo",
            remedy=f"shorten it to {_LONGEST_NOTE}",
        )
    return words or None


def _require_photo(body: bytes) -> None:
    if not body:
        raise RefusedError("No photo was chosen", remedy="choose a file, then add it")
    for start, sign, words in _WRONG_KINDS:
        if body[start : start + len(sign)] == sign:
            raise RefusedError(
                f"That file is {words}", remedy="save it as a JPEG or PNG and add that"
            )
