"""What an outcome does to its delivery, in one transaction with its draft."""

from datetime import datetime

from aggregator.deliver import decide
from aggregator.deliver.networks import network
from aggregator.deliver.said import day
from aggregator.model.delivery import (
    Cause,
    Delivery,
    DeliveryState,
    Outcome,
    Refused,
    Sent,
    Unknown,
)
from aggregator.model.draft import State
from aggregator.store import audit, deliveries, drafts, ledger
from aggregator.store.database import Connection, Database

_AT_AN_END = {DeliveryState.PUBLISHED, DeliveryState.CANCELLED}
_IN_DOUBT = {DeliveryState.UNKNOWN, DeliveryState.NEEDS_ATTENTION}


def record(
    database: Database, sending: Delivery, part: int, outcome: Outcome, now: datetime
) -> Delivery:
    """Write down what became of an attempt; claimed again if there are more parts.

    Raises:
        ConflictError: the claim was lost meanwhile, and somebody else knows more.
    """
    with database.transaction() as connection:
        ledger.end_attempt(
            connection,
            sending.id,
            sending.fence,
            outcome=type(outcome).__name__.lower(),
            sentence=None if isinstance(outcome, Sent) else outcome.sentence,
            now=now,
        )
        if isinstance(outcome, Sent):
            current = deliveries.load(connection, sending.id)
            # Whoever slept through the lease may still bring the good news.
            late = current.fence != sending.fence and current.state in _IN_DOUBT
            return found(connection, current if late else sending, part, outcome, now)
        if isinstance(outcome, Refused):
            return _refused(connection, sending, outcome, now)
        return _unknown(connection, sending, outcome, now)


def found(
    connection: Connection, before: Delivery, part: int, sent: Sent, now: datetime
) -> Delivery:
    """One part is out: the last one ends the delivery, another is claimed to go on.

    Raises:
        ConflictError: the claim was lost meanwhile.
    """
    ledger.keep_post(connection, before.id, part, sent, now)
    out = deliveries.posts_of(connection, before.id)
    if before.payload and len(out) < len(before.payload.parts):
        if before.state is DeliveryState.NEEDS_ATTENTION:
            return before  # a person chooses whether the rest follows
        return ledger.claim(connection, before, now + decide.LEASE)
    published = ledger.finish(connection, before, out[0].address, now)
    _tell_the_draft(connection, published, now)
    return published


def _refused(
    connection: Connection, sending: Delivery, outcome: Refused, now: datetime
) -> Delivery:
    late = now > sending.moment + decide.LATE
    if outcome.cause is Cause.DUPLICATE and (sending.doubts or late):
        # The words are out: by an attempt whose answer was lost, or that a backup
        # which was put back does not know. The account will show it.
        return ledger.doubt(
            connection, sending, sentence=outcome.sentence, next_at=now, counted=False
        )
    again_at = outcome.again_at or decide.again_at(sending, now)
    if outcome.passing and again_at <= sending.moment + decide.WINDOW:
        return ledger.refuse(
            connection,
            sending,
            cause=outcome.cause,
            sentence=outcome.sentence,
            again_at=again_at,
        )
    sentence = outcome.sentence
    if outcome.cause is Cause.DUPLICATE:
        sentence = _same_words(connection, sending, now) or sentence
    asked = ledger.ask(connection, sending, outcome.cause, sentence)
    _write(connection, asked, "needs attention", sentence, now)
    return asked


def _same_words(connection: Connection, sending: Delivery, now: datetime) -> str | None:
    """When they went out, which no network tells."""
    before = ledger.said_before(connection, sending)
    if before is None:
        return None
    title = network(sending.network).title
    on = day(before.astimezone(now.tzinfo))
    return f"{title} refuses the same words as on {on}; change a word or two"


def _unknown(
    connection: Connection, sending: Delivery, outcome: Unknown, now: datetime
) -> Delivery:
    # The account is read at once, and after another lost answer in a minute.
    next_at = decide.look_again_at(now) if sending.doubts else now
    return ledger.doubt(
        connection, sending, sentence=outcome.sentence, next_at=next_at, counted=True
    )


def _tell_the_draft(connection: Connection, published: Delivery, now: datetime) -> None:
    _write(connection, published, "published", published.address, now)
    every = deliveries.for_draft(connection, published.draft)
    draft = drafts.load(connection, published.draft)
    if draft.state is State.APPROVED and all(one.state in _AT_AN_END for one in every):
        drafts.move(
            connection,
            draft.id,
            revision=draft.revision,
            to=State.PUBLISHED,
            by=audit.PROGRAM,
            reason=published.address,
            now=now,
        )


def _write(
    connection: Connection,
    delivery: Delivery,
    what: str,
    after: str | None,
    now: datetime,
) -> None:
    audit.write(
        connection,
        who=audit.PROGRAM,
        what=what,
        subject=f"draft {delivery.draft}",
        before=delivery.network,
        after=after,
        now=now,
    )
