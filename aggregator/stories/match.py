"""Which story an item belongs to: keys find the candidates, comparisons decide."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from heapq import nsmallest

from aggregator.model.decision import Bond, Decision
from aggregator.model.facts import Kind
from aggregator.model.item import Item
from aggregator.model.story import Placement, Story
from aggregator.stories.announced import compare_announced
from aggregator.stories.businesses import compare_businesses, compare_shares
from aggregator.stories.decided import decided
from aggregator.stories.events import compare_events
from aggregator.stories.jobs import compare_jobs
from aggregator.stories.likeness import titles
from aggregator.stories.moments import instant
from aggregator.stories.news import compare_news
from aggregator.stories.pages import same_page
from aggregator.stories.places import Place, same_place
from aggregator.stories.thresholds import CERTAIN, HARDLY_CERTAIN, SAME_START
from aggregator.stories.twins import are_twins, compare_twins
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same

_COMPARE: dict[Kind, Callable[[Item, Item], Verdict]] = {
    Kind.EVENT: compare_events,
    Kind.JOB: compare_jobs,
    Kind.NEWS: compare_news,
    Kind.BUSINESS: compare_businesses,
    Kind.SHARE: compare_shares,
}
_ANNOUNCING = {Kind.NEWS, Kind.EVENT}
NOTHING_LIKE_IT = "nothing like it is known"
# A weekly event has fifty items and more; those nearest in time say as much as all.
MANY = 8
THE_SAME_ITEM = "the same item"
PUT_TOGETHER = "an editor put them together"


def place(
    item: Item, candidates: Sequence[Story], decisions: Sequence[Decision] = ()
) -> Placement:
    """Where an item belongs among stories, and why, in plain words.

    Args:
        item: the newcomer.
        candidates: the stories that share keys with it, the likeliest first, and
            those of the items that editors put it together with.
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
            if verdict.certainty >= CERTAIN and not decisions:
                break
    if best is None:
        return Placement(story=None, reason=NOTHING_LIKE_IT)
    return Placement(story=best[1], reason=best[2])


def against(item: Item, members: Sequence[Item]) -> Verdict:
    """The best verdict over a story's items; a contradiction keeps it out.

    Items that contradict each other and are of one story all the same, because an
    editor put them there or because the thing has moved, do not speak against what
    is the same as one of them. What is hardly certain, as of an untitled item, must be
    so for every item of the story.
    """
    if len(members) == 1:
        return compare(item, members[0])
    best, closest = UNKNOWN, None
    contradicting = []
    unanimous = True
    for member in members if len(members) <= MANY else _nearest(item, members):
        verdict = compare(item, member)
        if verdict.same is False:
            contradicting.append(member)
        unanimous = unanimous and verdict.same is True
        if verdict.same and verdict.certainty > best.certainty:
            best, closest = verdict, member
    if closest is None:
        return DIFFERENT if contradicting else UNKNOWN
    if best.certainty <= HARDLY_CERTAIN and not unanimous:
        return UNKNOWN
    for member in contradicting:
        if compare(closest, member).same is False or _has_moved(item, closest, member):
            continue
        return DIFFERENT
    return best


def _has_moved(item: Item, closest: Item, member: Item) -> bool:
    """Whether a story's own item tells of another time or place of the same thing.

    Who still has the old one, or has it first from elsewhere, contradicts that and
    agrees with the other.
    """
    if item.starts is None or item.starts != closest.starts:
        return False
    if same_place(item, closest) is not Place.SAME:
        return False
    return (
        member.starts != closest.starts
        or same_place(member, closest) is Place.DIFFERENT
    )


def _nearest(item: Item, members: Sequence[Item]) -> list[Item]:
    """The items of a story whose moments lie next to this one's, and its likes."""
    wanted = _when(item)
    return nsmallest(
        MANY,
        members,
        key=lambda member: (
            member.id != item.id and (item.series or "") != member.series,
            abs((_when(member) - wanted).total_seconds()),
            member.id,
        ),
    )


def _when(item: Item) -> datetime:
    moment = item.starts or item.closes or item.published
    return (
        instant(moment, item)
        if moment is not None
        else datetime.max.replace(tzinfo=UTC)
    )


def compare(one: Item, other: Item) -> Verdict:
    """Whether two items are of one thing."""
    if one.id == other.id and one.source == other.source:
        return same(1.0, THE_SAME_ITEM)
    if one.pair is not None and are_twins(one, other):
        return compare_twins(one, other)
    if one.kind is not other.kind:
        return _across_kinds(one, other)
    verdict = _COMPARE[one.kind](one, other)
    if verdict.same is False and (one.pair or other.pair) and _in_two(one, other):
        # Words of two languages cannot contradict each other.
        return UNKNOWN
    return verdict


def _in_two(one: Item, other: Item) -> bool:
    return (one.language or "en")[:2] != (other.language or "en")[:2]


def _across_kinds(one: Item, other: Item) -> Verdict:
    """A feed may call "news" what a calendar calls an event: its page tells."""
    if {one.kind, other.kind} == _ANNOUNCING:
        words, event = (one, other) if one.kind is Kind.NEWS else (other, one)
        if event.starts is not None:
            found = compare_announced(words, event)
            if found.same:
                return found
    name = titles(one.title, other.title)
    if same_page(one, other) and name.score >= SAME_START and not name.contrast:
        return same(0.8, f"same address, titles {name.percent}% alike")
    return UNKNOWN
