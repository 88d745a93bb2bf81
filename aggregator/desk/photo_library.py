"""The photos that people added: found again, used again, and taken out of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aggregator.desk.album import Album
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.draft import Draft, Illustration, State
from aggregator.model.errors import ConflictError, NotFoundError, RefusedError
from aggregator.store import audit, deliveries, drafts, dressing, photos
from aggregator.store.database import Connection, Database

_MOST = 200
WITHDRAWN = "Its photo may not be shown any more: see whether it is worth posting so"
_NO_MORE = "It may not be shown any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A draft that has the photo, and where it can be seen if it is out."""

    draft: Draft
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPhoto:
    """A photo with every draft that has it, the newest first.

    `name` is what the album calls it; `shown` is whether it may still be used.
    """

    address: str
    name: str
    shown: bool
    faults: tuple[str, ...]
    uses: tuple[Use, ...]

    @property
    def newest(self) -> Draft:
        """The draft that knows best what it shows and why it may."""
        return self.uses[0].draft


def library(
    database: Database, album: Album, words: str | None
) -> tuple[LibraryPhoto, ...]:
    """The photos with these words in what was noted of them, the newest first.

    Raises:
        StoreError: the database cannot be used.
    """
    with database.reading() as connection:
        found = dict.fromkeys(
            draft.image for draft in photos.with_added(connection, words, _MOST)
        )
        uses = {
            address: _uses(connection, photos.showing(connection, address))
            for address in found
            if address
        }
    return tuple(
        LibraryPhoto(
            address=address,
            name=kept.name,
            shown=kept.shown,
            faults=kept.faults,
            uses=of_it,
        )
        for address, of_it in uses.items()
        if (kept := album.find(address)) is not None
    )


def use_again(
    database: Database, album: Album, decision: Decision, address: str
) -> Draft:
    """Put a photo of the library on a draft, with what was noted of it.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft, or no such photo to be used.
        ConflictError: it was changed meanwhile.
        RefusedError: the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    kept = album.find(address)
    with database.transaction() as connection:
        known = photos.showing(connection, address)
        if kept is None or not kept.shown or not known:
            raise NotFoundError("There is no such photo that may be used")
        newest, before = known[0], drafts.load(connection, decision.draft)
        picture = Illustration(
            address=address,
            alt=newest.image_alt,
            decorative=newest.image_decorative,
            consent=newest.image_consent or "",
            credit=newest.image_credit,
            until=newest.image_until,
        )
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


def withdraw(
    database: Database,
    album: Album,
    person: Person,
    addresses: Sequence[str],
    now: datetime,
) -> tuple[Use, ...]:
    """Take photos out of use; says which posts are out with them.

    Every draft that is not out loses the photo, and what was approved waits again. The
    photos themselves are destroyed. What is out, only a person can take down.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such photo.
        RefusedError: a post with one of them is being sent at this moment.
    """
    require(person, Action.DECIDE)
    out: list[Use] = []
    with database.transaction() as connection:
        for address in addresses:
            known = photos.showing(connection, address)
            if not known:
                raise NotFoundError("There is no such photo")
            _take_out(connection, person.name, known, now)
            out += (one for one in _uses(connection, known) if one.addresses)
    for address in addresses:
        album.destroy(address, _NO_MORE)
    return tuple(out)


def end(
    database: Database, album: Album, today: date, now: datetime
) -> tuple[str, ...]:
    """Take out of use the photos whose last day is past; their addresses.

    What the newest draft says of a photo counts. One that is being sent at this moment
    is taken out the next time.

    Raises:
        StoreError: the database cannot be used.
    """
    with database.reading() as connection:
        due = [
            address
            for address in photos.ended(connection, today)
            if (kept := album.find(address)) is not None and kept.shown
        ]
    ended = tuple(one for one in due if _ended(database, one, today, now))
    for address in ended:
        album.destroy(address, _NO_MORE)
    return ended


def _ended(database: Database, address: str, today: date, now: datetime) -> bool:
    """Whether it is in no draft any more because its last day is past."""
    try:
        with database.transaction() as connection:
            known = photos.showing(connection, address)
            last = known[0].image_until
            if last is None or last >= today:
                return False
            _take_out(connection, drafts.PROGRAM, known, now)
    except (ConflictError, RefusedError):
        return False
    return True


def _take_out(
    connection: Connection, who: str, known: Sequence[Draft], now: datetime
) -> None:
    """Leave it in no draft but those that are out, and a line of it."""
    for draft in known:
        if draft.state is not State.PUBLISHED:
            _undress(connection, who, draft, now)
    audit.write(
        connection,
        who=who,
        what="withdraw photo",
        subject=f"photo {(known[0].image or '')[-12:]}",
        before=known[0].image_consent,
        after=None,
        now=now,
    )


def _undress(connection: Connection, who: str, draft: Draft, now: datetime) -> None:
    if draft.state is State.APPROVED:
        if deliveries.on_their_way(connection, draft.id):
            raise RefusedError(
                f"Draft {draft.id} is being sent at this moment",
                remedy="wait a minute, then withdraw the photo",
            )
        deliveries.cancel(connection, draft.id)
        draft = drafts.move(
            connection,
            draft.id,
            revision=draft.revision,
            to=State.WAITING,
            by=who,
            reason=WITHDRAWN,
            now=now,
        )
    dressing.undress(connection, draft.id, revision=draft.revision, by=who, now=now)
    audit.write(
        connection,
        who=who,
        what="withdraw photo",
        subject=f"draft {draft.id}",
        before=draft.image_alt,
        after=WITHDRAWN,
        now=now,
    )


def _uses(connection: Connection, known: Sequence[Draft]) -> tuple[Use, ...]:
    told = deliveries.for_drafts(connection, [draft.id for draft in known])
    return tuple(
        Use(
            draft=draft,
            addresses=tuple(
                one.address for one in told.get(draft.id, ()) if one.address
            ),
        )
        for draft in known
    )
