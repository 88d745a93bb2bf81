"""What the tests of the store do again and again."""

from aggregator.model.draft import Composed
from aggregator.model.facts import Kind
from aggregator.store import drafts, stories
from tests.builders import NOW


def save(connection, story, keys=None, *, reasons=None, now=NOW):
    keys = keys or {item.id: frozenset() for item in story.items}
    stories.save(connection, story, keys, reasons or {}, now)


def words(**named):
    return Composed(
        **{
            "text": "Storytime at Ambleford Library",
            "network": "x",
            "kind": Kind.EVENT,
            "language": "en",
            "template": "event.j2",
            "length": 30,
            "limit": 280,
            **named,
        }
    )


def add_draft(connection, *, story=None, purpose="announce", now=NOW, **named):
    basis, by = named.pop("basis", None), named.pop("by", drafts.PROGRAM)
    return drafts.add(
        connection,
        words(**named),
        story=story,
        purpose=purpose,
        why="New event from What's on",
        basis=basis,
        now=now,
        by=by,
    )


def move(connection, number, to, *, by="Ann", reason=None, now=NOW):
    revision = drafts.load(connection, number).revision
    return drafts.move(
        connection, number, revision=revision, to=to, by=by, reason=reason, now=now
    )
