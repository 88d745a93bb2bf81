"""Another draft that an editor should know of before deciding about one."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.model.draft import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A draft of the same network; `at` is when it goes out, or went."""

    draft: int
    story: str | None
    state: State
    text: str
    link: str | None = None
    at: datetime | None = None
