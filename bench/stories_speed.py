"""What placing one new item costs among 1,000, 10,000 and 100,000 open stories.

Keys, candidates and decision together, as ratios to the smallest shelf; beside
datasketch's MinHash LSH asking for the same titles, where datasketch is installed.
"""

import importlib
from datetime import UTC, datetime, timedelta
from itertools import islice, product
from time import perf_counter

from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.stories.group import Shelf
from aggregator.stories.match import place
from aggregator.stories.merge import merge

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TOWNS = [
    f"{a}{b}"
    for a in ("Amble", "Thorn", "Kirk", "Marsh")
    for b in ("ford", "by", "moor", "ley", "wick", "ton", "hall", "gate")
]
THINGS = [
    f"{a} {b}"
    for a in (
        "Dinosaur",
        "Pirate",
        "Lace",
        "Clay",
        "Willow",
        "Jazz",
        "Poetry",
        "Tudor",
        "Comet",
        "Otter",
    )
    for b in (
        "storytime",
        "workshop",
        "talk",
        "quiz",
        "walk",
        "fair",
        "club",
        "concert",
        "exhibition",
        "craft",
    )
]
ASKED = 1_000


def items(count: int, source: str) -> list[Item]:
    found = product(range(60), THINGS, TOWNS)
    return [
        Item(
            id=f"{source}{number}",
            source=source,
            kind=Kind.EVENT,
            title=f"{thing} at {town} Library",
            venue=f"{town} Library",
            starts=NOW + timedelta(days=day, minutes=30 * (number % 12)),
        )
        for number, (day, thing, town) in enumerate(islice(found, count))
    ]


def ours(count: int) -> float:
    shelf = Shelf()
    for number, item in enumerate(items(count, "a")):
        shelf.put(merge(f"s{number}", [item], NOW))
    asked = items(count, "b")[:: max(1, count // ASKED)]
    began = perf_counter()
    joined = sum(place(one, shelf.candidates(one)).story is not None for one in asked)
    cost = (perf_counter() - began) / len(asked)
    assert joined == len(asked)
    return cost


def theirs(count: int) -> float | None:
    try:
        datasketch = importlib.import_module("datasketch")
    except ImportError:
        return None

    def sketch(item: Item) -> object:
        found = datasketch.MinHash(num_perm=64)
        found.update_batch([word.encode() for word in item.title.lower().split()])
        return found

    index = datasketch.MinHashLSH(threshold=0.7, num_perm=64)
    for item in items(count, "a"):
        index.insert(item.id, sketch(item))
    asked = items(count, "b")[:: max(1, count // ASKED)]
    began = perf_counter()
    for one in asked:
        index.query(sketch(one))
    return (perf_counter() - began) / len(asked)


def main() -> None:
    first = None
    for count in (1_000, 10_000, 100_000):
        cost = ours(count)
        first = first or cost
        other = theirs(count)
        beside = f", datasketch {other / cost:.1f} times as long" if other else ""
        micro = cost * 1e6
        print(f"{count:>7} stories: {micro:.0f} us ({cost / first:.1f} x){beside}")


if __name__ == "__main__":
    main()
