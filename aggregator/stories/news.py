"""Whether two news items, two shops or two shares are one."""

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.likeness import (
    Likeness,
    figures,
    retold_weight,
    titles,
    told,
)
from aggregator.stories.moments import instant
from aggregator.stories.pages import same_page
from aggregator.stories.pair import Pair
from aggregator.stories.places import Place, place_words, same_place
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.words import written_days


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
    if alike is None or alike < thresholds.TOLD or _other_figures(whole, whole2):
        return UNKNOWN
    if retold_weight(whole, whole2) < thresholds.TOLD_WEIGHT:
        return UNKNOWN
    return same(0.75, f"texts tell {round(alike * 100)}% the same")


def _other_days(one: Item, other: Item) -> bool:
    """Whether each headline names a day, and not the same."""
    mine, theirs = written_days(one.title), written_days(other.title)
    return bool(mine and theirs and not mine & theirs)


def _other_figures(one: str, other: str) -> bool:
    """Whether each text has figures, and none of them in common."""
    a, b = figures(one), figures(other)
    return bool(a and b and not a & b)
