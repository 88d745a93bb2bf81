"""Editors' merges and splits, honoured when an item is placed."""

from collections.abc import Iterable

from aggregator.model.decision import Bond, Decision
from aggregator.model.item import Item
from aggregator.model.story import Story


def decided(item: Item, story: Story, decisions: Iterable[Decision]) -> Bond | None:
    """What editors last said of an item and any item of a story, if anything."""
    members = {member.id for member in story.items} - {item.id}
    found = None
    for decision in decisions:
        if members & _opposite(item.id, decision):
            found = decision.bond
    return found


def partners(item: Item, decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of the items that decisions name opposite this one."""
    return frozenset().union(*(_opposite(item.id, decision) for decision in decisions))


def _opposite(item_id: str, decision: Decision) -> frozenset[str]:
    if item_id in decision.one:
        return decision.other
    return decision.one if item_id in decision.other else frozenset()
