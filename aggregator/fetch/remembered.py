"""What hosts said in their robots.txt, kept from cycle to cycle within bounds."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from aggregator.fetch.limits import MIB
from aggregator.fetch.politeness import Rules
from aggregator.model.errors import FetchError

# Most hosts have no rules for us and weigh next to nothing; the others are bounded.
_HOSTS_MOST = 50_000
_BYTES_MOST = 4 * MIB

# The scheme and host of a robots.txt, and the private networks its asker may reach.
Place = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one host said, or why it could not be asked; `size` in bytes."""

    rules: Rules | None = None
    fault: FetchError | None = None
    size: int = 0
    until: datetime


class Remembered:
    """Belongs to no event loop: one may serve every fetcher of a process."""

    def __init__(self) -> None:
        self._known: OrderedDict[Place, Known] = OrderedDict()
        self._bytes = 0

    def get(self, place: Place) -> Known | None:
        """What is known of this place, however old."""
        return self._known.get(place)

    def put(self, place: Place, known: Known) -> None:
        """Remember it; what was learnt longest ago makes room."""
        before = self._known.pop(place, None)
        self._bytes += known.size - (before.size if before is not None else 0)
        self._known[place] = known
        while len(self._known) > _HOSTS_MOST or self._bytes > _BYTES_MOST:
            _, dropped = self._known.popitem(last=False)
            self._bytes -= dropped.size
