"""What reading has cost at a network that charges for it."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from aggregator.store.tables.paid_reads import paid_reads
from aggregator.store.upsert import insert_or

_MILLS = 1000


def add(
    connection: Connection,
    network: str,
    account: str,
    prices: Mapping[str, float],
    now: datetime,
) -> None:
    """These were read, at so many US dollars each; again on one day in UTC is free."""
    if not prices:
        return
    rows = [
        {
            "network": network,
            "account": account,
            "day": now.astimezone(UTC).date(),
            "resource": resource,
            "mills": round(price * _MILLS),
            "at": now,
        }
        for resource, price in prices.items()
    ]
    connection.execute(insert_or(connection, paid_reads).on_conflict_do_nothing(), rows)


def spent(
    connection: Connection, network: str, accounts: Collection[str], since: datetime
) -> float:
    """What was read on an account since then has cost so many US dollars."""
    query = select(func.coalesce(func.sum(paid_reads.c.mills), 0)).where(
        paid_reads.c.network == network,
        paid_reads.c.account.in_(accounts),
        paid_reads.c.at >= since,
    )
    return int(connection.scalar(query) or 0) / _MILLS


def between(connection: Connection, begins: datetime, ends: datetime) -> float:
    """What was read between two moments, on all accounts, in US dollars."""
    query = select(func.coalesce(func.sum(paid_reads.c.mills), 0)).where(
        paid_reads.c.at >= begins, paid_reads.c.at < ends
    )
    return int(connection.scalar(query) or 0) / _MILLS
