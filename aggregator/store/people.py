"""People, the links that let them in once, and where they are signed in.

Tokens are never kept, only their SHA-256 in hexadecimal, made by the caller.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from aggregator.model.council import Person, Role
from aggregator.model.errors import ConflictError, NotFoundError, StoreError
from aggregator.store.tables.people import (
    people,
    sessions,
    sign_in_links,
    wrong_passwords,
)
from aggregator.store.upsert import insert_or

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is signed in; `csrf` is a secret that only their own pages know."""

    person: Person
    csrf: str
    created_at: datetime
    expires: datetime


def add(
    connection: Connection,
    name: str,
    role: Role,
    now: datetime,
    email: str | None = None,
) -> Person:
    """A new person, without a password.

    Raises:
        ConflictError: somebody has that name, whatever its capitals.
    """
    number = connection.execute(
        insert_or(connection, people)
        .values(
            name=name,
            folded_name=name.casefold(),
            role=role,
            created_at=now,
            email=email,
        )
        .on_conflict_do_nothing(index_elements=["folded_name"])
        .returning(people.c.id)
    ).scalar()
    if number is None:
        raise ConflictError(
            f"There is a {name} already", remedy="add a surname or an initial"
        )
    return Person(
        id=number,
        name=name,
        role=role,
        has_password=False,
        created_at=now,
        email=email,
    )


def by_name(connection: Connection, name: str) -> Person | None:
    """The person of that name, whatever its capitals."""
    query = select(people).where(people.c.folded_name == name.casefold())
    row = connection.execute(query).mappings().first()
    return _person(row) if row else None


def by_id(connection: Connection, person_id: int) -> Person | None:
    """The person of that number."""
    query = select(people).where(people.c.id == person_id)
    row = connection.execute(query).mappings().first()
    return _person(row) if row else None


def by_email(connection: Connection, email: str) -> tuple[Person, str | None] | None:
    """Who was invited at that address, and who they are to the provider, if known."""
    query = select(people).where(people.c.email == email)
    row = connection.execute(query).mappings().first()
    return (_person(row), row["outside_id"]) if row else None


def by_outside_id(connection: Connection, outside_id: str) -> Person | None:
    """Who signed in as that before."""
    query = select(people).where(people.c.outside_id == outside_id)
    row = connection.execute(query).mappings().first()
    return _person(row) if row else None


def keep_email(connection: Connection, person_id: int, email: str | None) -> None:
    """Where the person was invited; who they were elsewhere is forgotten."""
    connection.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(email=email, outside_id=None)
    )


def keep_outside_id(connection: Connection, person_id: int, outside_id: str) -> None:
    """From now on this is who they are to the provider."""
    connection.execute(
        update(people).where(people.c.id == person_id).values(outside_id=outside_id)
    )


def everybody(connection: Connection) -> tuple[Person, ...]:
    """All who may sign in, by name."""
    query = select(people).order_by(people.c.folded_name)
    return tuple(_person(row) for row in connection.execute(query).mappings())


def set_role(connection: Connection, person_id: int, role: Role) -> None:
    """What they may do from now on."""
    connection.execute(update(people).where(people.c.id == person_id).values(role=role))


def take_keys_away(connection: Connection, person_id: int) -> None:
    """Forget every way by which they come in, and end where they are."""
    nothing = {"password_hash": None, "email": None, "outside_id": None}
    connection.execute(update(people).where(people.c.id == person_id).values(**nothing))
    for table in (sign_in_links, sessions):
        connection.execute(delete(table).where(table.c.person == person_id))


def sessions_of_each(connection: Connection, now: datetime) -> dict[int, int]:
    """How many sessions each person has that are not over, by their ids."""
    query = (
        select(sessions.c.person, func.count().label("number"))
        .where(sessions.c.expires > now)
        .group_by(sessions.c.person)
    )
    rows = connection.execute(query).mappings()
    return {row["person"]: row["number"] for row in rows}


def set_password_hash(
    connection: Connection, person_id: int, password_hash: str
) -> None:
    """Keep the hash of a new password.

    Raises:
        NotFoundError: there is no such person.
    """
    changed = connection.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(password_hash=password_hash)
    )
    if changed.rowcount != 1:
        raise NotFoundError(f"There is no person {person_id}")


def use_keys(connection: Connection, person_id: int, *, wanted: bool) -> None:
    """Whether single keys act in this person's queue.

    Raises:
        NotFoundError: there is no such person.
    """
    changed = connection.execute(
        update(people).where(people.c.id == person_id).values(keys_off=int(not wanted))
    )
    if changed.rowcount != 1:
        raise NotFoundError(f"There is no person {person_id}")


def password_hash(connection: Connection, person_id: int) -> str | None:
    """The hash of a person's password, if they set one."""
    return connection.scalar(
        select(people.c.password_hash).where(people.c.id == person_id)
    )


def create_link(
    connection: Connection, person_id: int, token_hash: str, expires: datetime
) -> None:
    """Let a person in once, until then; earlier links of theirs end."""
    _require_hash(token_hash)
    connection.execute(delete(sign_in_links).where(sign_in_links.c.person == person_id))
    connection.execute(
        insert(sign_in_links).values(
            token_hash=token_hash, person=person_id, expires=expires
        )
    )


def is_link_good(connection: Connection, token_hash: str, now: datetime) -> bool:
    """Whether a sign-in link would still let somebody in."""
    query = select(sign_in_links.c.person).where(
        sign_in_links.c.token_hash == token_hash,
        sign_in_links.c.used_at.is_(None),
        sign_in_links.c.expires > now,
    )
    return connection.execute(query).first() is not None


def wrong_since(connection: Connection, whose: str, since: datetime) -> int:
    """How many passwords were wrong there after that moment."""
    query = select(func.count()).where(
        wrong_passwords.c.whose == whose, wrong_passwords.c.at > since
    )
    return connection.execute(query).scalar_one()


def note_wrong(
    connection: Connection, whose: str, now: datetime, keep_since: datetime
) -> None:
    """A password was wrong; those of long ago are forgotten."""
    old = wrong_passwords.c.at < keep_since
    connection.execute(delete(wrong_passwords).where(old))
    connection.execute(insert(wrong_passwords).values(whose=whose, at=now))


def use_link(connection: Connection, token_hash: str, now: datetime) -> Person | None:
    """Whom a link lets in: the first time, and in time, only."""
    person_id = connection.execute(
        update(sign_in_links)
        .where(
            sign_in_links.c.token_hash == token_hash,
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.expires > now,
        )
        .values(used_at=now)
        .returning(sign_in_links.c.person)
    ).scalar()
    if person_id is None:
        return None
    query = select(people).where(people.c.id == person_id)
    return _person(connection.execute(query).mappings().one())


def create_session(
    connection: Connection,
    person_id: int,
    token_hash: str,
    expires: datetime,
    now: datetime,
) -> None:
    """A person is signed in until then; sessions that have ended are swept away."""
    _require_hash(token_hash)
    connection.execute(delete(sessions).where(sessions.c.expires <= now))
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash, person=person_id, created_at=now, expires=expires
        )
    )


def session(connection: Connection, token_hash: str, now: datetime) -> Session | None:
    """Who is signed in with that token, unless it is too old."""
    query = (
        select(people, sessions.c.created_at.label("began"), sessions.c.expires)
        .join_from(sessions, people, people.c.id == sessions.c.person)
        .where(sessions.c.token_hash == token_hash, sessions.c.expires > now)
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return Session(
        person=_person(row),
        csrf=hashlib.sha256(f"csrf {token_hash}".encode()).hexdigest(),
        created_at=row["began"],
        expires=row["expires"],
    )


def end_session(connection: Connection, token_hash: str) -> None:
    """Sign out here."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def end_all_sessions(connection: Connection, person_id: int) -> None:
    """Sign a person out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.person == person_id))


def _person(row: Mapping[Any, Any]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        has_password=row["password_hash"] is not None,
        created_at=row["created_at"],
        uses_keys=not row["keys_off"],
        email=row["email"],
    )


def _require_hash(token_hash: str) -> None:
    if not _HASH.fullmatch(token_hash):
        raise StoreError("Only the SHA-256 of a token is kept, never the token")
