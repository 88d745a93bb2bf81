"""What colleagues hand in, what becomes of it, and what is said about it."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.desk.bringing import bring
from aggregator.desk.decision import Decision, reword, write_down
from aggregator.desk.roles import Action, may, require
from aggregator.desk.words import cleaned, require_short
from aggregator.drafts.thread import measured
from aggregator.model.council import Council, Person
from aggregator.model.draft import Comment, Composed, Draft, Illustration
from aggregator.model.errors import NotAllowedError, RefusedError
from aggregator.model.facts import Kind
from aggregator.store import audit, comments, drafts, dressing, handed_in
from aggregator.store.database import Connection, Database

PURPOSE = "submission"
SHOWN = 50
LONGEST_COMMENT = 1_000
_BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a colleague wrote; `useful_until` is when an event begins, for example.

    `picture` is the photo that came with it. `key` is of the form that it was written
    in: what comes with the same one again, after a lost connection or a second press,
    was handed in already.
    """

    text: str
    kind: Kind = Kind.NEWS
    useful_until: datetime | None = None
    picture: Illustration | None = None
    key: str | None = None


def submit(
    database: Database,
    council: Council,
    person: Person,
    submission: Submission,
    now: datetime,
) -> tuple[Draft, ...]:
    """A draft for each network of the council, waiting for an editor.

    None where the same form was handed in before.

    Raises:
        NotAllowedError: the person may not hand anything in.
        RefusedError: there is no text, it is far too long, or it is over already.
    """
    require(person, Action.SUBMIT)
    words = _sensible(submission, now)
    networks = dict.fromkeys(account.network for account in council.accounts)
    with database.transaction() as connection:
        key = f"{person.id} {submission.key}"
        if submission.key and not handed_in.is_first(connection, key, now):
            return ()
        return tuple(
            _bring(connection, council, person, submission, words, network, now)
            for network in networks
        )


def change(database: Database, decision: Decision, text: str) -> Draft:
    """Its author puts other words in its place while it waits.

    Raises:
        NotAllowedError: somebody else brought it.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: the text is empty or far too long, or it does not wait.
    """
    words = cleaned(text)
    if not words:
        raise RefusedError("The text is empty", remedy="write a sentence or two")
    require_short(words)
    with database.transaction() as connection:
        _require_own(drafts.load(connection, decision.draft), decision.person)
        return reword(connection, decision, words)


def ask(database: Database, decision: Decision, text: str) -> Draft:
    """Its author is asked to change it, and it is out of the queue until they have.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: nothing is asked, nobody brought it, or it does not wait.
    """
    require(decision.person, Action.DECIDE)
    said = _comment(text)
    with database.transaction() as connection:
        before = drafts.load(connection, decision.draft)
        if before.brought_by is None:
            raise RefusedError(
                "The program wrote this draft, and cannot be asked",
                remedy="edit it yourself, or reject it",
            )
        after = drafts.rest(
            connection,
            decision.draft,
            revision=decision.revision,
            asked=True,
            by=decision.person.name,
            now=decision.now,
        )
        name = decision.person.name
        comments.add(connection, decision.draft, name, said, decision.now)
        write_down(connection, decision, "ask", None, said)
    return after


def comment(
    database: Database, person: Person, draft_id: int, text: str, now: datetime
) -> None:
    """Say something about a draft.

    Raises:
        NotAllowedError: the person is neither an editor nor its author.
        NotFoundError: there is no such draft.
        RefusedError: nothing is said, or too much.
    """
    said = _comment(text)
    with database.transaction() as connection:
        draft = drafts.load(connection, draft_id)
        if not may(person, Action.DECIDE):
            _require_own(draft, person)
        comments.add(connection, draft_id, person.name, said, now)
        audit.write(
            connection,
            who=person.name,
            what="comment",
            subject=f"draft {draft_id}",
            before=None,
            after=said,
            now=now,
        )


def said_of(database: Database, draft_id: int) -> tuple[Comment, ...]:
    """The comments on a draft, oldest first."""
    with database.reading() as connection:
        return comments.of(connection, draft_id)


def brought_by(database: Database, person: Person) -> tuple[Draft, ...]:
    """What a colleague handed in lately, newest first, and what became of it."""
    with database.reading() as connection:
        return drafts.brought_by(connection, person.name, SHOWN)


def _sensible(submission: Submission, now: datetime) -> str:
    words = cleaned(submission.text)
    if not words:
        raise RefusedError(
            "There is no text yet", remedy="say in a sentence or two what it is about"
        )
    require_short(words)
    if submission.useful_until is not None and submission.useful_until <= now:
        raise RefusedError(
            "That day and time are past",
            remedy="choose a time to come, or leave it out",
        )
    return words


def _bring(  # noqa: PLR0917  what a draft is made of
    connection: Connection,
    council: Council,
    person: Person,
    submission: Submission,
    words: str,
    network: str,
    now: datetime,
) -> Draft:
    found = measured(words, network)
    composed = Composed(
        text=words,
        network=network,
        kind=submission.kind,
        language=council.language,
        template=_BY_HAND,
        length=found.length,
        limit=found.limit,
        useful_until=submission.useful_until,
    )
    why = f"Handed in by {person.name}"
    draft = bring(connection, composed, PURPOSE, why, person.name, now)
    if submission.picture is None:
        return draft
    return dressing.illustrate(
        connection,
        draft.id,
        revision=draft.revision,
        picture=submission.picture,
        by=person.name,
        now=now,
    )


def _comment(text: str) -> str:
    said = cleaned(text)
    if not said:
        raise RefusedError(
            "The comment is empty", remedy="say what should be different"
        )
    if len(said) > LONGEST_COMMENT:
        raise RefusedError(
            f"The comment has {len(said):,} characters",
            remedy=f"{LONGEST_COMMENT:,} are enough",
        )
    return said


def _require_own(draft: Draft, person: Person) -> None:
    if draft.brought_by != person.name:
        raise NotAllowedError(
            f"Draft {draft.id} is not yours to change",
            remedy="ask an editor to do it",
        )
