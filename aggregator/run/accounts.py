"""What each account may do, until when, and what this month has cost."""

import os

from aggregator.deliver.cost import money
from aggregator.deliver.ledger import spent
from aggregator.deliver.means import Account
from aggregator.model.errors import AggregatorError
from aggregator.run.assemble import Parts
from aggregator.run.delivering import connected
from aggregator.store import deliveries


def examine_accounts(parts: Parts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is well with the accounts that post by themselves, and what is not."""
    well: list[str] = []
    unwell: list[str] = []
    with connected(parts, os.environ) as accounts:
        for account in accounts:
            try:
                well.append(f"{account.publisher.about()}{_cost(parts, account)}")
            except AggregatorError as error:
                unwell.append(f"{account.network}: {error}")
    with parts.database.reading() as connection:
        unwell += [
            f"Draft {one.draft} was not posted on {one.network}: {one.sentence}"
            for one in deliveries.needing_attention(connection)
        ]
    return tuple(well), tuple(unwell)


def _cost(parts: Parts, account: Account) -> str:
    if account.network != "x":
        return ""
    with parts.database.reading() as connection:
        cost = money(spent(connection, account, parts.clock()))
    if account.monthly_limit is None:
        return f"; this month has cost about {cost}"
    return f"; this month has cost about {cost} of {money(account.monthly_limit)}"
