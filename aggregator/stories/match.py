"""Which story an item belongs to: keys find the candidates, comparisons decide."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product

from aggregator.model.decision import Bond, Decision
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories.address import comparable, is_list
from aggregator.stories.decided import decided
from aggregator.stories.events import compare_events
from aggregator.stories.jobs import compare_jobs, references
from aggregator.stories.likeness import titles
from aggregator.stories.moments import clock_of, day_of
from aggregator.stories.news import (
    compare_businesses,
    compare_news,
    compare_shares,
)
from aggregator.stories.pages import same_page
from aggregator.stories.places import names, place_words
from aggregator.stories.thresholds import SAME_START
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.words import weight, words_of

_COMPARE: dict[Kind, Callable[[Item, Item], Verdict]] = {
    Kind.EVENT: compare_events,
    Kind.JOB: compare_jobs,
    Kind.NEWS: compare_news,
    Kind.BUSINESS: compare_businesses,
    Kind.SHARE: compare_shares,
}
# The heaviest words of a title, of which two items of one story share two.
_TELLING = 5
_COMMON = 0.35
# What begins the keys that are two words of a headline.
WORD_PAIR = "n:"
NOTHING_LIKE_IT = "nothing like it is known"
PUT_TOGETHER = "an editor put them together"


def keys(item: Item) -> frozenset[str]:
    """What finds the stories an item could belong to; twenty short texts at most."""
    found = {*_names(item), *_BY_KIND[item.kind](item)}
    return frozenset(key[:120] for key in found)


def place(
    item: Item, candidates: Sequence[Story], decisions: Sequence[Decision] = ()
) -> Placement:
    """Where an item belongs among stories, and why, in plain words.

    Args:
        item: the newcomer.
        candidates: the stories that share keys with it, and those of the items that
            editors put it together with.
        decisions: what editors decided, in the order in which they did; those about
            other items do no harm.
    """
    best: tuple[float, str, str] | None = None
    for story in candidates:
        bond = decided(item, story, decisions) if decisions else None
        if bond is Bond.TOGETHER:
            return Placement(story=story.id, reason=PUT_TOGETHER)
        if bond is Bond.APART:
            continue
        verdict = against(item, story.items)
        if verdict.same and (best is None or verdict.certainty > best[0]):
            best = (verdict.certainty, story.id, verdict.reason)
    if best is None:
        return Placement(story=None, reason=NOTHING_LIKE_IT)
    return Placement(story=best[1], reason=best[2])


def against(item: Item, members: Sequence[Item]) -> Verdict:
    """The best verdict over a story's items; a contradiction keeps it out.

    Items that contradict each other and are of one story all the same, because an
    editor put them there or because the thing has moved, do not speak against what
    is the same as one of them.
    """
    best, closest = UNKNOWN, None
    contradicting = []
    for member in members:
        verdict = compare(item, member)
        if verdict.same is False:
            contradicting.append(member)
        if verdict.same and verdict.certainty > best.certainty:
            best, closest = verdict, member
    if closest is not None and any(
        compare(closest, member).same is not False for member in contradicting
    ):
        return DIFFERENT
    return best if closest is not None or not contradicting else DIFFERENT


def compare(one: Item, other: Item) -> Verdict:
    """Whether two items are of one thing."""
    if one.id == other.id and one.source == other.source:
        return same(1.0, "the same item")
    if one.kind is not other.kind:
        return _across_kinds(one, other)
    return _COMPARE[one.kind](one, other)


def _across_kinds(one: Item, other: Item) -> Verdict:
    """A feed may call "news" what a calendar calls an event: its page tells."""
    name = titles(one.title, other.title)
    if same_page(one, other) and name.score >= SAME_START and not name.contrast:
        return same(0.8, f"same address, titles {name.percent}% alike")
    return UNKNOWN


def _names(item: Item) -> Iterable[str]:
    if item.url is not None and not is_list(item.url):
        yield f"u:{comparable(item.url)}"
    if item.identifier is not None:
        yield f"i:{item.identifier}"
    if item.series is not None:
        yield f"s:{item.series}"


def _event_keys(item: Item) -> Iterable[str]:
    telling = _telling(item.title)
    if item.starts is None:
        yield f"en:{'+'.join(telling)}"
        return
    day = day_of(item.starts, item).isoformat()
    clock = clock_of(item.starts, item)
    where = sorted(names(item.venue or ""))[:2]
    rare = [word for word in telling if weight(word) > _COMMON]
    # One word on one day finds too much, unless there is no other or the place is
    # known as well.
    for one, other in combinations(rare[:4], 2):
        yield f"e:{day}:{one}+{other}"
    own = [word for word in rare if word not in place_words(item.venue, item.address)]
    for word in own[:1] if where else rare:
        yield f"e:{day}:{word}"
    if len(rare) <= 1:
        yield f"e:{day}:{'+'.join(telling)}"
    for name, word in product(where, rare[:3]):
        yield f"ed:{day}:{name}:{word}"
    yield f"en:{'+'.join(telling)}"
    if clock is not None:
        at = clock.strftime("%H%M")
        for name in where or ("",):
            yield f"ev:{day}:{at}:{name}"


def _job_keys(item: Item) -> Iterable[str]:
    telling = _telling(item.title)
    yield f"jn:{'+'.join(telling)}"
    for reference in references(item):
        yield f"jr:{reference}"
    if item.closes is not None:
        day = day_of(item.closes, item).isoformat()
        for word in telling:
            yield f"j:{day}:{word}"


def _news_keys(item: Item) -> Iterable[str]:
    telling = _telling(item.title)
    if len(telling) == 1:
        yield f"n:{telling[0]}"
    for pair in combinations(telling, 2):
        yield f"{WORD_PAIR}{'+'.join(sorted(pair))}"


def _business_keys(item: Item) -> Iterable[str]:
    for word in _telling(item.title)[:3]:
        yield f"b:{word}"


def _share_keys(item: Item) -> Iterable[str]:
    del item
    return ()


_BY_KIND: dict[Kind, Callable[[Item], Iterable[str]]] = {
    Kind.EVENT: _event_keys,
    Kind.JOB: _job_keys,
    Kind.NEWS: _news_keys,
    Kind.BUSINESS: _business_keys,
    Kind.SHARE: _share_keys,
}


def _telling(title: str) -> list[str]:
    words = words_of(title).words
    heaviest = sorted(words, key=lambda word: (-weight(word), -len(word), word))
    return sorted(heaviest[:_TELLING])
