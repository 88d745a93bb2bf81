"""Editors' merges and splits, in the order in which they were made."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from aggregator.model.decision import Bond, Decision
from aggregator.store.chunks import chunks
from aggregator.store.tables.stories import decision_items, decisions


def add(connection: Connection, decision: Decision, *, by: str, now: datetime) -> None:
    """Remember a decision, after those that are remembered already."""
    number = connection.execute(
        insert(decisions)
        .values(bond=decision.bond, at=now, by=by)
        .returning(decisions.c.id)
    ).scalar_one()
    rows = [
        {"decision": number, "item": item, "side": side}
        for side, group in enumerate((decision.one, decision.other))
        for item in sorted(group)
    ]
    connection.execute(insert(decision_items), rows)


def about(connection: Connection, item_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Every decision that names one of the items, the oldest first."""
    return tuple(_load(connection, number) for number in _naming(connection, item_ids))


def hand_over(connection: Connection, gone: Collection[str], heir: str) -> None:
    """What was said of items that were re-issued holds for what took their place."""
    for number in _naming(connection, gone):
        mine = decision_items.c.decision == number
        side = connection.scalars(
            select(decision_items.c.side)
            .where(mine, decision_items.c.item.in_(gone))
            .order_by(decision_items.c.side)
        ).first()
        connection.execute(
            delete(decision_items).where(mine, decision_items.c.item.in_([*gone, heir]))
        )
        connection.execute(
            insert(decision_items).values(decision=number, item=heir, side=side)
        )


def _naming(connection: Connection, item_ids: Iterable[str]) -> list[int]:
    numbers: set[int] = set()
    for ids in chunks(item_ids):
        query = select(decision_items.c.decision).where(decision_items.c.item.in_(ids))
        numbers.update(connection.scalars(query))
    return sorted(numbers)


def _load(connection: Connection, number: int) -> Decision:
    bond = connection.execute(
        select(decisions.c.bond).where(decisions.c.id == number)
    ).scalar_one()
    sides: tuple[set[str], set[str]] = (set(), set())
    rows = connection.execute(
        select(decision_items.c.item, decision_items.c.side).where(
            decision_items.c.decision == number
        )
    )
    for item, side in rows:
        sides[side].add(item)
    return Decision(bond=Bond(bond), one=frozenset(sides[0]), other=frozenset(sides[1]))
