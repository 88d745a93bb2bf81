"""The drafts of a campaign: how many, of which kind, and which it has had."""

from sqlalchemy import Connection, func, select

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.drafts import drafts


def purposes(connection: Connection, campaign: str, network: str) -> frozenset[str]:
    """What drafts without a story it has had on a network, whatever became of them.

    Nobody else may ask so until the transaction ends: what is missing may be added.
    """
    take_turn(connection, Turn.SPEAK)
    query = select(drafts.c.purpose).where(
        drafts.c.campaign == campaign,
        drafts.c.network == network,
        drafts.c.story.is_(None),
    )
    return frozenset(connection.scalars(query))


def counted(connection: Connection) -> dict[str, dict[tuple[State, Kind], int]]:
    """How many drafts each campaign has, by state and kind."""
    query = (
        select(
            drafts.c.campaign,
            drafts.c.state,
            drafts.c.kind,
            func.count().label("number"),
        )
        .where(drafts.c.campaign.is_not(None))
        .group_by(drafts.c.campaign, drafts.c.state, drafts.c.kind)
    )
    found: dict[str, dict[tuple[State, Kind], int]] = {}
    for row in connection.execute(query):
        of_one = found.setdefault(row.campaign, {})
        of_one[State(row.state), Kind(row.kind)] = row.number
    return found
