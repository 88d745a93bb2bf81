"""One story with all that is known of it, to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from aggregator.model.draft import Draft
from aggregator.model.story import Story
from aggregator.store import stories
from aggregator.store.database import Database
from aggregator.store.of_story import drafts_of, items_of
from aggregator.store.stories import SeenItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story, its items with why each joined it, and its drafts.

    The items stand source by source, in the order in which the sources came, by date.
    """

    story: Story
    seen: tuple[SeenItem, ...]
    drafts: tuple[Draft, ...]


def one(database: Database, story_id: str) -> Told:
    """The story of that id.

    Raises:
        NotFoundError: there is none.
    """
    with database.reading() as connection:
        return Told(
            story=stories.load(connection, story_id),
            seen=_in_order(items_of(connection, story_id)),
            drafts=drafts_of(connection, story_id),
        )


def _in_order(seen: Sequence[SeenItem]) -> tuple[SeenItem, ...]:
    sources = list(dict.fromkeys(one.item.source for one in seen))

    def order(one: SeenItem) -> tuple[int, str, str]:
        starts = one.item.starts
        moment = starts.isoformat() if starts is not None else ""
        return sources.index(one.item.source), moment, one.item.id

    return tuple(sorted(seen, key=order))
