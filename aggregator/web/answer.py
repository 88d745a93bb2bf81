"""What a page answers with: a page to show, or where to go next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# `None` in `cookies` takes the cookie away.
SESSION = "aggregator_session"
DOOR = "aggregator_door"
DONE = "aggregator_done"
ELSEWHERE = "aggregator_elsewhere"


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


def done(to: str, draft: int) -> Sent:
    """Back where the form was, where the page says what became of the draft."""
    return Sent(to=to, cookies={DONE: str(draft)})
