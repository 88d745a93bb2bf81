"""Stop everything; let go, and nothing fires by itself."""

from datetime import datetime

from aggregator.desk.roles import Action, require
from aggregator.model.council import Person
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.plan import Hold
from aggregator.store import audit, ledger, plans
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


def hold_after_restore(
    database: Database, standing: Hold | None, made_at: str, now: datetime
) -> Hold | None:
    """Hold what a restored backup would send; the hold that is in force then.

    A post may have gone out, been moved or been taken back since the backup was made,
    which only a person can know. `standing` is the hold that was in force before: only
    a person lets go of one.
    """
    with database.transaction() as connection:
        came = plans.held(connection)
        if came is not None:
            return came
        if standing is None and not ledger.how_many_open(connection):
            return None
        reason = f"A backup of {made_at} was restored: look at what is planned"
        if standing is not None:
            reason = standing.reason
        plans.hold(connection, reason, audit.PROGRAM, now)
        audit.write(
            connection,
            who=audit.PROGRAM,
            what="hold",
            subject="account",
            before=None,
            after=reason,
            now=now,
        )
        return plans.held(connection)
