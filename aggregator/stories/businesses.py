"""Whether two items are of one shop, or propose to share one post."""

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.likeness import Likeness, titles
from aggregator.stories.pages import same_page
from aggregator.stories.particulars import proper
from aggregator.stories.places import Place, place_words, same_place
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.words import FORMS, words_of


def compare_businesses(one: Item, other: Item) -> Verdict:
    """Whether two items are of one business: its name and its place."""
    street = place_words(one.address, other.address)
    name = titles(one.title, other.title, street)
    place = same_place(one, other)
    if place is Place.DIFFERENT or name.contrast:
        return DIFFERENT
    if same_page(one, other) and name.score >= thresholds.SAME_ADDRESS:
        return same(0.95, f"same address, names {name.percent}% alike")
    return _there(one, other, name) if place is Place.SAME else _anywhere(name)


def _there(one: Item, other: Item, name: Likeness) -> Verdict:
    if name.one_sided and name.shared >= thresholds.FIRM_THERE:
        return same(0.9, f"same place, names {name.percent}% alike")
    if _named_in(one, other) or _named_in(other, one):
        return same(0.8, "same place, the name of one is in the text of the other")
    return _anywhere(name)


def _anywhere(name: Likeness) -> Verdict:
    if name.score < thresholds.BUSINESS_NAME:
        return UNKNOWN
    if name.percent == 100 and name.shared >= thresholds.RECOGNISABLE:  # noqa: PLR2004 - the very same name
        return same(0.6, "the same name")
    return UNKNOWN


def _named_in(one: Item, other: Item) -> bool:
    """Whether the text of a business tells the whole name of another: two words of it.

    A street is no name.
    """
    name = words_of(one.title).words - place_words(one.address, other.address)
    names = proper(other)
    return len(name) > 1 and name <= names | (name & FORMS) and bool(name & names)


def compare_shares(one: Item, other: Item) -> Verdict:
    """Whether two items propose to share one post: its address, nothing else."""
    return same(1.0, "same address") if same_page(one, other) else UNKNOWN
