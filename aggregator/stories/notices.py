"""Whether names, days and sums tell that two texts are of one matter."""

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.likeness import told
from aggregator.stories.matters import came_of, headline, of_two_matters
from aggregator.stories.moments import instant
from aggregator.stories.particulars import (
    Particulars,
    other_names,
    particulars,
    proper,
    said,
    speaks_for,
)
from aggregator.stories.verdict import UNKNOWN, Verdict, same
from aggregator.stories.words import plain_words


def by_particulars(
    one: Item, other: Item, mine: Particulars, theirs: Particulars
) -> Verdict:
    """Names together with a day or a sum: few things have both in common."""
    if mine.codes & theirs.codes:
        return same(0.9, "same reference")
    facts = mine.days & theirs.days | mine.sums & theirs.sums
    whole, whole2 = f"{one.title} . {one.summary}", f"{other.title} . {other.summary}"
    alike = told(whole, whole2) if facts else None
    if alike is None or alike < thresholds.TOLD_PARTICULARS:
        return UNKNOWN
    names = (proper(one) & said(other)) | (proper(other) & said(one))
    if alike < thresholds.TOLD_MUCH:
        # All that a council announces has its name.
        names -= {speaks_for(one), speaks_for(other)}
    titled = not headline(one).isdisjoint(headline(other))
    found = len(facts) + len(names) + titled + (alike >= thresholds.TOLD)
    if not names or found < thresholds.PARTICULARS or of_two_matters(one, other):
        return UNKNOWN
    came = came_of(whole, whole2) or came_of(whole2, whole)
    if came or other_names(whole, whole2) or _has_other_name(one, other):
        return UNKNOWN
    what = "day" if mine.days & theirs.days else "sum"
    return same(0.7, f"same {what} and names")


def of_one_day(one: Item, other: Item) -> bool:
    """Whether both name one day: what is to be done until then is told for weeks."""
    if one.published is None or other.published is None:
        return True
    gap = instant(one.published, one) - instant(other.published, other)
    if abs(gap) > thresholds.NOTICE_LASTS:
        return False
    return not particulars(one).days.isdisjoint(particulars(other).days)


def _has_other_name(one: Item, other: Item) -> bool:
    """Whether headlines have a name each that the other item does not have."""
    unsaid = plain_words(one.title) & proper(one) - said(other)
    unsaid2 = plain_words(other.title) & proper(other) - said(one)
    return bool(unsaid and unsaid2)
