"""How many follow an account: asked once a week, for the last line of the report."""

from datetime import timedelta

import structlog

from aggregator.deliver.ledger import may_read
from aggregator.deliver.means import Account
from aggregator.model.errors import AggregatorError
from aggregator.run.assemble import Parts
from aggregator.store import followers

log = structlog.get_logger()

# X asks $0.01 for it.
_EVERY = timedelta(days=7)
_AGAIN_AFTER = timedelta(days=1)


def count_followers(parts: Parts, account: Account) -> None:
    """Ask if a week has gone; a network that does not answer is asked tomorrow.

    Raises:
        StoreError: the database cannot be used.
    """
    now, name = parts.clock(), _name(account)
    with parts.database.reading() as connection:
        due = followers.are_due(
            connection,
            account.network,
            name,
            now,
            every=_EVERY,
            again_after=_AGAIN_AFTER,
        )
        if not due or may_read(connection, account, now):
            return
    number = _asked(account)
    with parts.database.transaction() as connection:
        followers.add(connection, account.network, name, number, now)


def _asked(account: Account) -> int | None:
    try:
        return account.publisher.followers()
    except AggregatorError as error:
        log.info("followers not read", network=account.network, sentence=str(error))
        return None


def _name(account: Account) -> str:
    """The account's handle; its network's name where it has none."""
    return min(account.names - {account.network}, default=account.network)
