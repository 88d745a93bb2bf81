"""What a page answers with: a page to show, or where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# `None` in `cookies` takes the cookie away.
SESSION = "aggregator_session"
DOOR = "aggregator_door"
DONE = "aggregator_done"
ELSEWHERE = "aggregator_elsewhere"

# What was done to a draft, where the state that it is in does not tell.
EDITED = "edited"
PUT_RIGHT = "put-right"
UNDONE = "undone"
TAKEN_UP = "taken-up"
PICTURED = "pictured"
PHOTO_ADDED = "photo-added"
IN_CAMPAIGN = "in-campaign"
MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page: its template and the values in it."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: int = 200
    cookies: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Elsewhere, by a GET."""

    to: str
    cookies: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG, the same for ever under its address."""

    jpeg: bytes
    cookies: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something that is no page: a report, a feed, a calendar, figures.

    `name` is what a browser saves it as; `None` shows it. `shared` lets other web
    sites and caches have it, for what is public anyway.
    """

    content: bytes
    media_type: str
    name: str | None = None
    shared: bool = False
    status: int = 200
    cookies: Mapping[str, str | None] = field(default_factory=dict)


Answer = Shown | Sent | Picture | File


def done(to: str, draft: int, did: str | None = None) -> Sent:
    """Back where the form was, where the page says what became of the draft.

    `did` is one of the deeds that its state does not tell, such as `EDITED`.
    """
    return Sent(to=to, cookies={DONE: f"{draft}.{did}" if did else str(draft)})
