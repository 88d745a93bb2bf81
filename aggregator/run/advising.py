"""What the evidence suggests, for the desk: looked up once an hour at most."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from aggregator.desk.roles import Action, require
from aggregator.evidence.month import Month, month_of, parse
from aggregator.evidence.suggestions import Suggestion, suggestions
from aggregator.model.council import Person
from aggregator.model.errors import NotFoundError
from aggregator.run.assemble import Parts
from aggregator.store import audit, heard_advice, records
from aggregator.store.database import Database

# Fewer posts than these say nothing; the month before is asked instead.
_ENOUGH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a month suggests, without what was put away."""

    month: Month
    suggestions: tuple[Suggestion, ...]


def advice(parts: Parts) -> Advice:
    """Suggestions from this month, or from the last while this one is young.

    Raises:
        StoreError: the database cannot be used.
    """
    now = parts.clock()
    hour = now.replace(minute=0, second=0, microsecond=0)
    month, found = _of(
        parts.database, month_of(now, parts.configuration.council.timezone), hour
    )
    with parts.database.reading() as connection:
        heard = heard_advice.of_month(connection, month.written)
    left = tuple(one for one in found if one.about not in heard)
    return Advice(month=month, suggestions=left)


def put_away(parts: Parts, person: Person, month: str, about: str) -> None:
    """Not to be told this again of that month; for everybody, and written down.

    Raises:
        NotAllowedError: the person is no editor.
        NotFoundError: there is no such advice now.
        RefusedError: that is no month.
        StoreError: the database cannot be used.
    """
    require(person, Action.DECIDE)
    told = advice(parts)
    one = next((one for one in told.suggestions if one.about == about), None)
    if parse(month, told.month.timezone) != told.month or one is None:
        raise NotFoundError("That suggestion is no longer made")
    now = parts.clock()
    with parts.database.transaction() as connection:
        heard_advice.put_away(connection, month, about, person.name, now)
        audit.write(
            connection,
            who=person.name,
            what="put advice away",
            subject=f"advice of {month}",
            before=one.sentence,
            after=None,
            now=now,
        )


@lru_cache(maxsize=4)
def _of(
    database: Database, month: Month, _hour: datetime
) -> tuple[Month, tuple[Suggestion, ...]]:
    with database.reading() as connection:
        posts = records.posts(connection, month.begins, month.ends)
        if len(posts) < _ENOUGH:
            month = month.previous
            posts = records.posts(connection, month.begins, month.ends)
        drafts = records.decided(connection, month.begins, month.ends)
        first = records.first_post(connection)
    if len(posts) < _ENOUGH:
        return month, ()
    return month, suggestions(posts, drafts, month, first)
