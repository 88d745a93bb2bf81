"""A live evening: what the council says from an event while it happens."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.model.council import Role

# What is filled in that evening: {winner}, {book title}.
BLANK = re.compile(r"\{([a-z][a-z0-9 ]*)\}")

# So long before it starts the people who may send can begin.
EARLY = timedelta(hours=2)
# What was tapped in its last minute is of use for a little longer.
LATE = timedelta(minutes=30)
# How long a post waits for the one that it is to answer: well within the quarter of an
# hour that a delivery has, so that it is never missed for that.
PATIENCE = timedelta(minutes=5)


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
    """Its run-sheet: the lines in the order in which they are wanted.

    The people of the `roles` and of these `names` may send that evening.
    """

    id: str
    name: str
    hashtag: str | None = None
    starts: datetime
    ends: datetime
    lines: tuple[Line, ...] = ()
    roles: frozenset[Role] = frozenset({Role.EDITOR})
    names: tuple[str, ...] = ()
