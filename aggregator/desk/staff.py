"""Who is on the desk: editors invite, change what somebody may do, and take it away."""

from datetime import datetime

from aggregator.desk import people as coming_in
from aggregator.desk.roles import Action, require
from aggregator.model.council import Person, Role
from aggregator.model.errors import NotFoundError, RefusedError
from aggregator.store import audit, people
from aggregator.store.database import Connection, Database


def invite(  # noqa: PLR0917  who invites whom as what, when
    database: Database,
    editor: Person,
    name: str,
    role: Role,
    now: datetime,
    email: str | None = None,
) -> tuple[Person, str]:
    """A new person, and the token of the link that lets them in once within a day.

    Raises:
        NotAllowedError: who asks is not an editor.
        RefusedError: the name is empty, or the address is none.
        ConflictError: somebody has that name or address already.
    """
    require(editor, Action.INVITE)
    person = coming_in.add(database, name, role, now, email, by=editor.name)
    return person, coming_in.invite(database, person, now)


def new_link(
    database: Database, editor: Person, person_id: int, now: datetime
) -> tuple[Person, str]:
    """Another link for somebody who lost theirs or their password; older ones end.

    Raises:
        NotAllowedError: who asks is not an editor.
        NotFoundError: there is no such person.
    """
    require(editor, Action.INVITE)
    with database.transaction() as connection:
        person = _named(connection, person_id)
        _write(connection, editor, "invite", person, None, now)
    return person, coming_in.invite(database, person, now)


def change_role(
    database: Database, editor: Person, person_id: int, role: Role, now: datetime
) -> None:
    """What they may do from now on, in every browser they are signed in with.

    Raises:
        NotAllowedError: who asks is not an editor.
        NotFoundError: there is no such person.
        RefusedError: it is themselves, and the desk could be left without an editor.
    """
    require(editor, Action.INVITE)
    _require_other(editor, person_id)
    with database.transaction() as connection:
        person = _named(connection, person_id)
        people.set_role(connection, person_id, role)
        _write(connection, editor, "change role", person, role, now)


def sign_out(database: Database, editor: Person, person_id: int, now: datetime) -> None:
    """Out of every browser: a lost telephone, or a machine in the branch.

    Raises:
        NotAllowedError: who asks is not an editor.
        NotFoundError: there is no such person.
    """
    require(editor, Action.INVITE)
    with database.transaction() as connection:
        person = _named(connection, person_id)
        people.end_all_sessions(connection, person_id)
        _write(connection, editor, "sign out", person, None, now)


def shut_out(database: Database, editor: Person, person_id: int, now: datetime) -> None:
    """They come in no more, by no way; what they did stays in the history.

    Raises:
        NotAllowedError: who asks is not an editor.
        NotFoundError: there is no such person.
        RefusedError: it is themselves.
    """
    require(editor, Action.INVITE)
    _require_other(editor, person_id)
    with database.transaction() as connection:
        person = _named(connection, person_id)
        people.take_keys_away(connection, person_id)
        _write(connection, editor, "shut out", person, None, now)


def browsers(database: Database, now: datetime) -> dict[int, int]:
    """In how many browsers each person is signed in, by their ids."""
    with database.reading() as connection:
        return people.sessions_of_each(connection, now)


def _named(connection: Connection, person_id: int) -> Person:
    person = people.by_id(connection, person_id)
    if person is None:
        raise NotFoundError("There is nobody of that number on this desk")
    return person


def _require_other(editor: Person, person_id: int) -> None:
    if editor.id == person_id:
        raise RefusedError(
            "You cannot take this from yourself", remedy="ask another editor to do it"
        )


def _write(  # noqa: PLR0917  a line of the history
    connection: Connection,
    editor: Person,
    what: str,
    person: Person,
    role: Role | None,
    now: datetime,
) -> None:
    """Write it down; `role` is what they are from now on, where that changes."""
    audit.write(
        connection,
        who=editor.name,
        what=what,
        subject=f"person {person.id}",
        before=person.role if role else None,
        after=f"{person.name}, {role}" if role else person.name,
        now=now,
    )
