"""A live evening: what the council says from an event while it happens."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A post prepared for it: `{winner}` in its text is a blank to be filled.

    Nobody may use it before `embargo`.
    """

    id: str
    text: str
    link: str | None = None
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """Its run-sheet: the lines in the order in which they are wanted."""

    id: str
    name: str
    hashtag: str | None = None
    starts: datetime
    ends: datetime
    lines: tuple[Line, ...] = ()
