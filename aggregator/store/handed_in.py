"""Forms that were handed in already, by a key that each of them has."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete

from aggregator.store.tables.drafts import handed_in
from aggregator.store.upsert import insert_or

# A telephone may lie in a drawer over the summer, and then send what it kept.
REMEMBERED = timedelta(days=120)


def is_first(connection: Connection, key: str, now: datetime) -> bool:
    """Whether nothing came with that key before; from now on something has.

    What comes with it in the same moment waits until this transaction ends.
    """
    connection.execute(delete(handed_in).where(handed_in.c.at < now - REMEMBERED))
    noted = connection.execute(
        insert_or(connection, handed_in)
        .values(key=key, at=now)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(handed_in.c.key)
    ).scalar()
    return noted is not None
