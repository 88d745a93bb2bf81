"""Items given all at once become stories, without a store."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import nsmallest

from aggregator.model.decision import Decision
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories.decided import partners
from aggregator.stories.match import keys, place
from aggregator.stories.merge import merge

# The right story shares several keys; what shares fewer than so many others do, is
# another thing of that day or name.
MOST = 12


class Shelf:
    """Stories found by the keys of their items."""

    def __init__(self, stories: Iterable[Story] = ()) -> None:
        self.stories: dict[str, Story] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for story in stories:
            self.put(story)

    def put(self, story: Story) -> None:
        """Keep a story, or its newer form."""
        self.stories[story.id] = story
        for item in story.items:
            for key in keys(item):
                self._by_key[key].add(story.id)

    def candidates(self, item: Item) -> tuple[Story, ...]:
        """The stories that share most keys with an item, in the order of their ids."""
        shared: Counter[str] = Counter()
        for key in keys(item):
            shared.update(self._by_key.get(key, ()))
        most = nsmallest(MOST, shared, key=lambda story: (-shared[story], story))
        return tuple(self.stories[story] for story in sorted(most))

    def with_partners(
        self, item: Item, candidates: Sequence[Story], decisions: Sequence[Decision]
    ) -> tuple[Story, ...]:
        """The candidates, and the stories of items that editors spoke of beside it."""
        spoken = partners(item, decisions)
        found = {story.id: story for story in candidates}
        for story in self.stories.values():
            if any(member.id in spoken for member in story.items):
                found[story.id] = story
        return tuple(found[story_id] for story_id in sorted(found))


def group(
    items: Iterable[Item], now: datetime, decisions: Sequence[Decision] = ()
) -> list[tuple[Item, Placement]]:
    """Each item with the story it belongs to: "s1", "s2" and so on."""
    shelf = Shelf()
    placed = []
    for item in items:
        near = shelf.candidates(item)
        if decisions:
            near = shelf.with_partners(item, near, decisions)
        placement = place(item, near, decisions)
        story_id = placement.story or f"s{len(shelf.stories) + 1}"
        known = shelf.stories.get(story_id)
        members = (*known.items, item) if known else (item,)
        shelf.put(merge(story_id, members, now))
        placed.append((item, Placement(story=story_id, reason=placement.reason)))
    return placed
