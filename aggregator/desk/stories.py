"""One story with all that is known of it, to look at."""

from dataclasses import dataclass

from aggregator.model.draft import Draft
from aggregator.model.story import Story
from aggregator.store import stories
from aggregator.store.database import Database
from aggregator.store.of_story import drafts_of, items_of
from aggregator.store.stories import SeenItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story, its items with why each joined it, and its drafts."""

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
            seen=items_of(connection, story_id),
            drafts=drafts_of(connection, story_id),
        )
