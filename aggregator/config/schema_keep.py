"""Every key of `[keep]`: its type, limits, default and meaning."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from aggregator.config.table import Table
from aggregator.config.values import wrong

_WRITTEN = re.compile(r"(\d{1,4})\s*(d|w|y)")
_DAYS = {"d": 1, "w": 7, "y": 365}
_SHORTEST = timedelta(days=2)
_LONGEST = timedelta(days=50 * 365)


def _long(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    match = _WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(
            f"{value!r} is not a length of time",
            'write a number and d, w or y, such as "14d", "8w" or "2y"',
        )
    length = timedelta(days=_DAYS[match[2]] * int(match[1]))
    if not _SHORTEST <= length <= _LONGEST:
        raise wrong("it is out of bounds", 'write at least "2d" and at most "50y"')
    return length


_Long = Annotated[timedelta, BeforeValidator(_long)]


class KeepTable(Table):
    """How long things are kept; a number and d, w or y: `"14d"`, `"8w"`, `"2y"`.

    Never let go: what drafts were made of, drafts, deliveries, posts, comments, people.
    """

    stories: _Long = Field(
        timedelta(days=365),
        description="What is over, listed by no source any more, and in no draft.",
    )
    readings: _Long = Field(
        timedelta(days=5 * 365),
        description="The figures of posts and followers, of which reports are made.",
    )
    polls: _Long = Field(
        timedelta(days=28),
        description="How sources answered. SQLite keeps fifty of each at most.",
    )
    costs: _Long = Field(
        timedelta(days=400), description="What each reading on X was paid for."
    )
    audit: _Long | None = Field(
        None,
        description="Who did what when. If left out: for ever. What is left can still "
        "be verified.",
    )
