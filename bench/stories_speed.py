"""What placing one new item costs among 1,000 to 1,000,000 open stories.

Keys, candidates and decision together, with nothing remembered of any text, for items
of which half are reworded accounts of open stories and half are new; in time of the
processor. Beside it the same with datasketch's MinHash LSH in the place of our index,
and both indexes without the decision; what each takes to fill; and ours in SQLite,
opened again.

`python -m bench.stories_speed 1000 100000` tries only these numbers of stories.
"""

import gc
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

from datasketch import MinHash, MinHashLSH

from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Story
from aggregator.stories import (
    address,
    folding,
    jobs,
    likeness,
    moments,
    particulars,
    places,
    sites,
    spoken,
    stems,
    words,
)
from aggregator.stories.index import Index
from aggregator.stories.keys import keys
from aggregator.stories.match import place
from bench._sqlite_index import in_sqlite

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
COUNTS = (1_000, 10_000, 100_000, 1_000_000)
# Enough that what happens seldom, as a table that grows, is spread over many.
ASKED = 10_000
SKETCHED = 100_000
HEADS = "Amble Thorn Kirk Marsh Nettle Skel Dun Felt Har Wex Ald Orm Tarn Quarn".split()
TAILS = "ford by moor ley wick ton gate mere beck dale combe thorpe ham hurst".split()
SORTS = "Library|Community Centre|Village Hall|Museum|Leisure Centre|Church".split("|")
TOPICS = """
    dinosaur pirate lace clay willow jazz poetry tudor comet otter quilt banjo
    beetle falcon glacier harvest iris juggling kite lantern marble needle
    orchid paper quarry raven saddle tapestry umbrella violin weaving xylophone
    yarn zither acorn bonsai candle dragon engine fossil guitar hedgehog indigo
    jigsaw kayak lichen mosaic nature oboe pottery railway sculpture tango
    ukulele vintage wizard canal castle mill mine abbey orchard lego chess robot
    coding minecraft manga crochet knitting sewing embroidery felting origami
    calligraphy watercolour photography film theatre puppet magic circus ballet
    salsa yoga pilates meditation gardening compost beekeeping birdsong badger
    bat butterfly moth fungus wildflower meadow hedge pond river coast
    lighthouse harbour viking roman saxon norman victorian edwardian wartime
    evacuee suffragette miner weaver shipyard tram bus bicycle car motorbike
    aeroplane rocket space planet telescope microscope chemistry physics maths
    geology weather climate energy recycling repair upcycling furniture clothes
    jewellery silver glass enamel basket rug leather bookbinding printing
    screenprint comic novel memoir crime romance fantasy folklore myth ghost
    witch fairy unicorn mermaid monster alien superhero detective spy cookery
    baking bread cheese chocolate curry soup jam cider tea coffee dementia
    stroke diabetes cancer autism carers veterans refugee housing benefits debt
    pension will scam broadband tablet smartphone email spreadsheet interview
    apprenticeship business startup marketing budget planning parking flood
    police fire ambulance bluebell snowdrop daffodil tulip rose lavender herb
    tomato pumpkin potato apple
""".split()
FIRST = "Ada Ben Cora Dev Ella Finn Gita Hugh Isla Joan Kofi Lena Mo Nia Omar".split()
LAST = """
    Marlow Okafor Patel Calder Dunn Thorne Rook Ong Mensah Hobbs Ashworth Raman Cole
    Brandt Holm Pell Fry Lane Moss Price Quinn Reed Shaw Todd Usher Vane Wray Yates
""".split()
DOING = """storytime workshop talk quiz walk fair club concert exhibition craft course
    session drop-in tour class evening""".split()
FOR = ["", "", "", " for beginners", " for families", " for under 5s", " for adults"]
POSTS = """librarian gardener planner caretaker surveyor accountant electrician driver
    lifeguard archivist cleaner cook ranger trainer engineer""".split()
ADDED = "assistant manager officer adviser coordinator supervisor".split()
DEEDS = "opens closes wins plans marks welcomes celebrates repairs sells saves".split()
Asked = list[tuple[Item, str | None]]
CACHES = (
    *(address, folding, jobs, likeness, moments, particulars, places, sites, spoken),
    *(stems, words),
)


def stories(count: int) -> Iterator[Item]:
    """The items that the stories were first seen in, each another thing."""
    chance = random.Random(count)
    return (known(number, chance) for number in range(count))


def known(number: int, chance: random.Random) -> Item:
    pick = chance.random
    one, two = (TOPICS[int(pick() * len(TOPICS))] for _ in range(2))
    town = HEADS[int(pick() * len(HEADS))] + TAILS[int(pick() * len(TAILS))]
    day = int(pick() * 90)
    ids = {"id": f"a{number}", "source": "a", "url": f"https://a.example/{number}"}
    if pick() < 0.6:
        by = ""
        if pick() < 0.3:
            name = (FIRST[int(pick() * len(FIRST))], LAST[int(pick() * len(LAST))])
            by = f" with {' '.join(name)}"
        named = f"{one} {two} {DOING[int(pick() * len(DOING))]}".capitalize()
        return Item(
            **ids,
            kind=Kind.EVENT,
            title=named + (by or FOR[int(pick() * len(FOR))]),
            venue=f"{town} {SORTS[int(pick() * len(SORTS))]}",
            starts=NOW + timedelta(days=day, minutes=30 * int(pick() * 16)),
            summary=f"Come and find out about {one} and {two} with us.",
        )
    if pick() < 0.4:
        post = POSTS[int(pick() * len(POSTS))]
        return Item(
            **ids,
            kind=Kind.JOB,
            title=f"{post} {ADDED[int(pick() * len(ADDED))]} ({one})".capitalize(),
            employer=f"{town} Council",
            closes=date(2026, 12, 1) + timedelta(days=day),
        )
    deed = DEEDS[int(pick() * len(DEEDS))]
    return Item(
        **ids,
        kind=Kind.NEWS,
        title=f"{town} {one} {deed} {two} {number % 977}".capitalize(),
        published=NOW - timedelta(days=day),
        summary=f"The {one} of {town} {deed} its {two}, the council has said today.",
    )


def told_again(item: Item, turn: int) -> Item:
    """The same thing in another source's words."""
    title = item.title
    if turn % 3 == 0:
        title = title.upper()
    elif turn % 3 == 1 and item.venue is not None:
        title = f"{title} at {item.venue}"
    facts = {name: getattr(item, name) for name in ("starts", "closes", "published")}
    return Item(
        id=f"b{item.id}",
        source="b",
        kind=item.kind,
        title=title,
        employer=item.employer,
        venue=f"{item.venue}, High Street" if item.venue else None,
        summary=item.summary if item.kind is Kind.NEWS else None,
        **facts,
    )


def filled(count: int) -> tuple[Index, Asked, float]:
    """The index of so many stories, what to ask it, and seconds a story."""
    index, asked = Index(), []
    step = max(1, count // (ASKED // 2))
    took = 0.0
    for number, item in enumerate(stories(count)):
        began = process_time()
        index.add(f"s{number}", keys(item))
        took += process_time() - began
        if number % step == 0:
            asked.append((told_again(item, number // step), f"s{number}"))
    chance = random.Random(f"new {count}")
    new = ((known(-number, chance), None) for number in range(1, len(asked) + 1))
    asked = [pair for both in zip(asked, new, strict=False) for pair in both]
    return index, asked, took / count


def forget() -> None:
    """Every text is read anew, as after a restart."""
    for module in CACHES:
        for part in vars(module).values():
            if hasattr(part, "cache_clear"):
                part.cache_clear()
    gc.collect()
    gc.freeze()


def ours(count: int) -> dict[str, float]:
    """Seconds an item, in all and for the index; bytes a story; found and wrong."""
    index, asked, filling = filled(count)
    near = [index.nearest(keys(item)) for item, _ in asked]
    by_id = materialised(count, {one for found in near for one in found})
    room = size(index) / count
    forget()
    began = process_time()
    near = [index.nearest(keys(item)) for item, _ in asked]
    finding = process_time() - began
    deciding, right, wrong = decided(asked, near, by_id)
    return {
        "cost": (finding + deciding) / len(asked),
        "index": finding / len(asked),
        "filling": filling,
        "room": room,
        "recall": right,
        "wrong": wrong,
    }


def decided(
    asked: Asked, near: list[list[str]], by_id: dict[str, Story]
) -> tuple[float, float, float]:
    """Seconds to decide all, the share of stories found, the share of wrong merges."""
    candidates = [[by_id[one] for one in found if one in by_id] for found in near]
    right = wrong = 0
    began = process_time()
    for (item, story), stories_near in zip(asked, candidates, strict=True):
        placed = place(item, stories_near).story
        right += placed == story is not None
        wrong += placed not in {story, None}
    took = process_time() - began
    again = sum(story is not None for _, story in asked)
    return took, right / again, wrong / len(asked)


def materialised(count: int, wanted: set[str]) -> dict[str, Story]:
    return {
        f"s{number}": told(f"s{number}", item)
        for number, item in enumerate(stories(count))
        if f"s{number}" in wanted
    }


def told(story_id: str, item: Item) -> Story:
    facts = {name: getattr(item, name) for name in ("kind", "title", "starts", "venue")}
    return Story(**facts, id=story_id, items=(item,), first_seen=NOW)


def size(index: Index) -> int:
    lists = (found for found in index.by_key.values() if isinstance(found, list))
    numbers = sum(map(sys.getsizeof, index.by_key))
    return sys.getsizeof(index.by_key) + numbers + sum(map(sys.getsizeof, lists))


def theirs(count: int) -> dict[str, float]:
    """The same with datasketch's index as it comes, 128 permutations of all words."""
    _, asked, _ = filled(count)
    lsh = MinHashLSH(threshold=0.5)
    filling = 0.0
    for number, item in enumerate(stories(count)):
        began = process_time()
        lsh.insert(f"s{number}", sketch(item))
        filling += process_time() - began
    by_id = materialised(
        count, {one for item, _ in asked for one in lsh.query(sketch(item))}
    )
    forget()
    began = process_time()
    near = [lsh.query(sketch(item)) for item, _ in asked]
    finding = process_time() - began
    deciding, right, _ = decided(asked, near, by_id)
    return {
        "cost": (finding + deciding) / len(asked),
        "index": finding / len(asked),
        "filling": filling / count,
        "recall": right,
    }


def sketch(item: Item) -> MinHash:
    text = f"{item.title} {item.venue or item.employer or ''}".lower()
    made = MinHash()
    made.update_batch([word.encode() for word in text.split()])
    return made


def main(counts: list[int]) -> None:
    first = None
    for count in counts:
        mine = ours(count)
        first = first or mine["cost"]
        line = (
            f"{count:>9,} stories: {mine['cost'] * 1e6:.0f} us an item "
            f"({mine['cost'] / first:.1f} x), {mine['index'] * 1e6:.0f} of them the "
            f"index, {mine['filling'] * 1e6:.0f} to fill it; {mine['room']:.0f} bytes "
            f"a story, recall {mine['recall']:.3f}, wrong {mine['wrong']:.4f}"
        )
        if count <= SKETCHED:
            other = theirs(count)
            line += (
                f"; datasketch {other['cost'] / mine['cost']:.1f} times as long, its "
                f"index {other['index'] / mine['index']:.1f} times, to fill it "
                f"{other['filling'] / mine['filling']:.1f} times, "
                f"recall {other['recall']:.3f}"
            )
        print(line, flush=True)
    if SKETCHED in counts:
        with tempfile.TemporaryDirectory() as folder:
            listed = ((f"s{n}", one) for n, one in enumerate(stories(SKETCHED)))
            asked = [item for item, _ in filled(SKETCHED)[1]]
            print(in_sqlite(Path(folder), listed, asked))


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or list(COUNTS))
