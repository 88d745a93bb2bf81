"""Items given all at once, put into stories: for files, and for trying things out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from aggregator.model.item import Item
from aggregator.model.story import Placement
from aggregator.stories.match import NOTHING_LIKE_IT, against, keys

# Of each key only the newest stories are looked at: what is further back under a
# key as common as that is found by a better one.
NEWEST = 40
# A story's items that a newcomer is compared with: more are dates of one series.
_MEMBERS = 24


class Shelf:
    """Stories in memory, found by their items' keys."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._members: list[list[Item]] = []

    def put(self, item: Item) -> tuple[int, str]:
        """The number of the story that an item joins or begins, and why."""
        found = keys(item)
        certainty, number, reason = 0.0, len(self._members), NOTHING_LIKE_IT
        for candidate in self._candidates(found):
            members = self._members[candidate]
            verdict = against(item, members[-_MEMBERS:])
            if verdict.same and verdict.certainty > certainty:
                certainty, number, reason = verdict.certainty, candidate, verdict.reason
        if number == len(self._members):
            self._members.append([])
        self._members[number].append(item)
        for key in found:
            numbers = self._by_key[key]
            if not numbers or numbers[-1] != number:
                numbers.append(number)
        return number, reason

    def _candidates(self, found: frozenset[str]) -> list[int]:
        numbers = {
            number for key in found for number in self._by_key.get(key, ())[-NEWEST:]
        }
        return sorted(numbers)


def group(items: Iterable[Item], now: datetime) -> list[tuple[Item, Placement]]:
    """Each item with the story it belongs to, in the order given.

    Stories are called s1, s2 and so on, as they first appear. The order matters only
    where the items themselves are in doubt, so the most complete are placed first.
    """
    del now
    given = list(items)
    shelf = Shelf()
    placed: dict[int, tuple[int, str]] = {}
    for position in sorted(range(len(given)), key=lambda at: _doubt(given[at], at)):
        placed[position] = shelf.put(given[position])
    called: dict[int, str] = {}
    result = []
    for position, item in enumerate(given):
        number, reason = placed[position]
        name = called.setdefault(number, f"s{len(called) + 1}")
        result.append((item, Placement(story=name, reason=reason)))
    return result


def _doubt(item: Item, position: int) -> tuple[int, int]:
    facts = (
        item.starts or item.closes or item.published,
        item.venue or item.employer,
        item.url,
        item.summary,
    )
    return (-sum(fact is not None for fact in facts), position)
