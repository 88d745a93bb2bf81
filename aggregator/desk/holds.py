"""Stop everything; let go, and nothing fires by itself."""

from dataclasses import dataclass
from datetime import date, datetime

from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned
from aggregator.model.council import Person
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.model.plan import Hold, HoldKind
from aggregator.store import audit, ledger, plans
from aggregator.store.database import Database

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why everything is to stop, in a person's words, and until which day perhaps."""

    reason: str
    kind: HoldKind = HoldKind.OTHER
    until: date | None = None


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
    stop(database, person, Stop(reason=reason), now.date(), now)


def stop(
    database: Database, person: Person, wanted: Stop, today: date, now: datetime
) -> None:
    """The same, for what and until when; `today` is the council's.

    Raises:
        NotAllowedError: the person is not an editor.
        RefusedError: no reason was given, a hold before an election has no last day, or
            its last day is past.
        ConflictError: a hold is in force already.
    """
    require(person, Action.HOLD)
    reason, until = _reason(wanted), _last_day(wanted, today)
    with database.transaction() as connection:
        if before := plans.held(connection):
            raise ConflictError(
                f"{before.by} holds the account already: {before.reason}"
            )
        plans.hold(connection, reason, person.name, now, kind=wanted.kind, until=until)
        audit.write(
            connection,
            who=person.name,
            what="hold",
            subject="account",
            before=None,
            after=_told(reason, wanted.kind, until),
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
        kind, until = HoldKind.OTHER, None
        if standing is not None:
            reason, kind, until = standing.reason, standing.kind, standing.until
        plans.hold(connection, reason, audit.PROGRAM, now, kind=kind, until=until)
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


def _told(reason: str, kind: HoldKind, until: date | None) -> str:
    more = [] if kind is HoldKind.OTHER else [str(kind)]
    more += [f"until {until}"] if until else []
    return f"{reason} ({', '.join(more)})" if more else reason


def _reason(wanted: Stop) -> str:
    words = " ".join(cleaned(wanted.reason).split())
    if not words:
        raise RefusedError(
            "A hold needs a reason",
            remedy='say why, so that colleagues know ("the King has died")',
        )
    if len(words) > _LONGEST:
        raise RefusedError(
            f"The reason has {len(words):,} characters",
            remedy=f"{_LONGEST} are enough: it stands on every page",
        )
    return words


def _last_day(wanted: Stop, today: date) -> date | None:
    if wanted.until is None and wanted.kind is HoldKind.ELECTION:
        raise RefusedError(
            "A hold before an election needs its last day",
            remedy="choose polling day, as a rule",
        )
    if wanted.until is not None and wanted.until < today:
        raise RefusedError(
            "The last day of the hold is past", remedy="choose a day to come"
        )
    return wanted.until
