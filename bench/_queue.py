"""A queue of years in a real database, each draft with its story, for measuring."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from aggregator.model.draft import State
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.store import codec, tallies
from aggregator.store.database import Database, open_database
from aggregator.store.draft_words import folded
from aggregator.store.migrate import upgrade
from aggregator.store.tables.drafts import draft_words, drafts
from aggregator.store.tables.stories import items, stories

# Of a hundred drafts so many are in each state: what waits is most of what is shown.
SHARES = {State.WAITING: 60, State.PUBLISHED: 25, State.REJECTED: 12, State.APPROVED: 3}
_STATES = [state for state, share in SHARES.items() for _ in range(share)]
_TITLES = ("Storytime", "Lego club", "Knit and natter", "Job club", "Author talk")
_PLACES = ("Ambleford", "Burley", "Colne Street", "Dalton", "Ellerby")
_WORDS = (
    "songs rhymes families welcome children morning join friendly free stories books "
    "bring together meet people tea coffee chat learn new skills local history crafts "
    "music dance games puzzles reading group every week quiet space garden summer"
).split()
_SUMMARY = "Songs, rhymes and stories for under fives and whoever brings them. " * 3


def queue(path: Path, number: int, now: datetime) -> Database:
    """A database with so many drafts, each of its own event told by two sources."""
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.transaction() as connection:
        for start in range(0, number, 500):
            some = [_story(n, now) for n in range(start, min(number, start + 500))]
            connection.execute(insert(stories), [_story_row(one, now) for one in some])
            rows = [row for one in some for row in _item_rows(one, now)]
            connection.execute(insert(items), rows)
            made = [_draft_row(one, now) for one in some]
            connection.execute(insert(drafts), made)
            words = [
                {"draft": row["id"], "words": folded(str(row["text"]))} for row in made
            ]
            connection.execute(insert(draft_words), words)
        tallies.tally(
            connection, {state: number * part // 100 for state, part in SHARES.items()}
        )
        connection.exec_driver_sql("ANALYZE")
    return database


def _story(n: int, now: datetime) -> Story:
    title = f"{_TITLES[n % 5]} at {_PLACES[n // 5 % 5]} Library, week {n}"
    starts = now + timedelta(minutes=30 + 7 * n % 86400)
    facts = {
        "kind": Kind.EVENT,
        "title": title,
        "url": f"https://www.example.org/events/{n}",
        "summary": _SUMMARY,
        "starts": starts,
        "timezone": "Europe/London",
        "venue": f"{_PLACES[n // 5 % 5]} Library",
        "price": "Free",
    }
    told = tuple(Item(id=f"{n}-{k}", source=f"src{k}", **facts) for k in range(2))
    return Story(id=f"s{n}", items=told, dates=(starts,), first_seen=now, **facts)


def _story_row(story: Story, now: datetime) -> dict[str, object]:
    return {
        "id": story.id,
        "first_seen": now,
        "kind": story.kind,
        "status": story.status,
        "title": story.title,
        "facts": codec.story_to_row(story),
        "over_after": codec.over_after(story),
        "saved_at": now,
    }


def _item_rows(story: Story, now: datetime) -> list[dict[str, object]]:
    return [
        {
            "id": item.id,
            "source": item.source,
            "story": story.id,
            "position": position,
            "facts": codec.item_to_row(item),
            "first_seen": now,
            "last_seen": now,
        }
        for position, item in enumerate(story.items)
    ]


def _draft_row(story: Story, now: datetime) -> dict[str, object]:
    n = int(story.id[1:])
    state = _STATES[n * 37 % 100]
    chance = random.Random(n)
    said = " ".join(chance.sample(_WORDS, 9)).capitalize()
    text = (
        f"{story.title}. {said}. "
        f"{story.starts:%a %-d %b, %-I:%M%p} {story.url} #Ambleford"
    )
    moved = now - timedelta(minutes=n)
    return {
        "id": n + 1,
        "story": story.id,
        "network": "x",
        "purpose": "announce",
        "kind": story.kind,
        "language": "en",
        "state": state,
        "text": text,
        "composed": text,
        "template": "event.j2",
        "why": "New event from What's on",
        "link": story.url,
        "useful_until": story.starts,
        "urgent_by": story.starts,
        "basis": codec.whole_story_to_row(story),
        "revision": 1,
        "created_at": moved,
        "decided_at": None if state is State.WAITING else moved,
        "decided_by": None if state is State.WAITING else "Ada",
        "moved_at": moved,
        "changed_at": moved,
        "changed_by": "Ada",
    }
