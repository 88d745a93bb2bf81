"""Items given all at once become stories, without a store."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from heapq import nsmallest

from aggregator.model.decision import Decision
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories.decided import partners
from aggregator.stories.match import WORD_PAIR, keys, place
from aggregator.stories.merge import merge

# The right story shares several keys; what shares fewer than so many others do, is
# another thing of that day or name.
MOST = 12
# A headline of five telling words has ten pairs of them. One pair shared are two words
# of five, which is less than what makes two headlines one.
_PAIRS_OF_FIVE = 10


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
        return tuple(
            self.stories[story] for story in sorted(nearest(keys(item), self._by_key))
        )

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


def nearest(
    wanted: Collection[str], by_key: Mapping[str, Collection[str]]
) -> list[str]:
    """The ids of the stories that share most of these keys."""
    shared: Counter[str] = Counter()
    for key in wanted:
        shared.update(by_key.get(key, ()))
    if sum(key.startswith(WORD_PAIR) for key in wanted) >= _PAIRS_OF_FIVE:
        told = {key for key in wanted if not key.startswith(WORD_PAIR)}
        kept = {story for key in told for story in by_key.get(key, ())}
        shared = Counter(
            {
                story: count
                for story, count in shared.items()
                if count > 1 or story in kept
            }
        )
    return nsmallest(MOST, shared, key=lambda story: (-shared[story], story))


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
