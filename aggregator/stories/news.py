"""Whether two news items are one."""

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.likeness import (
    Likeness,
    figures,
    named_weight,
    retold_weight,
    titles,
    told,
)
from aggregator.stories.matters import came_of, of_two_matters
from aggregator.stories.moments import instant
from aggregator.stories.notices import by_particulars, of_one_day
from aggregator.stories.pages import same_page
from aggregator.stories.pair import Pair
from aggregator.stories.particulars import (
    other_days,
    other_names,
    other_sums,
    particulars,
    said,
    speaks_for,
)
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.words import (
    content,
    written_days,
)


def compare_news(one: Item, other: Item) -> Verdict:
    """Whether two items tell one piece of news."""
    page, near = same_page(one, other), _near(one, other)
    if not page and not near and not of_one_day(one, other):
        return DIFFERENT
    name = titles(one.title, other.title)
    pair = Pair(one=one, other=other, name=name, page=page)
    if page:
        return _on_one_page(pair)
    if _speaks_against(pair):
        return DIFFERENT
    if pair.same_source and one.url and other.url:
        return _printed_twice(name, pair.text)
    mine, theirs = particulars(one), particulars(other)
    if other_sums(mine, theirs) or other_days(mine, theirs):
        return UNKNOWN
    found = _by_text(pair) if near else UNKNOWN
    return found if found.same else by_particulars(one, other, mine, theirs)


def _speaks_against(pair: Pair) -> bool:
    """Whether headlines, or whose they are, tell two things apart."""
    one, other = pair.one, pair.other
    return (
        (pair.name.contrast and not _counts_otherwise(pair))
        or _other_days(one, other)
        or other_names(one.title, other.title)
        or _of_two_bodies(one, other)
    )


def _on_one_page(pair: Pair) -> Verdict:
    name = pair.name
    if name.contrast and name.score < thresholds.SAME_NAME:
        return DIFFERENT
    if name.score >= thresholds.SAME_ADDRESS or pair.tells_the_same:
        return same(0.97, f"same address, titles {name.percent}% alike")
    return UNKNOWN


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
        came = came_of(whole, whole2) or came_of(whole2, whole)
    else:
        much = retold_weight(whole, whole2) >= thresholds.TOLD_WEIGHT
        came = came_of(one.title, whole2) or came_of(other.title, whole)
    if not much or came or of_two_matters(one, other) or other_names(whole, whole2):
        return UNKNOWN
    return same(0.75, f"texts tell {round(alike * 100)}% the same")


def _counts_otherwise(pair: Pair) -> bool:
    """Whether headlines count other things: "three car parks", "twelve chargers"."""
    if not pair.name.counted:
        return False
    mine, theirs = figures(pair.one.title), figures(pair.other.title)
    return mine <= content(pair.other.summary or "") or (
        theirs <= content(pair.one.summary or "")
    )


def _of_two_bodies(one: Item, other: Item) -> bool:
    """Whether two councils, say, each speak of themselves on a site of their own."""
    mine, theirs = speaks_for(one), speaks_for(other)
    if mine is None or theirs is None or mine == theirs:
        return False
    return mine not in said(other) and theirs not in said(one)


def _soon(one: Item, other: Item) -> bool:
    """Whether two sources wrote so close together that it is of one occasion."""
    if one.published is None or other.published is None:
        return False
    gap = instant(one.published, one) - instant(other.published, other)
    return abs(gap) <= thresholds.NEWS_SOON


def _other_days(one: Item, other: Item) -> bool:
    """Whether each headline names a day, and not the same."""
    mine, theirs = written_days(one.title), written_days(other.title)
    return bool(mine and theirs and not mine & theirs)


def _other_figures(one: str, other: str) -> bool:
    """Whether each text has figures, and none of them in common."""
    a, b = figures(one), figures(other)
    return bool(a and b and not a & b)
