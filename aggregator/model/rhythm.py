"""How often a source really brings something new."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When it last had something new (or was first read), and how long it takes.

    `gap` is the usual time from one change to the next, as far as it was seen.
    """

    changed_at: datetime | None = None
    gap: timedelta | None = None
