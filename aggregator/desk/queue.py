"""What an editor may do with a draft: each is one transaction, each is written down."""

from datetime import datetime

from aggregator.desk import approving, planning
from aggregator.desk.approving import approved, blocking, minute, moved
from aggregator.desk.cards import findings_of
from aggregator.desk.decision import Decision, reword, write_down
from aggregator.desk.planning import When
from aggregator.desk.roles import Action, require
from aggregator.desk.words import cleaned, require_short
from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.delivery import Act, DeliveryState
from aggregator.model.draft import Draft, State
from aggregator.model.errors import RefusedError
from aggregator.store import deliveries, drafts
from aggregator.store.database import Database

_PLANNED = (DeliveryState.READY, DeliveryState.NEEDS_ATTENTION)


def approve(
    database: Database,
    decision: Decision,
    when: When | None = None,
    *,
    rules: CheckRules = USUAL,
    as_it_is: bool = False,
) -> Draft:
    """It may go out: at once, unless `when` says otherwise.

    With `as_it_is` somebody's post is passed on without words of ours.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile, or everything is on hold.
        RefusedError: a blocking check says no, it is not waiting, or the time that was
            chosen makes no sense.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        return approved(connection, decision, when, rules, as_it_is=as_it_is)


def reject(database: Database, decision: Decision, reason: str) -> Draft:
    """It shall not go out; the reason is kept and counted.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: no reason was given, or it is not waiting.
    """
    require(decision.person, Action.DECIDE)
    if not reason.strip():
        raise RefusedError(
            "A rejection needs a reason",
            remedy='say why in a few words, for example "not for us"',
        )
    with database.transaction() as connection:
        return moved(connection, decision, State.REJECTED, reason.strip())


def edit(database: Database, decision: Decision, text: str) -> Draft:
    """Put other words in its place; what we composed is kept beside them.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: the text is empty or a book, or the draft is not waiting.
    """
    require(decision.person, Action.DECIDE)
    words = cleaned(text)
    if not words:
        raise RefusedError(
            "The text is empty", remedy="reject the draft if it should not go out"
        )
    require_short(words)
    with database.transaction() as connection:
        return reword(connection, decision, words)


def put_right(
    database: Database, decision: Decision, rule: str, *, rules: CheckRules = USUAL
) -> Draft:
    """What a check found, put right as it proposes, in the words as they are now.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: the check has nothing to put right, or the draft does not wait.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        draft = drafts.load(connection, decision.draft)
        fixes = {
            finding.rule: finding.fix
            for finding in findings_of(connection, draft, decision.now, rules)
        }
        words = fixes.get(rule)
        if words is None:
            raise RefusedError(
                "There is nothing left to put right in that",
                remedy="load the page again to see what the checks say now",
            )
        return reword(connection, decision, cleaned(words), "put right")


def plan(
    database: Database, decision: Decision, when: When, *, rules: CheckRules = USUAL
) -> Draft:
    """An approved draft goes out at another time.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile, or is on its way.
        RefusedError: it is not approved, the time makes no sense, or a blocking check
            says no to it.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        draft = drafts.load(connection, decision.draft)
        if draft.state is not State.APPROVED:
            raise RefusedError(
                "Only what is approved has a time", remedy="approve it for that time"
            )
        moment = planning.due(connection, draft, when, decision.now, rules)
        moment = moment or decision.now
        planned = [
            one
            for one in deliveries.for_draft(connection, draft.id)
            if one.state in _PLANNED
        ]
        found = findings_of(connection, draft, decision.now, rules, due=moment)
        as_it_is = any(one.act is Act.REPOST for one in planned)
        if stops := blocking(found, of_words=not as_it_is):
            raise RefusedError(
                f"It cannot go out then: {stops}",
                remedy="choose another time, or put it back into the queue to edit it",
            )
        for delivery in planned:
            deliveries.plan(connection, delivery.id, moment)
            was = minute(delivery.moment)
            write_down(connection, decision, "plan", was, minute(moment))
    return draft


def snooze(database: Database, decision: Decision, until: datetime | None) -> Draft:
    """Not now: out of the queue until then; with `None` it is back in it.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it does not wait, or until then it would be no use any more.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        draft = drafts.load(connection, decision.draft)
        if until is not None:
            _require_useful(draft, until, decision.now)
        after = drafts.rest(
            connection,
            decision.draft,
            revision=decision.revision,
            until=until,
            by=decision.person.name,
            now=decision.now,
        )
        if until is None:
            write_down(connection, decision, "wake", None, None)
        else:
            write_down(connection, decision, "snooze", None, minute(until))
    return after


def undo(database: Database, decision: Decision) -> Draft:
    """Back to the queue, from approved, rejected or withdrawn, until it is out.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile, or may be out this moment.
        RefusedError: it is out already, or waits already.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        after = moved(connection, decision, State.WAITING)
        deliveries.cancel(connection, decision.draft)
    return after


def posted(database: Database, decision: Decision, address: str | None) -> Draft:
    """A person says that they put it out by hand, and where it can be seen.

    The address may follow later, when it was left empty.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it was not approved, or the address is not one of a post.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        return approving.posted(connection, decision, address)


def not_posted(database: Database, decision: Decision) -> Draft:
    """Back to approved, when "I posted it" was a slip.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it is not out, or the network itself said that it is.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        after = moved(connection, decision, State.APPROVED)
        for delivery in deliveries.for_draft(connection, decision.draft):
            if delivery.state is not DeliveryState.CANCELLED:
                deliveries.reopen(connection, delivery.id)
    return after


def _require_useful(draft: Draft, until: datetime, now: datetime) -> None:
    if until <= now:
        raise RefusedError("That time is past already", remedy="choose a time to come")
    if draft.useful_until is not None and until >= draft.useful_until:
        raise RefusedError(
            "By then it is over, and nobody could post it any more",
            remedy="put it aside for less long, or reject it",
        )
