"""Readings of posts: which are due, what they told, all of them kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, literal, select, update

from aggregator.model.delivery import Act, DeliveryState
from aggregator.model.metrics import Metrics
from aggregator.store.tables.deliveries import deliveries
from aggregator.store.tables.metrics import metrics, readings
from aggregator.store.upsert import insert_or


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePost:
    """A post that is to be read again; `taken` is how often it was."""

    delivery: int
    network: str
    address: str
    posted_at: datetime
    taken: int


def begin(connection: Connection, first_after: timedelta, since: datetime) -> int:
    """Posts that went out after that moment are to be read; says how many are new."""
    known = select(readings.c.delivery)
    query = select(deliveries.c.id, deliveries.c.posted_at).where(
        deliveries.c.state == DeliveryState.PUBLISHED,
        deliveries.c.address.is_not(None),
        # What somebody else's post does, passed on, is no evidence of ours.
        deliveries.c.act != Act.REPOST,
        deliveries.c.posted_at > since,
        deliveries.c.id.not_in(known),
    )
    rows = [
        {"delivery": row.id, "taken": 0, "due": row.posted_at + first_after}
        for row in connection.execute(query)
    ]
    for row in rows:
        connection.execute(
            insert_or(connection, readings)
            .values(**row, gone=False)
            .on_conflict_do_nothing()
        )
    return len(rows)


def due(
    connection: Connection, network: str, now: datetime, limit: int
) -> tuple[DuePost, ...]:
    """Posts of a network whose next reading is due, the longest overdue first."""
    query = (
        select(
            readings.c.delivery,
            readings.c.taken,
            deliveries.c.network,
            deliveries.c.address,
            deliveries.c.posted_at,
        )
        .join(deliveries, deliveries.c.id == readings.c.delivery)
        .where(
            readings.c.due <= now,
            deliveries.c.network == network,
            deliveries.c.state == DeliveryState.PUBLISHED,
        )
        .order_by(readings.c.due, readings.c.delivery)
        .limit(limit)
    )
    return tuple(DuePost(**row) for row in connection.execute(query).mappings())


def add(
    connection: Connection, delivery: int, reading: Metrics, next_due: datetime | None
) -> None:
    """Keep a reading; one of the same moment is kept once."""
    connection.execute(
        insert_or(connection, metrics)
        .values(delivery=delivery, **asdict(reading))
        .on_conflict_do_nothing()
    )
    _schedule(connection, delivery, next_due, gone=False)


def gone(connection: Connection, delivery: int) -> None:
    """The network has no such post any more: it is not asked for again."""
    _schedule(connection, delivery, None, gone=True)


def readings_of(connection: Connection, delivery: int) -> tuple[Metrics, ...]:
    """Every reading of a post, the first one first."""
    query = select(metrics).where(metrics.c.delivery == delivery).order_by(metrics.c.at)
    return tuple(metrics_of(row) for row in connection.execute(query).mappings())


def latest(
    connection: Connection, since: datetime, until: datetime
) -> dict[int, Metrics]:
    """The newest reading of each post that went out in that time."""
    newest = (
        select(metrics.c.delivery, func.max(metrics.c.at).label("at"))
        .join(deliveries, deliveries.c.id == metrics.c.delivery)
        .where(deliveries.c.posted_at >= since, deliveries.c.posted_at < until)
        .group_by(metrics.c.delivery)
        .subquery()
    )
    query = select(metrics).join(
        newest,
        (metrics.c.delivery == newest.c.delivery) & (metrics.c.at == newest.c.at),
    )
    return {
        row["delivery"]: metrics_of(row) for row in connection.execute(query).mappings()
    }


def metrics_of(row: object) -> Metrics:
    """The reading of a row."""
    return Metrics(**{name: row[name] for name in Metrics.__slots__})  # type: ignore[index]


def add_many(connection: Connection, rows: Sequence[tuple[int, Metrics]]) -> None:
    """Keep readings that a person brought from elsewhere, such as a network's file."""
    if rows:
        connection.execute(
            insert(metrics),
            [{"delivery": number, **asdict(reading)} for number, reading in rows],
        )


def _schedule(
    connection: Connection, delivery: int, next_due: datetime | None, *, gone: bool
) -> None:
    connection.execute(
        update(readings)
        .where(readings.c.delivery == delivery)
        .values(taken=readings.c.taken + literal(1), due=next_due, gone=gone)
    )
