"""The photos that people added: found again, used again, and taken out of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aggregator.desk.album import Album
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.draft import Draft, Illustration, State
from aggregator.model.errors import NotFoundError, RefusedError
from aggregator.store import audit, deliveries, drafts, dressing, photos
from aggregator.store.database import Connection, Database

_MOST = 200
WITHDRAWN = "Its photo may not be shown any more: see whether it is worth posting so"


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
            alt=newest.image_alt or "",
            consent=newest.image_consent or "",
            credit=newest.image_credit,
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
            for draft in known:
                if draft.state is not State.PUBLISHED:
                    _undress(connection, person, draft, now)
            out += (one for one in _uses(connection, known) if one.addresses)
            audit.write(
                connection,
                who=person.name,
                what="withdraw photo",
                subject=f"photo {address[-12:]}",
                before=known[0].image_consent,
                after=None,
                now=now,
            )
    for address in addresses:
        album.destroy(address, "It may not be shown any more")
    return tuple(out)


def _undress(
    connection: Connection, person: Person, draft: Draft, now: datetime
) -> None:
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
            by=person.name,
            reason=WITHDRAWN,
            now=now,
        )
    dressing.undress(
        connection, draft.id, revision=draft.revision, by=person.name, now=now
    )
    decision = Decision(person=person, draft=draft.id, revision=draft.revision, now=now)
    write_down(connection, decision, "withdraw photo", draft.image_alt, WITHDRAWN)


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
