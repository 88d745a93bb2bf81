"""The ledger: every promise is kept once, or becomes a question to a person.

Each step is load, decide, save, in one transaction, and the network is only spoken to
between two of them. That something will be sent is written down before the first byte
goes out; what was sent and not written down is *unknown*, and is read back from the
account (`reconcile.py`) before anything else happens to it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from aggregator.deliver import cost, decide
from aggregator.deliver.decide import LEASE, Standing, Step
from aggregator.deliver.in_turn import may_go_on
from aggregator.deliver.means import SLACK, Account, Means
from aggregator.deliver.outcomes import found, record
from aggregator.deliver.payload import freeze, part_of
from aggregator.deliver.publisher import Part, Where
from aggregator.deliver.reconcile import settle
from aggregator.deliver.tagging import tagged
from aggregator.model.delivery import (
    Cause,
    Delivery,
    DeliveryState,
    Outcome,
    Payload,
    Refused,
)
from aggregator.model.errors import AggregatorError, ConflictError, NetworkError
from aggregator.store import (
    deliveries,
    drafts,
    evenings,
    ledger,
    paid_reads,
    plans,
    stories,
)
from aggregator.store.database import Connection

log = structlog.get_logger()

_MOST_AT_ONCE = 500


def keep_promises(means: Means, account: Account) -> int:
    """Do whatever is due on one account; how many deliveries something was done to.

    Raises:
        StoreError: the database cannot be used.
    """
    for done in range(_MOST_AT_ONCE):
        taken = _take(means, account)
        if taken is None:
            return done
        delivery, step = taken
        try:
            if step is Step.ASK:
                _missed(means, account, delivery)
                continue
            if step is Step.LOOK:
                delivery = settle(means, account, delivery)
            _send(means, account, delivery)
        except ConflictError as error:
            log.info("delivery lost", delivery=delivery.id, sentence=str(error))
        except AggregatorError as error:
            log.warning("delivery stopped", delivery=delivery.id, sentence=str(error))
            raise
    return _MOST_AT_ONCE


def _take(means: Means, account: Account) -> tuple[Delivery, Step] | None:
    """The next delivery to send or look for, ours until its lease ends."""
    if not means.is_certain():
        return None
    now = means.clock()
    with means.database.transaction() as connection:
        standing = _standing(connection)
        for one in ledger.open_deliveries(connection, account.network, account.names):
            intent = decide.next_step(one, standing, now)
            delivery = one
            if intent.step is Step.ASK and intent.cause is Cause.MISSED:
                return ledger.claim(connection, delivery, now + LEASE), Step.ASK
            if intent.step is Step.ASK and intent.cause and intent.sentence:
                ledger.ask(connection, delivery, intent.cause, intent.sentence)
                continue
            if intent.step is Step.DOUBT:
                delivery = ledger.doubt(
                    connection,
                    delivery,
                    sentence=str(intent.sentence),
                    next_at=now,
                    counted=True,
                )
            if intent.step in {Step.DOUBT, Step.LOOK}:
                looked = ledger.claim_look(connection, delivery, now + LEASE)
                return looked, Step.LOOK
            if intent.step is Step.SEND and _has_its_turn(connection, one, now):
                return ledger.claim(connection, delivery, now + LEASE), Step.SEND
    return None


def _has_its_turn(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Whether a post of an evening has nothing more to wait for; others never have."""
    if delivery.payload is not None:
        return True
    found = evenings.before(connection, delivery)
    return may_go_on(delivery, found[0] if found else None, now)


def _send(means: Means, account: Account, held: Delivery) -> None:
    """Send part after part for as long as the claim is ours."""
    means.reached("claimed")
    while held.state is DeliveryState.CLAIMED:
        begun = _begin(means, account, held)
        if begun is None:
            return
        held, number, part = begun
        if part is None:
            outcome: Outcome = Refused(
                cause=Cause.PICTURE, sentence="The picture is no longer there"
            )
        else:
            means.reached("written")
            outcome = _published(means, account, held, part)
            means.reached("answered")
        held = record(means.database, held, number, outcome, means.clock())
        means.reached("recorded")


def _published(means: Means, account: Account, held: Delivery, part: Part) -> Outcome:
    try:
        return account.publisher.publish(part, _sending(means, held))
    except ConflictError as error:
        # Whoever holds it now is not harmed: a lost fence cannot record an outcome.
        return Refused(cause=Cause.SERVER, sentence=str(error), passing=True)


def _missed(means: Means, account: Account, held: Delivery) -> None:
    """Ask a person about what is late, unless it is out: a backup may have come back.

    What goes out is never late, so this may read the account and never sends.
    """
    now = means.clock()
    with means.database.reading() as connection:
        out = deliveries.posts_of(connection, held.id)
        payload = held.payload or _frozen(connection, (means, account), held, now)
        known = ledger.known_remotes(connection, account.network)
    part = part_of(payload, len(out), out[-1].remote if out else None, lambda _: b"")
    assert part is not None
    try:
        where = Where(since=held.promised_at - SLACK, known=known)
        there = account.publisher.find(part, where)
    except NetworkError:
        there = None
    with means.database.transaction() as connection:
        if there is not None:
            held = found(connection, held, len(out), there, now)
        if held.state is DeliveryState.CLAIMED:
            ledger.ask(connection, held, Cause.MISSED, decide.missed(held, now))


def _begin(
    means: Means, account: Account, held: Delivery
) -> tuple[Delivery, int, Part | None] | None:
    """Write the attempt down; nothing if a hold came between, or it is out already."""
    now = means.clock()
    with means.database.transaction() as connection:
        if plans.held(connection):
            ledger.let_go(connection, held)
            return None
        out = deliveries.posts_of(connection, held.id)
        payload = held.payload or _frozen(connection, (means, account), held, now)
        part = part_of(
            payload, len(out), out[-1].remote if out else None, means.picture
        )
        fresh = not ledger.attempts_of(connection, held.id)
        known = ledger.known_remotes(connection, account.network)
    if part and fresh and now > held.moment + decide.LATE:
        where = Where(since=held.promised_at - SLACK, known=known)
        if _is_there(means, account, held, part, where):
            return None
    means.reached("looked")
    with means.database.transaction() as connection:
        if plans.held(connection):
            ledger.let_go(connection, held)
            return None
        if dear := _too_dear(connection, account, payload, len(out), now):
            ledger.ask(connection, held, Cause.BUDGET, dear)
            return None
        sending = ledger.begin(
            connection,
            held,
            part=len(out),
            payload=payload,
            lease_until=means.clock() + LEASE,
            now=means.clock(),
        )
    return sending, len(out), part


def _too_dear(
    connection: Connection, account: Account, payload: Payload, part: int, now: datetime
) -> str | None:
    # A thread that was begun is finished: half of one is worse than some cents more.
    if account.monthly_limit is None or part:
        return None
    return cost.over(
        spent(connection, account, now),
        cost.of_whole(account.network, payload),
        account.monthly_limit,
    )


def spent(connection: Connection, account: Account, now: datetime) -> float:
    """What this month has cost on an account so far, in US dollars: posts and reads."""
    since = _month_of(account, now)
    sent = ledger.sent_since(connection, account.network, account.names, since)
    posting = cost.of_all(account.network, sent)
    return posting + spent_on_reading(connection, account, now)


def spent_on_reading(connection: Connection, account: Account, now: datetime) -> float:
    """What reading has cost on an account this month, in US dollars."""
    since = _month_of(account, now)
    return paid_reads.spent(connection, account.network, account.names, since)


def may_read(connection: Connection, account: Account, now: datetime) -> str | None:
    """Why nothing more is read on an account this month; nothing if it may be."""
    reading = spent_on_reading(connection, account, now)
    return cost.read_enough(reading, account.reading_limit) or cost.read_enough(
        spent(connection, account, now), account.monthly_limit
    )


def _month_of(account: Account, now: datetime) -> datetime:
    there = now.astimezone(ZoneInfo(account.zone))
    return there.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _frozen(
    connection: Connection,
    tools: tuple[Means, Account],
    held: Delivery,
    now: datetime,
) -> Payload:
    means, account = tools
    draft = drafts.load(connection, held.draft)
    text = tagged(draft.text, account.network, account.tags, account.tagged)
    draft = replace(draft, text=text)
    title = stories.load(connection, draft.story).title if draft.story else None
    found = evenings.before(connection, held)
    return freeze(
        draft,
        held,
        now,
        picture=means.picture_name,
        title=title,
        after=found[1] if found else None,
    )


def _is_there(
    means: Means, account: Account, held: Delivery, part: Part, where: Where
) -> bool:
    """Whether what comes late is on the account already, or cannot be looked for."""
    try:
        there = account.publisher.find(part, where)
    except NetworkError as error:
        now = means.clock()
        with means.database.transaction() as connection:
            ledger.refuse(
                connection,
                held,
                cause=Cause.SERVER,
                sentence=str(error),
                again_at=decide.again_at(held, now),
            )
        return True
    if there is None:
        return False
    with means.database.transaction() as connection:
        found(connection, held, 0, there, means.clock())
    return True


def _sending(means: Means, held: Delivery) -> Callable[[], None]:
    """Asked the moment before the bytes go out: is it still ours?"""

    def sending() -> None:
        means.reached("sending")
        now = means.clock()
        with means.database.reading() as connection:
            ours = ledger.still_held(connection, held.id, held.fence)
        if not ours or decide.lapsed(held, now) or not means.is_certain():
            raise ConflictError(
                "It was not sent: the program slept, or its clock jumped"
            )

    return sending


def _standing(connection: Connection) -> Standing:
    return Standing(
        held=plans.held(connection) is not None,
        released_at=ledger.last_release(connection),
    )
