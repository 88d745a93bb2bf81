"""Whether two news items, two shops or two shares are one."""

import re

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.folding import fold
from aggregator.stories.likeness import (
    Likeness,
    figures,
    named_weight,
    retold_weight,
    titles,
    told,
)
from aggregator.stories.moments import instant
from aggregator.stories.pages import same_page
from aggregator.stories.pair import Pair
from aggregator.stories.places import Place, place_words, same_place
from aggregator.stories.stems import stem
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.wordlists import listed
from aggregator.stories.words import content, written_days

# What comes of a matter later, and is told as news of its own.
_STAGES = frozenset(
    map(
        stem,
        listed(
            """arrest arrested charged jailed sentenced convicted bailed court inquest
            verdict approve approved reject rejected refused petition contractor appoint
            appointed reopen picture photo finished completed delayed cancelled sold
            died"""
        ),
    )
)


_STREET = re.compile(r"(\w+) (?:road|rd|street|lane|avenue|crescent|terrace)\b")


def compare_news(one: Item, other: Item) -> Verdict:
    """Whether two items tell one piece of news."""
    page = same_page(one, other)
    if not page and not _near(one, other):
        return DIFFERENT
    name = titles(one.title, other.title)
    pair = Pair(one=one, other=other, name=name, page=page)
    if page:
        return _on_one_page(pair)
    if name.contrast or _other_days(one, other):
        return DIFFERENT
    if pair.same_source and one.url and other.url:
        return _printed_twice(name, pair.text)
    return _by_text(pair)


def _on_one_page(pair: Pair) -> Verdict:
    name = pair.name
    if name.contrast and name.score < thresholds.SAME_NAME:
        return DIFFERENT
    if name.score >= thresholds.SAME_ADDRESS or pair.tells_the_same:
        return same(0.97, f"same address, titles {name.percent}% alike")
    return UNKNOWN


def compare_businesses(one: Item, other: Item) -> Verdict:
    """Whether two items are of one business: its name and its place."""
    street = place_words(one.address, other.address)
    name = titles(one.title, other.title, street)
    place = same_place(one, other)
    if place is Place.DIFFERENT or name.contrast:
        return DIFFERENT
    if same_page(one, other) and name.score >= thresholds.SAME_ADDRESS:
        return same(0.95, f"same address, names {name.percent}% alike")
    if place is Place.SAME and name.one_sided and name.shared >= thresholds.FIRM_THERE:
        return same(0.9, f"same place, names {name.percent}% alike")
    if name.score < thresholds.BUSINESS_NAME:
        return UNKNOWN
    if name.percent == 100 and name.shared >= thresholds.RECOGNISABLE:  # noqa: PLR2004 - the very same name
        return same(0.6, "the same name")
    return UNKNOWN


def compare_shares(one: Item, other: Item) -> Verdict:
    """Whether two items propose to share one post: its address, nothing else."""
    return same(1.0, "same address") if same_page(one, other) else UNKNOWN


def _near(one: Item, other: Item) -> bool:
    if one.published is None or other.published is None:
        return True
    gap = instant(one.published, one) - instant(other.published, other)
    return abs(gap) <= thresholds.NEWS_FOLLOWS


def _printed_twice(name: Likeness, text: float | None) -> Verdict:
    """One source, two pages: the very same words, or two pieces."""
    if name.score == 1.0 and text is not None and text >= thresholds.TEXT_SAME:
        return same(0.7, "same title and text")
    return UNKNOWN


def _by_text(pair: Pair) -> Verdict:
    name = pair.name
    if not name.shared:
        return UNKNOWN
    if name.score < thresholds.NEWS_TITLE_WITH_TEXT:
        retold = _by_retelling(pair)
        # The costlier comparison comes last: nearly all that come here are two things.
        return UNKNOWN if retold.same and _unlike(pair.text) else retold
    text = pair.text
    reason = f"titles {name.percent}% alike"
    if text is not None:
        reason += f", texts {round(text * 100)}% alike"
    if text is not None and text >= thresholds.TEXT_ALIKE:
        if name.one_sided or text >= thresholds.TEXT_SAME:
            return same(0.9, reason)
    elif _unlike(text):
        return UNKNOWN
    elif name.one_sided and _headline_alike(name):
        return same(0.7 + name.score / 10, reason)
    return _by_retelling(pair)


def _unlike(text: float | None) -> bool:
    return text is not None and text < thresholds.TEXT_UNLIKE


def _headline_alike(name: Likeness) -> bool:
    if name.shared >= thresholds.NEWS_SHARED:
        return name.score >= thresholds.NEWS_TITLE_LONG
    return (
        name.score >= thresholds.NEWS_TITLE and name.shared >= thresholds.RECOGNISABLE
    )


def _by_retelling(pair: Pair) -> Verdict:
    """The same names, figures and facts, in whatever words."""
    one, other = pair.one, pair.other
    if pair.swapped or one.summary is None or other.summary is None:
        return UNKNOWN
    whole, whole2 = f"{one.title} . {one.summary}", f"{other.title} . {other.summary}"
    alike = told(whole, whole2)
    soon = _soon(one, other) and not pair.same_source
    least = thresholds.TOLD_SOON if soon else thresholds.TOLD
    if alike is None or alike < least or _other_figures(whole, whole2):
        return UNKNOWN
    if alike < thresholds.TOLD:
        much = named_weight(whole, whole2) >= thresholds.TOLD_SOON_WEIGHT
        later = _later(whole, whole2) or _later(whole2, whole)
    else:
        much = retold_weight(whole, whole2) >= thresholds.TOLD_WEIGHT
        later = _later(one.title, whole2) or _later(other.title, whole)
    if not much or later or _in_two_streets(whole, whole2):
        return UNKNOWN
    return same(0.75, f"texts tell {round(alike * 100)}% the same")


def _soon(one: Item, other: Item) -> bool:
    """Whether two sources wrote so close together that it is of one occasion."""
    if one.published is None or other.published is None:
        return False
    gap = instant(one.published, one) - instant(other.published, other)
    return abs(gap) <= thresholds.NEWS_SOON


def _later(one: str, other: str) -> bool:
    """Whether one text tells what came of a matter, and the other does not."""
    said = content(one) & _STAGES
    return bool(said) and not said <= content(other)


def _in_two_streets(one: str, other: str) -> bool:
    """Whether each text is of a street of its own."""
    streets, streets2 = _streets(one), _streets(other)
    return bool(streets and streets2 and not streets & streets2)


def _streets(text: str) -> frozenset[str]:
    return frozenset(_STREET.findall(fold(text)))


def _other_days(one: Item, other: Item) -> bool:
    """Whether each headline names a day, and not the same."""
    mine, theirs = written_days(one.title), written_days(other.title)
    return bool(mine and theirs and not mine & theirs)


def _other_figures(one: str, other: str) -> bool:
    """Whether each text has figures, and none of them in common."""
    a, b = figures(one), figures(other)
    return bool(a and b and not a & b)
