"""A photo that an editor adds: described, allowed to be shown, and kept."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from aggregator.desk.album import Album
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.photos import develop
from aggregator.desk.pictures import DECORATIVE, said_of
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned
from aggregator.model.council import Person
from aggregator.model.draft import ADDED, Draft, Illustration, State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import drafts, dressing, photos
from aggregator.store.database import Connection, Database

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

    `basis` is one of `BASES`; `record` says where an agreement is kept, `until` the
    last day that was agreed to, as 2027-05-31. With `decorative` they say that there is
    nothing in it to describe, instead of describing it.
    """

    body: bytes
    alt: str
    basis: str
    record: str = ""
    credit: str = ""
    until: str = ""
    decorative: bool = False


def attach(
    database: Database, album: Album, decision: Decision, upload: Upload, today: date
) -> Draft:
    """Put that photo in place of any picture the draft has.

    Its author may, as an editor may. What it tells of camera and place is not kept.

    Raises:
        NotAllowedError: the person is neither an editor nor who brought the draft.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it is no photo, nobody says what it shows or why it may be shown,
            or the draft does not wait.
    """
    _require_current(database, decision)
    picture = prepare(album, upload, today)
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
        told = f"{picture.consent}; {picture.alt or DECORATIVE}"
        write_down(connection, decision, "add photo", before.image, told)
    return after


def replace_everywhere(  # noqa: PLR0917  whose photo, by which, when
    database: Database,
    album: Album,
    person: Person,
    address: str,
    body: bytes,
    now: datetime,
) -> int:
    """A better photo on all that this person handed in with that one and still waits.

    What they said of the first is true of the second; how many drafts have it now.

    Raises:
        RefusedError: it is no photo, or nothing of theirs waits with the first.
    """
    require(person, Action.SUBMIT)
    with database.reading() as connection:
        theirs = _waiting_with(connection, address, person)
    if not theirs:
        raise RefusedError(
            "Nothing of yours waits with that photo",
            remedy="open what you handed in to see what became of it",
        )
    new = _kept(album, body)
    with database.transaction() as connection:
        for draft in _waiting_with(connection, address, person):
            dressing.illustrate(
                connection,
                draft.id,
                revision=draft.revision,
                picture=_with_what_was_said(draft, new),
                by=person.name,
                now=now,
            )
            decision = Decision(
                person=person, draft=draft.id, revision=draft.revision, now=now
            )
            write_down(connection, decision, "add photo", address, new)
    return len(theirs)


def prepare(album: Album, upload: Upload, today: date) -> Illustration:
    """Measure a photo and keep it, for a draft to show.

    Raises:
        RefusedError: it is no photo, nobody says what it shows or why it may be, or it
            may be no more.
    """
    alt = said_of(upload.alt, decorative=upload.decorative)
    consent, credit = _consent(upload), _note(upload.credit)
    until = _until(upload.until, today)
    if alt is None and not upload.decorative:
        raise RefusedError(
            "The photo needs a description",
            remedy="say in a sentence what it shows, or that it is only for decoration",
        )
    return Illustration(
        address=_kept(album, upload.body),
        alt=alt,
        decorative=upload.decorative,
        consent=consent,
        credit=credit,
        until=until,
    )


def _kept(album: Album, body: bytes) -> str:
    """The address of that photo in the album."""
    _require_photo(body)
    photo = develop(body)
    address = ADDED + hashlib.blake2b(photo.jpeg, digest_size=16).hexdigest()
    # First the file, then the row: a draft never names a photo that is not there.
    album.keep(address, photo)
    return address


def _waiting_with(
    connection: Connection, address: str, person: Person
) -> tuple[Draft, ...]:
    return tuple(
        draft
        for draft in photos.showing(connection, address)
        if draft.brought_by == person.name and draft.state is State.WAITING
    )


def _with_what_was_said(draft: Draft, address: str) -> Illustration:
    return Illustration(
        address=address,
        alt=draft.image_alt,
        decorative=draft.image_decorative,
        consent=draft.image_consent or "",
        credit=draft.image_credit,
        until=draft.image_until,
    )


def _require_current(database: Database, decision: Decision) -> None:
    """Nothing is opened or kept for a draft that will not have it."""
    with database.reading() as connection:
        draft = drafts.load(connection, decision.draft)
    if draft.brought_by != decision.person.name:
        require(decision.person, Action.DECIDE)
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


def _until(typed: str, today: date) -> date | None:
    if not typed.strip():
        return None
    try:
        until = date.fromisoformat(typed.strip())
    except ValueError:
        raise RefusedError(
            f"{cleaned(typed)[:20]} is no day until which it may be shown",
            remedy="write it as 2027-05-31, or leave it out",
        ) from None
    if until < today:
        raise RefusedError(
            "The day until which it may be shown is past",
            remedy="choose a day to come, or another photo",
        )
    return until


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
