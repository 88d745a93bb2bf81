"""The drafts of a live evening, and how they follow each other on an account."""

from sqlalchemy import Connection, and_, func, insert, or_, select

from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import Draft
from aggregator.store.deliveries import posts_of
from aggregator.store.delivery_rows import delivery_of
from aggregator.store.draft_rows import draft_of
from aggregator.store.locks import Turn, take_turn
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.drafts import drafts
from aggregator.store.tables.evenings import evening_posts

# What nobody waits for: the thread goes on from the one before it.
_PASSED_OVER = (DeliveryState.CANCELLED, DeliveryState.NEEDS_ATTENTION)
# An evening has some dozens of posts; no loop may fill the memory.
_MOST = 1_000
_LOOKED_BACK = 20


def enter(connection: Connection, draft_id: int, evening: str, cue: str) -> None:
    """The draft is of that evening, and says that line of it."""
    connection.execute(
        insert(evening_posts).values(draft=draft_id, evening=evening, cue=cue)
    )


def of(
    connection: Connection, evening: str, cue: str | None = None, *, mine: bool = False
) -> tuple[tuple[str, Draft], ...]:
    """What was made of an evening's lines, or of one, oldest first, with the line.

    With `mine` nobody else may look so until the transaction ends: who finds none may
    add one, and it is the only one.
    """
    if mine:
        take_turn(connection, Turn.SPEAK)
    query = (
        select(evening_posts.c.cue, drafts)
        .join(drafts, drafts.c.id == evening_posts.c.draft)
        .where(evening_posts.c.evening == evening)
        .order_by(evening_posts.c.draft)
        .limit(_MOST)
    )
    if cue is not None:
        query = query.where(evening_posts.c.cue == cue)
    rows = connection.execute(query).mappings()
    return tuple((row["cue"], draft_of(row)) for row in rows)


def before(
    connection: Connection, delivery: Delivery, *, named: bool = True
) -> tuple[Delivery, str | None] | None:
    """The post of the same evening that this one follows on its account.

    With it what the network calls it; nothing while it is not out. What was taken back,
    or needs a person, is passed over; with `named` also what a person put out by hand,
    for a network cannot be told to answer that.
    """
    evening = connection.scalar(
        select(evening_posts.c.evening).where(evening_posts.c.draft == delivery.draft)
    )
    if evening is None:
        return None
    moment = func.coalesce(deliveries.c.due, deliveries.c.promised_at)
    query = (
        select(deliveries)
        .join(evening_posts, evening_posts.c.draft == deliveries.c.draft)
        .where(
            evening_posts.c.evening == evening,
            deliveries.c.network == delivery.network,
            deliveries.c.account == delivery.account,
            deliveries.c.state.not_in(_PASSED_OVER),
            or_(
                moment < delivery.moment,
                and_(moment == delivery.moment, deliveries.c.id < delivery.id),
            ),
        )
        .order_by(moment.desc(), deliveries.c.id.desc())
        .limit(_LOOKED_BACK)
    )
    for row in connection.execute(query).mappings():
        one = delivery_of(row)
        if one.state is not DeliveryState.PUBLISHED:
            return one, None
        out = posts_of(connection, one.id)
        if out or not named:
            return one, out[-1].remote if out else None
    return None
