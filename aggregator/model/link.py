"""What the address in a draft answered when it was looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_GONE = frozenset({404, 410})
# A site that is down for an hour may be restarting; nobody is told before that.
_PATIENCE = timedelta(hours=1)
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLook:
    """One look at an address: the status it answered, or the cause why it did not.

    `landed` is where redirects led, if anywhere else, and `for_good` whether each of
    them was permanent. `failures` counts the looks in a row that went wrong, and
    `since` is the first of those.
    """

    url: str
    looked_at: datetime
    status: int | None = None
    cause: str | None = None
    landed: str | None = None
    for_good: bool = False
    failures: int = 0
    since: datetime | None = None

    @property
    def is_gone(self) -> bool:
        """The site itself says that there is no such page."""
        return self.status in _GONE

    @property
    def is_silent(self) -> bool:
        """It has not answered for so long, and so often, that it is no hiccup."""
        if self.is_gone or self.since is None or self.failures < _TRIES:
            return False
        return self.looked_at - self.since >= _PATIENCE

    @property
    def is_dead(self) -> bool:
        """Two looks in a row say that readers would find nothing there."""
        return self.is_silent or (self.is_gone and self.failures > 1)
