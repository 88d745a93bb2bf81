"""Items join their stories: load what could match, decide, save, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.store import stories
from aggregator.store.database import Connection
from aggregator.stories.group import Shelf
from aggregator.stories.match import keys, place
from aggregator.stories.merge import merge
from aggregator.stories.reissue import is_reissue


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a reading changed: ids of stories, and how many items were new."""

    new_items: int = 0
    new_stories: tuple[str, ...] = ()
    changed_stories: tuple[str, ...] = ()


def place_items(connection: Connection, items: Sequence[Item], now: datetime) -> Placed:
    """Put each item where it belongs and save every story that this changes."""
    known = stories.known(connection, [item.id for item in items])
    wanted = {key for item in items if item.id not in known for key in keys(item)}
    shelf = Shelf(stories.by_keys(connection, wanted))
    for story_id in set(known.values()) - shelf.stories.keys():
        shelf.put(stories.load(connection, story_id))
    before = dict(shelf.stories)
    reasons: dict[str, str] = {}
    listed = {item.id for item in items}
    for item in items:
        placed_in: str | None = known.get(item.id)
        if placed_in is None:
            placement = place(item, shelf.candidates(item))
            reasons[item.id] = placement.reason
            placed_in = placement.story
        story = shelf.stories.get(placed_in or "")
        if story is not None and item.id in reasons:
            story = _without_reissued(connection, story, item, listed)
        shelf.put(_with(story, item, connection, now))
    changed = [
        story for story in shelf.stories.values() if story != before.get(story.id)
    ]
    for story in changed:
        stories.save(
            connection,
            story,
            {item.id: keys(item) for item in story.items},
            reasons,
            now,
        )
    stories.touch_items(connection, [item.id for item in items], now)
    return Placed(
        new_items=len(reasons),
        new_stories=tuple(story.id for story in changed if story.id not in before),
        changed_stories=tuple(story.id for story in changed if story.id in before),
    )


def _without_reissued(
    connection: Connection, story: Story, item: Item, listed: Collection[str]
) -> Story:
    gone = {known.id for known in story.items if is_reissue(item, known, listed)}
    if not gone:
        return story
    stories.forget_items(connection, gone)
    kept = tuple(known for known in story.items if known.id not in gone)
    return replace(story, items=kept)


def _with(
    story: Story | None, item: Item, connection: Connection, now: datetime
) -> Story:
    if story is None:
        return merge(stories.next_id(connection), (item,), now)
    if item in story.items:
        return story
    others = tuple(known for known in story.items if known.id != item.id)
    merged = merge(story.id, (*others, item), story.first_seen)
    return replace(merged, first_seen=story.first_seen)
