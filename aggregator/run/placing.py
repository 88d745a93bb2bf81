"""Items join their stories: load what could match, decide, save, in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from aggregator.model.decision import Decision
from aggregator.model.item import Item
from aggregator.model.preference import USUAL, Preference
from aggregator.model.story import Placement, Story
from aggregator.store import decisions, stories, story_keys
from aggregator.store.codec import item_from_text, item_to_text
from aggregator.store.database import Connection
from aggregator.stories.group import Shelf
from aggregator.stories.index import Index
from aggregator.stories.keys import VERSION, keys
from aggregator.stories.match import place
from aggregator.stories.merge import merge
from aggregator.stories.reissue import RENAMED, is_reissue, is_renamed

Keys = dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a reading changed: how many items were new, how many say something else."""

    new_items: int = 0
    changed_items: int = 0


def place_items(connection: Connection, items: Sequence[Item], now: datetime) -> Placed:
    """Put each item where it belongs and save every story that this changes."""
    return place_readings(connection, [items], now)[0]


def place_readings(
    connection: Connection,
    readings: Sequence[Sequence[Item]],
    now: datetime,
    prefer: Sequence[Preference] = USUAL,
) -> tuple[Placed, ...]:
    """The same for many readings, in their order, with few questions to the store.

    `prefer` says whose account of a story comes first.
    """
    every = tuple(chain.from_iterable(readings))
    kept = stories.stated(connection, [item.id for item in every])
    told = [item for item in every if not _is_as_kept(item, kept)]
    found = {item.id: keys(item) for item in told}
    # From here on nobody else places items: all that can be is done before.
    shelf, known = _loaded(connection, found)
    said = _said(connection, shelf, [one for one in found if one not in known])
    work = _Work(
        connection,
        shelf,
        known=known,
        found=found,
        said=said,
        now=now,
        prefer=prefer,
    )
    placed = tuple(work.place(items) for items in readings)
    work.save()
    # What is new is kept with its moment already.
    stories.touch_items(connection, kept, now)
    return placed


def _loaded(connection: Connection, found: Keys) -> tuple[Shelf, Mapping[str, str]]:
    """The stories that items with these keys are in or could join, and who is in one.

    The caller has its turn to place items from here to the end of the transaction.
    """
    known = stories.known(connection, found)
    wanted = set(known.values())
    new = [item for item in found if item not in known]
    postings = story_keys.postings(
        connection, chain.from_iterable(found[one] for one in new)
    )
    index = Index()
    index.by_key.update(postings)  # as they are: nothing is added to it
    for one in new:
        wanted.update(index.nearest(found[one]))
    return Shelf(stories.load_all(connection, sorted(wanted)), postings), known


def _said(
    connection: Connection, shelf: Shelf, new: Sequence[str]
) -> tuple[Decision, ...]:
    """What editors decided about new items, whose partners are put on the shelf."""
    said = decisions.about(connection, new)
    named = {item for one in said for item in one.one | one.other}
    beside = set(stories.known(connection, named).values()) - shelf.stories.keys()
    for story in stories.load_all(connection, sorted(beside)):
        shelf.put(story)
    return said


def _is_as_kept(item: Item, kept: Mapping[str, str]) -> bool:
    facts = kept.get(item.id)
    if facts is None:
        return False
    # Another release may have written the same in other words.
    return facts == item_to_text(item) or item_from_text(facts) == item


def rekey(connection: Connection, now: datetime) -> None:
    """Make the keys of open stories anew if another release made them otherwise."""
    kept = story_keys.version(connection)
    # A newer program may have made them already, while this one is still around.
    if kept is not None and kept >= VERSION:
        return
    for story_id, members in list(story_keys.of_open_stories(connection, now)):
        found = frozenset().union(*map(keys, members))
        story_keys.add(connection, ((key, story_id) for key in found))
    story_keys.made_by(connection, VERSION)


class _Work:
    """What has been placed so far and is to be saved."""

    def __init__(
        self,
        connection: Connection,
        shelf: Shelf,
        *,
        known: Mapping[str, str],
        found: Keys,
        said: Sequence[Decision],
        now: datetime,
        prefer: Sequence[Preference],
    ) -> None:
        self._connection = connection
        self._shelf = shelf
        self._keys = found
        self._said = said
        self._now = now
        self._prefer = prefer
        self._placed = dict(known)
        self._reasons: dict[str, str] = {}
        self._changed: dict[str, None] = {}
        self._new: dict[str, None] = {}

    def place(self, items: Sequence[Item]) -> Placed:
        """Place the items of one reading."""
        listed = {item.id for item in items}
        new = changed = 0
        for item in items:
            if item.id not in self._keys:
                continue  # it says what it said before
            if item.id in self._placed:
                changed += self._renew(item)
            else:
                self._join(item, listed)
                new += 1
        return Placed(new_items=new, changed_items=changed)

    def save(self) -> None:
        """Keep every story that is new or has changed."""
        names = stories.next_ids(self._connection, len(self._new))
        stories.save_all(
            self._connection,
            [self._shelf.stories[story_id] for story_id in self._changed],
            self._keys,
            self._reasons,
            self._now,
            names=dict(zip(self._new, names, strict=True)),
        )

    def _renew(self, item: Item) -> bool:
        story = self._shelf.stories[self._placed[item.id]]
        renewed = _with(story, item, self._prefer)
        if renewed == story:
            return False
        self._put(renewed, item)
        return True

    def _join(self, item: Item, listed: Collection[str]) -> None:
        near = self._shelf.candidates(self._keys[item.id])
        if self._said:
            near = self._shelf.with_partners(item, near, self._said)
        placement = place(item, near, self._said)
        if placement.story is None:
            placement = _renamed(item, near, listed) or placement
        self._reasons[item.id] = placement.reason
        if placement.story is None:
            # Named for good when it is saved.
            name = f"new {len(self._new)}"
            self._new[name] = None
            self._put(merge(name, (item,), self._now), item)
        else:
            name = placement.story
            story = self._without_reissued(self._shelf.stories[name], item, listed)
            self._put(_with(story, item, self._prefer), item)
        self._placed[item.id] = name

    def _put(self, story: Story, item: Item) -> None:
        self._shelf.put(story, self._keys[item.id])
        self._changed[story.id] = None

    def _without_reissued(
        self, story: Story, item: Item, listed: Collection[str]
    ) -> Story:
        gone = {known.id for known in story.items if is_reissue(item, known, listed)}
        if not gone:
            return story
        decisions.hand_over(self._connection, gone, item.id)
        stories.forget_items(self._connection, gone)
        kept = tuple(known for known in story.items if known.id not in gone)
        return replace(story, items=kept)


def _renamed(
    item: Item, near: Sequence[Story], listed: Collection[str]
) -> Placement | None:
    """The one story of which this is what its source told before, told anew."""
    found = [
        story
        for story in near
        if any(is_renamed(item, known, listed) for known in story.items)
    ]
    if len(found) != 1:
        return None
    return Placement(story=found[0].id, reason=RENAMED)


def _with(story: Story, item: Item, prefer: Sequence[Preference]) -> Story:
    if item in story.items:
        return story
    if any(known.id == item.id and _same_time(known, item) for known in story.items):
        kept = (item if known.id == item.id else known for known in story.items)
        return merge(story.id, tuple(kept), story.first_seen, prefer)
    others = tuple(known for known in story.items if known.id != item.id)
    return merge(story.id, (*others, item), story.first_seen, prefer)


def _same_time(known: Item, item: Item) -> bool:
    """Another summary is no newer word on when it is."""
    return (known.starts, known.ends, known.status) == (
        item.starts,
        item.ends,
        item.status,
    )
