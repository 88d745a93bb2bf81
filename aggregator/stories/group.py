"""Items given all at once become stories, without a store."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from aggregator.model.decision import Decision
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories.decided import partners
from aggregator.stories.index import Index, Postings
from aggregator.stories.keys import keys
from aggregator.stories.match import THE_SAME_ITEM, place
from aggregator.stories.merge import merge


class Shelf:
    """Stories found by the keys of their items.

    `postings` are keys that a store has found already, with the ids of `stories`.
    """

    def __init__(
        self, stories: Iterable[Story] = (), postings: Postings | None = None
    ) -> None:
        self.stories: dict[str, Story] = {}
        self._index = Index(postings)
        for story in stories:
            self.stories[story.id] = story
            if postings is None:
                for item in story.items:
                    self._index.add(story.id, keys(item))

    def put(self, story: Story, found: Iterable[int] = ()) -> None:
        """Keep a story, or its newer form, and the keys that it has besides."""
        self.stories[story.id] = story
        self._index.add(story.id, found)

    def candidates(self, found: Collection[int]) -> tuple[Story, ...]:
        """The stories that share most of an item's keys, the likeliest first."""
        near = self._index.nearest(found)
        # A store brings no more than what was near when it was asked.
        return tuple(self.stories[one] for one in near if one in self.stories)

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
    """Each item with the story it belongs to: "s1", "s2" and so on.

    The same items make the same stories in whatever order they are given: they are
    placed fullest first, and the stories named in the order of the items.
    """
    given = list(items)
    shelf = Shelf()
    placed: dict[int, Placement] = {}
    known: dict[tuple[str, str], str | None] = {}
    for at in sorted(range(len(given)), key=lambda at: _fullest_first(given[at])):
        item = given[at]
        # The same item again says what has changed, be it all of it.
        story = known.get((item.source, item.id))
        placed[at] = _put(shelf, item, now, decisions, story)
        known[item.source, item.id] = placed[at].story
    found = [placed[at] for at in range(len(given))]
    first = dict.fromkeys(placement.story for placement in found)
    names = {story: f"s{number}" for number, story in enumerate(first, 1)}
    return [
        (item, replace(placement, story=names[placement.story]))
        for item, placement in zip(given, found, strict=True)
    ]


def _put(
    shelf: Shelf,
    item: Item,
    now: datetime,
    decisions: Sequence[Decision],
    known_as: str | None,
) -> Placement:
    found = keys(item)
    near = shelf.candidates(found)
    if decisions:
        near = shelf.with_partners(item, near, decisions)
    if known_as is not None:
        placement = Placement(story=known_as, reason=THE_SAME_ITEM)
    else:
        placement = place(item, near, decisions)
    if placement.story is None:
        name = f"s{len(shelf.stories) + 1}"
        shelf.put(merge(name, [item], now), found)
        return replace(placement, story=name)
    known = shelf.stories[placement.story]
    shelf.put(replace(known, items=(*known.items, item)), found)
    return placement


def _fullest_first(item: Item) -> tuple[object, ...]:
    """What says most comes first; ties by what it says, so that any order is one."""
    said = (item.url, item.starts, item.venue, item.summary, item.closes)
    moment = item.starts or item.closes or item.published
    return (
        -sum(fact is not None for fact in said),
        moment.isoformat() if moment is not None else "",
        -len(item.title),
        item.title,
        item.source,
        item.id,
    )
