"""One draft is approved: the same for whoever may, wherever they say yes."""

from collections.abc import Sequence
from datetime import datetime

from aggregator.desk import planning, sharing
from aggregator.desk.cards import findings_of
from aggregator.desk.decision import Decision, write_down
from aggregator.desk.planning import When
from aggregator.model.check_rules import CheckRules
from aggregator.model.delivery import Act, DeliveryState
from aggregator.model.draft import Draft, Finding, Severity, State
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import deliveries, drafts, plans, stories, ties
from aggregator.store.database import Connection
from aggregator.stories.following import subject

# What is wrong with somebody else's post, whatever words are put beside it.
_OF_THE_POST = frozenset({"cancelled", "pre-election"})


def approved(
    connection: Connection,
    decision: Decision,
    when: When | None,
    rules: CheckRules,
    *,
    as_it_is: bool = False,
) -> Draft:
    """The draft is promised to its account; who may say so is the caller's business.

    With `as_it_is` somebody's post is passed on without words of ours.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile, or everything is on hold.
        RefusedError: a blocking check says no, it is not waiting, or the time that was
            chosen makes no sense.
    """
    if standing := plans.held(connection):
        raise ConflictError(
            f"{standing.by} put everything on hold: {standing.reason}",
            remedy="release the hold first; the draft is still waiting",
        )
    draft = drafts.load(connection, decision.draft)
    shared = sharing.require_shareable(connection, draft) if as_it_is else None
    moment = planning.due(connection, draft, when, decision.now, rules)
    found = findings_of(connection, draft, decision.now, rules, due=moment)
    if stops := blocking(found, of_words=not as_it_is):
        raise RefusedError(
            f"It cannot be approved yet: {stops}",
            remedy="edit it, then approve it",
        )
    after = moved(connection, decision, State.APPROVED)
    if moment is not None:
        write_down(connection, decision, "plan", None, minute(moment))
    deliveries.promise(
        connection,
        draft.id,
        draft.network,
        decision.now,
        due=moment,
        act=Act.REPOST if shared else Act.POST,
        target=shared,
    )
    _take_as_told(connection, draft, decision.now)
    return after


def posted(connection: Connection, decision: Decision, address: str | None) -> Draft:
    """A person put it out by hand; the address may follow later.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: it was not approved.
    """
    draft = drafts.load(connection, decision.draft)
    if draft.state is State.PUBLISHED and address is not None:
        write_down(connection, decision, "address", None, address)
    else:
        draft = moved(connection, decision, State.PUBLISHED, address)
    for delivery in deliveries.for_draft(connection, decision.draft):
        if delivery.state is DeliveryState.CANCELLED:
            continue
        deliveries.publish(
            connection,
            delivery.id,
            address=address,
            by=decision.person.name,
            now=decision.now,
        )
    return draft


def blocking(found: Sequence[Finding], *, of_words: bool) -> str:
    """What stops it, in sentences; nothing if it may go out then.

    Where no words of ours go out, only what is said of the post itself matters.
    """
    return " ".join(
        one.message
        for one in found
        if one.severity is Severity.BLOCKING and (of_words or one.rule in _OF_THE_POST)
    )


def moved(
    connection: Connection, decision: Decision, to: State, reason: str | None = None
) -> Draft:
    """The draft in another state, and the line that says who put it there.

    Raises:
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile.
        RefusedError: nothing leads from its state there.
    """
    before = drafts.load(connection, decision.draft)
    after = drafts.move(
        connection,
        decision.draft,
        revision=decision.revision,
        to=to,
        by=decision.person.name,
        reason=reason,
        now=decision.now,
    )
    write_down(connection, decision, to.value, before.state.value, reason)
    return after


def minute(moment: datetime) -> str:
    """A moment as the lines of the history have it."""
    return moment.isoformat(timespec="minutes")


def _take_as_told(connection: Connection, draft: Draft, now: datetime) -> None:
    """The card showed what had changed: the words are right for the story as it is."""
    told = drafts.basis(connection, draft.id)
    if draft.story is not None and told is not None:
        story = stories.load(connection, draft.story)
        ties.rebase(connection, draft.id, subject(draft.purpose, story, told, now))
