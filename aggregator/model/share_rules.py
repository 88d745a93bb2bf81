"""What a council decides about sharing what others post."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRules:
    """How shares are held back and spaced on each network.

    `never` are accounts (`@name`) and words that are never passed on. Two shares are
    `apart` at least, at most `a_day` go out in 24 hours, and a post is worth sharing
    for as long as `lasts` after it was written.
    """

    never: tuple[str, ...] = ()
    apart: timedelta = timedelta(hours=1)
    a_day: int = 4
    lasts: timedelta = timedelta(days=3)
