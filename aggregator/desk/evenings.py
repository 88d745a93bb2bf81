"""A live evening: its run-sheet, and what became of each prepared line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aggregator.desk.bringing import bring
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned, require_short
from aggregator.drafts.run_sheet import blanks, filled
from aggregator.drafts.thread import measured
from aggregator.model.council import Council, Person
from aggregator.model.draft import Composed, Draft, State
from aggregator.model.errors import NotFoundError, RefusedError
from aggregator.model.evening import Evening, Line
from aggregator.model.facts import Kind
from aggregator.store import evenings
from aggregator.store.database import Connection, Database

_GONE = (State.REJECTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line as it is now: its blanks, whether it may be used, and its drafts."""

    line: Line
    blanks: tuple[str, ...]
    embargoed: bool
    drafts: tuple[Draft, ...]


def run_sheet(
    database: Database, council: Council, evening: Evening, now: datetime
) -> tuple[Cue, ...]:
    """Every line of an evening, in its order."""
    purposes = [_purpose(evening, line) for line in evening.lines]
    with database.reading() as connection:
        found = evenings.of(connection, _networks(council), purposes)
    return tuple(
        Cue(
            line=line,
            blanks=blanks(line),
            embargoed=_is_embargoed(line, now),
            drafts=tuple(one for one in found if _is_standing(one, purpose)),
        )
        for line, purpose in zip(evening.lines, purposes, strict=True)
    )


def use(  # noqa: PLR0917  who uses which line of what, and with which words
    database: Database,
    council: Council,
    person: Person,
    evening: Evening,
    line_id: str,
    answers: Mapping[str, str],
    now: datetime,
) -> tuple[Draft, ...]:
    """A line with its blanks filled is a draft for each network, for an editor.

    Raises:
        NotAllowedError: the person may not hand anything in.
        NotFoundError: the evening has no such line.
        RefusedError: it is embargoed, used already or over, or a blank is empty.
    """
    require(person, Action.SUBMIT)
    line = next((one for one in evening.lines if one.id == line_id), None)
    if line is None:
        raise NotFoundError(f"{evening.name} has no line {line_id[:40]}")
    words = _words(evening, line, answers, now)
    purpose = _purpose(evening, line)
    networks = _networks(council)
    with database.transaction() as connection:
        used = evenings.of(connection, networks, [purpose], mine=True)
        if standing := next((one for one in used if _is_standing(one, purpose)), None):
            raise RefusedError(
                f"{standing.brought_by} has used this line already",
                remedy=f"look at draft {standing.id}",
            )
        return tuple(
            _bring(connection, council, person, evening, purpose, words, network, now)
            for network in networks
        )


def _words(
    evening: Evening, line: Line, answers: Mapping[str, str], now: datetime
) -> str:
    if now >= evening.ends:
        raise RefusedError(
            f"{evening.name} is over", remedy='write it under "Hand in" instead'
        )
    if _is_embargoed(line, now):
        raise RefusedError(
            "This line is under embargo", remedy="wait until its time has come"
        )
    # One line each: a name with a line of dashes would begin another post.
    said = {name: " ".join(cleaned(text).split()) for name, text in answers.items()}
    for blank in blanks(line):
        if not said.get(blank):
            raise RefusedError(f'"{blank}" is empty', remedy="fill it in")
    words = cleaned(filled(evening, line, said))
    require_short(words)
    return words


def _bring(  # noqa: PLR0917  what a draft is made of
    connection: Connection,
    council: Council,
    person: Person,
    evening: Evening,
    purpose: str,
    words: str,
    network: str,
    now: datetime,
) -> Draft:
    counted = measured(words, network)
    composed = Composed(
        text=words,
        network=network,
        kind=Kind.NEWS,
        language=council.language,
        template="run-sheet",
        length=counted.length,
        limit=counted.limit,
        useful_until=evening.ends,
    )
    why = f"From the run-sheet of {evening.name}, by {person.name}"
    return bring(connection, composed, purpose, why, person.name, now)


def _is_standing(draft: Draft, purpose: str) -> bool:
    return draft.purpose == purpose and draft.state not in _GONE


def _is_embargoed(line: Line, now: datetime) -> bool:
    return line.embargo is not None and now < line.embargo


def _purpose(evening: Evening, line: Line) -> str:
    return f"live {evening.id} {line.id}"


def _networks(council: Council) -> tuple[str, ...]:
    return tuple(dict.fromkeys(account.network for account in council.accounts))
