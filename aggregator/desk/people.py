"""Who may come in: invitations, passwords and sessions."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from aggregator.desk.words import cleaned
from aggregator.model.council import Person, Role
from aggregator.model.errors import (
    ConflictError,
    NotAllowedError,
    NotFoundError,
    RefusedError,
)
from aggregator.store import audit, people
from aggregator.store.database import Connection, Database
from aggregator.store.people import Session

_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]+\.[^\s@]+")
LONGEST_NAME = 100
LINK_LASTS = timedelta(hours=24)
SESSION_LASTS = timedelta(days=14)
# NIST SP 800-63B (2025): length is what protects a password, rules of spelling do not.
PASSWORD_AT_LEAST = 12
PASSWORD_AT_MOST = 256

# Ten wrong passwords in a quarter of an hour are no slip of the hand.
WRONG_AT_MOST = 10
WRONG_FOR = timedelta(minutes=15)

_hasher = PasswordHasher()
# Verified for names that nobody has, so that an answer takes as long either way.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def add(
    database: Database,
    name: str,
    role: Role,
    now: datetime,
    email: str | None = None,
    *,
    by: str = "command line",
) -> Person:
    """A new person, added `by` whom, who still needs a sign-in link.

    With an `email` they may sign in with the council's account of that address, too.

    Raises:
        RefusedError: the name is empty, or the address is none.
        ConflictError: somebody has that name or address already.
    """
    address = _address(email) if email else None
    name = " ".join(cleaned(name).split())
    if not name:
        raise RefusedError("A person needs a name", remedy="write it as colleagues do")
    if len(name) > LONGEST_NAME:
        raise RefusedError(
            f"The name has {len(name):,} characters",
            remedy=f"{LONGEST_NAME} are enough",
        )
    with database.transaction() as connection:
        if people.by_name(connection, name) is not None:
            raise ConflictError(
                f"Somebody is called {name} already",
                remedy="add a surname or an initial",
            )
        if address is not None:
            _require_free(connection, address)
        person = people.add(connection, name, role, now, address)
        audit.write(
            connection,
            who=by,
            what="add person",
            subject=f"person {person.id}",
            before=None,
            after=f"{name}, {role}",
            now=now,
        )
    return person


def keep_email(database: Database, person: Person, email: str, now: datetime) -> None:
    """The person may sign in with the council's account of that address.

    Raises:
        RefusedError: it is no address.
        ConflictError: it is somebody else's.
    """
    address = _address(email)
    with database.transaction() as connection:
        _require_free(connection, address, person)
        people.keep_email(connection, person.id, address)
        audit.write(
            connection,
            who="command line",
            what="set e-mail",
            subject=f"person {person.id}",
            before=person.email,
            after=address,
            now=now,
        )


def enter_from_elsewhere(
    database: Database, outside_id: str, email: str, now: datetime
) -> str:
    """A session token for whom the provider knows, if they were invited.

    The first time they are known by the address of their invitation, from then on by
    the provider's own name for them, whatever address they have later. Nobody is ever
    added by this.

    Raises:
        NotAllowedError: nobody was invited at that address, or somebody else has signed
            in with it.
    """
    address = email.strip().casefold()
    with database.transaction() as connection:
        person = people.by_outside_id(connection, outside_id)
        if person is None:
            person = _linked(connection, outside_id, address, now)
    return _session(database, person, now)


def _linked(
    connection: Connection, outside_id: str, address: str, now: datetime
) -> Person:
    found = people.by_email(connection, address)
    if found is None:
        raise NotAllowedError(
            f"Nobody was invited to this desk at {address}",
            remedy="ask whoever runs the desk to add you with that address",
        )
    person, known = found
    if known is not None:
        raise NotAllowedError(
            f"Another account has signed in as {address} before",
            remedy="ask whoever runs the desk to set the address of that person anew",
        )
    people.keep_outside_id(connection, person.id, outside_id)
    audit.write(
        connection,
        who=person.name,
        what="link sign-in",
        subject=f"person {person.id}",
        before=None,
        after=address,
        now=now,
    )
    return person


def _require_free(
    connection: Connection, address: str, person: Person | None = None
) -> None:
    found = people.by_email(connection, address)
    if found is not None and (person is None or found[0].id != person.id):
        raise ConflictError(
            f"{found[0].name} has the address {address}",
            remedy="each person has one of their own",
        )


def _address(written: str) -> str:
    address = written.strip().casefold()
    if not _EMAIL.fullmatch(address):
        raise RefusedError(
            f"{written} is no e-mail address", remedy="write one: ada@example.gov.uk"
        )
    return address


def named(database: Database, name: str) -> Person:
    """The person of that name.

    Raises:
        NotFoundError: there is none.
    """
    with database.reading() as connection:
        person = people.by_name(connection, name)
    if person is None:
        raise NotFoundError(
            f"There is nobody called {name}",
            remedy=f'add them with: aggregator user add "{name}" --role editor',
        )
    return person


def everybody(database: Database) -> tuple[Person, ...]:
    """All who may sign in."""
    with database.reading() as connection:
        return people.everybody(connection)


def invite(database: Database, person: Person, now: datetime) -> str:
    """A token for one sign-in within a day; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    with database.transaction() as connection:
        people.create_link(connection, person.id, _hashed(token), now + LINK_LASTS)
    return token


def enter_by_link(database: Database, token: str, now: datetime) -> str | None:
    """A session token for a sign-in link, or nothing if it was used or is too old."""
    with database.transaction() as connection:
        person = people.use_link(connection, _hashed(token), now)
    return _session(database, person, now) if person else None


def is_link_good(database: Database, token: str, now: datetime) -> bool:
    """Whether a sign-in link would still let somebody in; looking does not use it."""
    with database.reading() as connection:
        return people.is_link_good(connection, _hashed(token), now)


def enter_by_password(
    database: Database, name: str, password: str, now: datetime, where: str = ""
) -> str | None:
    """A session token for a name and its password, or nothing if they do not match.

    Wrong ones are counted for the name at the place `where` it was typed, so that
    whoever guesses keeps nobody else out, the person whose name it is included.

    Raises:
        RefusedError: there were too many wrong ones lately.
    """
    whose = _hashed(f"{' '.join(name.casefold().split())}\n{where}")
    with database.reading() as connection:
        wrong = people.wrong_since(connection, whose, now - WRONG_FOR)
        if wrong >= WRONG_AT_MOST:
            raise RefusedError(
                "There were too many wrong passwords",
                remedy="try again in a quarter of an hour, or ask for a sign-in link",
            )
        person = people.by_name(connection, " ".join(name.split()))
        known = people.password_hash(connection, person.id) if person else None
    try:
        _hasher.verify(known or _NOBODY, password[:PASSWORD_AT_MOST])
    except (VerifyMismatchError, InvalidHashError):
        with database.transaction() as connection:
            people.note_wrong(connection, whose, now, now - WRONG_FOR)
        return None
    return _session(database, person, now) if person and known else None


def set_password(
    database: Database, person: Person, password: str, now: datetime
) -> None:
    """Keep a new password, as an argon2id hash.

    Raises:
        RefusedError: it is too short or too long.
    """
    if not PASSWORD_AT_LEAST <= len(password) <= PASSWORD_AT_MOST:
        raise RefusedError(
            f"A password needs at least {PASSWORD_AT_LEAST} characters",
            remedy="three or four words that do not belong together are easy to keep",
        )
    hashed = _hasher.hash(password)
    with database.transaction() as connection:
        people.set_password_hash(connection, person.id, hashed)
        audit.write(
            connection,
            who=person.name,
            what="set password",
            subject=f"person {person.id}",
            before=None,
            after=None,
            now=now,
        )


def use_keys(database: Database, person: Person, *, wanted: bool) -> None:
    """Whether single keys act in this person's queue, in every browser.

    Raises:
        NotFoundError: the person is gone.
    """
    with database.transaction() as connection:
        people.use_keys(connection, person.id, wanted=wanted)


def session(database: Database, token: str, now: datetime) -> Session | None:
    """Who is signed in with this session token."""
    with database.reading() as connection:
        return people.session(connection, _hashed(token), now)


def leave(database: Database, token: str) -> None:
    """End one session."""
    with database.transaction() as connection:
        people.end_session(connection, _hashed(token))


def leave_everywhere(database: Database, person: Person) -> None:
    """End every session of a person."""
    with database.transaction() as connection:
        people.end_all_sessions(connection, person.id)


def _session(database: Database, person: Person, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    with database.transaction() as connection:
        people.create_session(
            connection, person.id, _hashed(token), now + SESSION_LASTS, now
        )
    return token


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
