"""How many follow an account: when it was asked, and what it was told."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, or_, select

from aggregator.model.evidence import Followers
from aggregator.store.tables.followers import followers
from aggregator.store.upsert import insert_or


def are_due(
    connection: Connection,
    network: str,
    account: str,
    now: datetime,
    *,
    every: timedelta,
    again_after: timedelta,
) -> bool:
    """Whether to ask: `again_after` a question that was not answered."""
    query = select(followers.c.at).where(
        followers.c.network == network,
        followers.c.account == account,
        or_(
            followers.c.at > now - again_after,
            and_(followers.c.at > now - every, followers.c.number.is_not(None)),
        ),
    )
    return connection.execute(query.limit(1)).first() is None


def add(
    connection: Connection,
    network: str,
    account: str,
    number: int | None,
    now: datetime,
) -> None:
    """Keep what was told, or that nothing was."""
    connection.execute(
        insert_or(connection, followers)
        .values(network=network, account=account, at=now, number=number)
        .on_conflict_do_nothing()
    )


def between(
    connection: Connection, since: datetime, until: datetime
) -> tuple[Followers, ...]:
    """Every answer of that time, in order."""
    query = (
        select(followers)
        .where(
            followers.c.at >= since,
            followers.c.at < until,
            followers.c.number.is_not(None),
        )
        .order_by(followers.c.network, followers.c.account, followers.c.at)
    )
    return tuple(Followers(**row) for row in connection.execute(query).mappings())
