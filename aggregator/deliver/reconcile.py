"""An outcome that nobody knows, settled by reading the account back."""

from datetime import datetime

from aggregator.deliver import decide
from aggregator.deliver.means import SLACK, Account, Means
from aggregator.deliver.outcomes import found
from aggregator.deliver.payload import part_of
from aggregator.deliver.publisher import Where
from aggregator.model.delivery import Attempt, Cause, Delivery, Sent
from aggregator.model.errors import NetworkError
from aggregator.store import deliveries, ledger, plans
from aggregator.store.database import Connection


def settle(means: Means, account: Account, held: Delivery) -> Delivery:
    """Look whether it is out; claimed if it surely is not and may be sent once more.

    Raises:
        ConflictError: the claim was lost meanwhile.
    """
    with means.database.reading() as connection:
        number = len(deliveries.posts_of(connection, held.id))
        after = [one.remote for one in deliveries.posts_of(connection, held.id)]
        tried = ledger.attempts_of(connection, held.id, number)
        known = ledger.known_remotes(connection, account.network)
    # Nothing is unknown that was not tried, and nothing is tried without a payload.
    assert held.payload is not None
    part = part_of(held.payload, number, after[-1] if after else None, lambda _: b"")
    assert part is not None
    began = tried[0].began_at if tried else held.promised_at
    there: Sent | None = None
    unreadable: str | None = None
    try:
        there = account.publisher.find(part, Where(since=began - SLACK, known=known))
    except NetworkError as error:
        unreadable = str(error)
    means.reached("read back")
    now = means.clock()
    with means.database.transaction() as connection:
        if there is not None:
            return found(connection, held, number, there, now)
        if unreadable is not None:
            return _unreadable(connection, held, unreadable, now)
        return _absent(connection, account, held, tried, now)


def _unreadable(
    connection: Connection, held: Delivery, sentence: str, now: datetime
) -> Delivery:
    if decide.is_over(held, now):
        told = f"Nobody knows whether it is out: {sentence}"
        return ledger.ask(connection, held, Cause.NOBODY_KNOWS, told)
    return _later(connection, held, sentence, now)


def _absent(
    connection: Connection,
    account: Account,
    held: Delivery,
    tried: tuple[Attempt, ...],
    now: datetime,
) -> Delivery:
    habits = account.publisher.habits
    last = tried[-1].began_at if tried else held.promised_at
    settled = now >= last + habits.settles_after
    if decide.is_over(held, now):
        if settled:
            told = "It is not on the account, and its time has passed"
            return ledger.ask(connection, held, Cause.MISSED, told)
        told = "It is not on the account yet, and may still appear there"
        return ledger.ask(connection, held, Cause.NOBODY_KNOWS, told)
    first = tried[0].began_at if tried else held.promised_at
    if plans.held(connection) is None and decide.may_try_again(
        held, habits, first=first, last=last, now=now
    ):
        return ledger.claim(connection, held, now + decide.LEASE)
    told = "It is not on the account so far; looked for again soon"
    return _later(connection, held, told, now)


def _later(
    connection: Connection, held: Delivery, sentence: str, now: datetime
) -> Delivery:
    return ledger.doubt(
        connection,
        held,
        sentence=sentence,
        next_at=decide.look_again_at(now),
        counted=False,
    )
