"""Looks at the addresses in drafts: the last one of each."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, select

from aggregator.model.link import LinkLook
from aggregator.store.tables.links import links
from aggregator.store.upsert import insert_or


def load(connection: Connection, urls: Collection[str]) -> dict[str, LinkLook]:
    """The last look at each of these, by its address."""
    if not urls:
        return {}
    rows = connection.execute(select(links).where(links.c.url.in_(urls))).mappings()
    return {row["url"]: LinkLook(**row) for row in rows}


def save(connection: Connection, looks: Iterable[LinkLook]) -> None:
    """Keep these in the place of earlier ones."""
    for look in looks:
        values = {
            column.name: getattr(look, column.name)
            for column in links.c
            if not column.primary_key
        }
        connection.execute(
            insert_or(connection, links)
            .values(url=look.url, **values)
            .on_conflict_do_update(index_elements=["url"], set_=values)
        )


def forget(connection: Connection, before: datetime) -> None:
    """Addresses that nobody looked at since are in no draft any more."""
    connection.execute(delete(links).where(links.c.looked_at < before))
