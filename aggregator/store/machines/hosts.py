"""Which hosts are being asked, so that each is asked by one batch at a time."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select, text, update

from aggregator.store.tables.machines import hosts

_DONE = text(
    """
    DELETE FROM aggregator_machines.hosts AS held
    WHERE (held.rests_until IS NULL OR held.rests_until < clock_timestamp())
    AND NOT EXISTS (
        SELECT FROM aggregator_machines.procrastinate_jobs AS job
        WHERE job.status IN ('todo', 'doing') AND job.args ->> 'batch' = held.batch
    )
    """
)


def busy(connection: Connection) -> frozenset[str]:
    """The hosts that a batch holds, or that rest; those of ended batches are let go."""
    connection.execute(_DONE)
    return frozenset(connection.scalars(select(hosts.c.host)))


def hold(connection: Connection, batches: Mapping[str, Collection[str]]) -> None:
    """Give each batch its hosts.

    Raises:
        StoreError: one of them is held; the transaction is lost.
    """
    rows = [
        {"host": host, "batch": batch}
        for batch, held in batches.items()
        for host in held
    ]
    if rows:
        connection.execute(insert(hosts), rows)


def let_go(
    connection: Connection, batch: str, names: Collection[str], rest: timedelta
) -> None:
    """These hosts of a batch have been asked; others may, after a `rest`."""
    ours = (hosts.c.batch == batch) & hosts.c.host.in_(names)
    if rest:
        until = func.clock_timestamp() + rest
        connection.execute(update(hosts).where(ours).values(rests_until=until))
    else:
        connection.execute(delete(hosts).where(ours))
