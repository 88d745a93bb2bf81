"""What is said from a live evening: a line that is used, words of one's own, one tap.

Whoever sends approves: the drafts go the way of all others, through the same ledger.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aggregator.desk import approving
from aggregator.desk.bringing import bring
from aggregator.desk.decision import Decision
from aggregator.desk.evenings import OWN, is_embargoed, is_named, is_standing, may_send
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned, require_short
from aggregator.drafts.run_sheet import blanks, filled, so_far, tagged
from aggregator.drafts.thread import measured
from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.council import Council, Person
from aggregator.model.draft import Composed, Draft, Illustration, State
from aggregator.model.errors import NotAllowedError, NotFoundError, RefusedError
from aggregator.model.evening import LATE, Evening, Line
from aggregator.model.facts import Kind
from aggregator.store import dressing, evenings
from aggregator.store.database import Connection, Database

_KEY = re.compile(r"\+[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says: a line with its blanks filled, or `text` of their own.

    `cue` is the id of the line; for words of one's own `OWN` and a key that the form
    had, so that the same form sent twice says it once.
    """

    cue: str
    answers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    picture: Illustration | None = None


def use(  # noqa: PLR0917  who says what of which evening, when
    database: Database,
    council: Council,
    person: Person,
    evening: Evening,
    said: Said,
    now: datetime,
) -> tuple[Draft, ...]:
    """It is a draft for each network, and waits for somebody who may send.

    Raises:
        NotAllowedError: the person may not hand anything in.
        NotFoundError: the evening has no such line.
        RefusedError: it is embargoed, used already or over, or something is empty.
    """
    require(person, Action.SUBMIT)
    with database.transaction() as connection:
        return _brought(connection, council, person, evening, said, now)


def send(  # noqa: PLR0917  who says what of which evening, when, by which rules
    database: Database,
    council: Council,
    person: Person,
    evening: Evening,
    said: Said,
    now: datetime,
    *,
    rules: CheckRules = USUAL,
) -> tuple[Draft, ...]:
    """It goes out now on every network, approved by this person; all of it or nothing.

    Raises:
        NotAllowedError: the person is none of those who may send that evening.
        NotFoundError: the evening has no such line.
        ConflictError: everything is on hold.
        RefusedError: it is embargoed, used already or over, something is empty, or a
            blocking check says no.
    """
    _require_sender(evening, person, now)
    with database.transaction() as connection:
        made = _brought(connection, council, person, evening, said, now)
        return _approved(connection, person, made, now, rules)


def release(
    database: Database,
    person: Person,
    evening: Evening,
    cue: str,
    now: datetime,
    *,
    rules: CheckRules = USUAL,
) -> tuple[Draft, ...]:
    """What a colleague made of a line goes out now.

    Raises:
        NotAllowedError: the person is none of those who may send that evening.
        NotFoundError: nobody made anything of it.
        ConflictError: everything is on hold.
        RefusedError: it is too early for it, or a blocking check says no.
    """
    _require_sender(evening, person, now)
    line = next((one for one in evening.lines if one.id == cue), None)
    if line is not None:
        _require_free(line, now)
    with database.transaction() as connection:
        found = evenings.of(connection, evening.id, cue, mine=True)
        made = tuple(draft for _, draft in found if is_standing(draft))
        if not made:
            raise NotFoundError("Nobody has made anything of that line")
        return _approved(connection, person, made, now, rules)


def posted(
    database: Database, evening: Evening, decision: Decision, address: str | None
) -> Draft:
    """One of those who send put it out by hand, and says where it can be seen.

    Raises:
        NotAllowedError: the person is none of those who may send that evening.
        NotFoundError: it is no draft of that evening.
        ConflictError: it was changed meanwhile.
        RefusedError: it was not approved.
    """
    if not is_named(evening, decision.person):
        raise _not_a_sender(evening, decision.person)
    with database.transaction() as connection:
        ids = {draft.id for _, draft in evenings.of(connection, evening.id)}
        if decision.draft not in ids:
            raise NotFoundError(f"{evening.name} has no draft {decision.draft}")
        return approving.posted(connection, decision, address)


def worded(evening: Evening, said: Said) -> str:
    """What it would say now, while somebody still types.

    Raises:
        NotFoundError: the evening has no such line.
    """
    if said.cue.startswith(OWN):
        return tagged(evening, cleaned(said.text))
    return so_far(evening, _line(evening, said.cue), _on_one_line(said.answers))


def _brought(  # noqa: PLR0917  what drafts are made of
    connection: Connection,
    council: Council,
    person: Person,
    evening: Evening,
    said: Said,
    now: datetime,
) -> tuple[Draft, ...]:
    """The drafts of it; those of the same tap are found again."""
    words = _words(evening, said, now)
    found = evenings.of(connection, evening.id, said.cue, mine=True)
    if standing := tuple(draft for _, draft in found if is_standing(draft)):
        first = standing[0]
        if first.brought_by == person.name and first.composed == words:
            return standing
        raise RefusedError(
            f"{first.brought_by} has used this line already",
            remedy=f"look at draft {first.id}",
        )
    networks = dict.fromkeys(account.network for account in council.accounts)
    return tuple(
        _bring(connection, council.language, person, evening, said, words, one, now)
        for one in networks
    )


def _approved(
    connection: Connection,
    person: Person,
    made: tuple[Draft, ...],
    now: datetime,
    rules: CheckRules,
) -> tuple[Draft, ...]:
    return tuple(
        approving.approved(
            connection,
            Decision(person=person, draft=one.id, revision=one.revision, now=now),
            None,
            rules,
        )
        if one.state is State.WAITING
        else one
        for one in made
    )


def _words(evening: Evening, said: Said, now: datetime) -> str:
    if now >= evening.ends:
        raise RefusedError(
            f"{evening.name} is over", remedy='write it under "Hand in" instead'
        )
    words = _own(evening, said) if said.cue.startswith(OWN) else None
    if words is None:
        line = _line(evening, said.cue)
        _require_free(line, now)
        answers = _on_one_line(said.answers)
        for blank in blanks(line):
            if not answers.get(blank):
                raise RefusedError(f'"{blank}" is empty', remedy="fill it in")
        words = cleaned(filled(evening, line, answers))
    require_short(words)
    return words


def _own(evening: Evening, said: Said) -> str:
    if not _KEY.fullmatch(said.cue):
        raise RefusedError(
            "The form is not one of ours", remedy="load the page again, then send it"
        )
    if not (words := cleaned(said.text)):
        raise RefusedError("There is no text yet", remedy="say what is happening")
    return tagged(evening, words)


def _on_one_line(answers: Mapping[str, str]) -> dict[str, str]:
    """A name with a line of dashes in it would begin another post."""
    return {name: " ".join(cleaned(text).split()) for name, text in answers.items()}


def _bring(  # noqa: PLR0917  what a draft is made of
    connection: Connection,
    language: str,
    person: Person,
    evening: Evening,
    said: Said,
    words: str,
    network: str,
    now: datetime,
) -> Draft:
    counted = measured(words, network)
    composed = Composed(
        text=words,
        network=network,
        kind=Kind.NEWS,
        language=language,
        template="run-sheet",
        length=counted.length,
        limit=counted.limit,
        useful_until=evening.ends + LATE,
    )
    purpose = f"live {evening.id} {said.cue}"
    from_where = "From" if said.cue.startswith(OWN) else "From the run-sheet of"
    why = f"{from_where} {evening.name}, by {person.name}"
    draft = bring(connection, composed, purpose, why, person.name, now)
    evenings.enter(connection, draft.id, evening.id, said.cue)
    if said.picture is None:
        return draft
    return dressing.illustrate(
        connection,
        draft.id,
        revision=draft.revision,
        picture=said.picture,
        by=person.name,
        now=now,
    )


def _line(evening: Evening, line_id: str) -> Line:
    line = next((one for one in evening.lines if one.id == line_id), None)
    if line is None:
        raise NotFoundError(f"{evening.name} has no line {line_id[:40]}")
    return line


def _require_free(line: Line, now: datetime) -> None:
    if is_embargoed(line, now):
        raise RefusedError(
            "This line is under embargo", remedy="wait until its time has come"
        )


def _require_sender(evening: Evening, person: Person, now: datetime) -> None:
    if now >= evening.ends:
        raise RefusedError(
            f"{evening.name} is over", remedy='write it under "Hand in" instead'
        )
    if not may_send(evening, person, now):
        raise _not_a_sender(evening, person)


def _not_a_sender(evening: Evening, person: Person) -> NotAllowedError:
    return NotAllowedError(
        f"{person.name} may hand in for {evening.name}, and not send now",
        remedy="hand it in, and somebody who may sends it",
    )
