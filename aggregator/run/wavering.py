"""A source that says one thing and another in turn: editors are asked, not for ever.

An approved draft whose story changes goes back to the queue. Where the story changes to
and fro, that would ask again at each poll. So when a difference is met for the second
time the editor is told that its source wavers, and what is approved then stays as it is
while the source only says what it said before. A value that was never met asks again,
and so does one that has stood for a day: then the source has made up its mind.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.drafts.moments import span
from aggregator.model.draft import Draft
from aggregator.model.facts import Moment
from aggregator.model.story import Change, Story
from aggregator.run.withdrawing import SEND_BACK
from aggregator.store import audit, stories
from aggregator.store.database import Connection

WAVERS = (
    "; its source says one and the other in turn, so ask it: what you approve now stays"
)
# A value that stands for so long is what the source means.
STEADY = timedelta(days=1)
_CHANGED = "It changed after it was approved: the "
_OTHER_LANGUAGE = "Its other language came after it was approved"
_HISTORY = 200
_LONGEST = 80
_FIELDS = {
    "starts": "start",
    "ends": "end",
    "closes": "closing date",
    "url": "link",
    "status": "state",
}


def asks_again(
    connection: Connection,
    draft: Draft,
    current: Story,
    told: Sequence[Change],
    now: datetime,
) -> str | None:
    """Why an approved draft is to be approved again; nothing where it was asked enough.

    `told` is what of `current` is not as it was approved.
    """
    if not told:
        return _OTHER_LANGUAGE
    reason = f"{_CHANGED}{', the '.join(_named(one, current, now) for one in told)}"
    asked = _asked(connection, draft)
    if not any(one.removesuffix(WAVERS) == reason for one in asked):
        return reason
    if not any(one.endswith(WAVERS) for one in asked):
        return f"{reason}{WAVERS}"
    since = stories.unchanged_since(connection, current.id)
    return reason if now - since >= STEADY else None


def _asked(connection: Connection, draft: Draft) -> tuple[str, ...]:
    lines = audit.read(connection, subject=f"draft {draft.id}", limit=_HISTORY)
    return tuple(line.after for line in lines if line.what == SEND_BACK and line.after)


def _named(change: Change, current: Story, now: datetime) -> str:
    """The fact with what it is now: "start (now Sat 12 Dec, 10:30am)"."""
    name = _FIELDS.get(change.field, change.field)
    value = getattr(current, change.field)
    if value is None:
        return f"{name} (no longer told)"
    return f"{name} (now {_written(value, current, now)[:_LONGEST]})"


def _written(value: object, story: Story, now: datetime) -> str:
    if isinstance(value, Moment):
        zone = ZoneInfo(story.timezone or "Europe/London")
        return str(span(value, None, zone, now, "en"))
    return str(value).replace("_", " ") if value == story.status else str(value)
