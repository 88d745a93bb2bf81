"""Stop everything; let go, and nothing fires by itself."""

from datetime import datetime

from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.plan import Hold
from aggregator.store import audit, plans
from aggregator.store.database import Database


def held(database: Database) -> Hold | None:
    """The hold in force, if there is one."""
    with database.reading() as connection:
        return plans.held(connection)


def hold(database: Database, person: Person, reason: str, now: datetime) -> None:
    """Nothing may be approved or posted until somebody lets go.

    Raises:
        NotAllowedError: the person is not an editor.
        RefusedError: no reason was given.
        ConflictError: a hold is in force already.
    """
    require(person, Action.HOLD)
    if not reason.strip():
        raise RefusedError(
            "A hold needs a reason",
            remedy='say why, so that colleagues know ("period of mourning")',
        )
    with database.transaction() as connection:
        if standing := plans.held(connection):
            raise ConflictError(
                f"{standing.by} holds the account already: {standing.reason}"
            )
        plans.hold(connection, reason.strip(), person.name, now)
        audit.write(
            connection,
            who=person.name,
            what="hold",
            subject="account",
            before=None,
            after=reason.strip(),
            now=now,
        )


def release(database: Database, person: Person, now: datetime) -> None:
    """Let go.

    Raises:
        NotAllowedError: the person is not an editor.
        ConflictError: nothing is held.
    """
    require(person, Action.HOLD)
    with database.transaction() as connection:
        standing = plans.held(connection)
        if standing is None:
            raise ConflictError("Nothing is held")
        plans.release(connection, person.name, now)
        audit.write(
            connection,
            who=person.name,
            what="release",
            subject="account",
            before=standing.reason,
            after=None,
            now=now,
        )
