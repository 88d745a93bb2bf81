"""Whether two events are one: when it starts, where it is, what it is called."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.address import comparable, is_list
from aggregator.stories.likeness import Likeness, texts, titles
from aggregator.stories.moments import clock_of, day_of, instant
from aggregator.stories.pages import same_page
from aggregator.stories.places import Place, place_words, same_place
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    one: Item
    other: Item
    name: Likeness
    place: Place
    text: float | None
    page: bool
    """Whether both have the same address, and it is not that of a list."""

    @property
    def same_source(self) -> bool:
        return self.one.source == self.other.source

    @property
    def vague(self) -> bool:
        """Whether a title says nothing ("Event")."""
        return self.name.score == 0.0 and (
            not titles(self.one.title, self.one.title).shared
            or not titles(self.other.title, self.other.title).shared
        )

    @property
    def two_pages(self) -> bool:
        """Whether one source has a page for each of them."""
        one, other = self.one.url, self.other.url
        if not self.same_source or one is None or other is None or self.page:
            return False
        return comparable(one) != comparable(other)


def compare_events(one: Item, other: Item) -> Verdict:
    """Whether two events, or two dates of one, belong together."""
    pair = _pair(one, other)
    named = _by_name(one, other, pair.name)
    if named is not None:
        return named
    if pair.name.contrast:
        return DIFFERENT
    if one.starts is None or other.starts is None:
        return _undated(pair)
    if pair.place is Place.DIFFERENT:
        return _moved_elsewhere(pair)
    if day_of(one.starts, one) != day_of(other.starts, other):
        return _other_day(pair)
    return _same_day(pair)


def _pair(one: Item, other: Item) -> _Pair:
    context = place_words(one.venue, one.address) | place_words(
        other.venue, other.address
    )
    return _Pair(
        one=one,
        other=other,
        name=titles(one.title, other.title, context),
        place=same_place(one, other),
        text=texts(one.summary, other.summary),
        page=same_page(one, other),
    )


def _by_name(one: Item, other: Item, name: Likeness) -> Verdict | None:
    if one.series is not None and one.series == other.series:
        return same(1.0, "another date of the same series")
    if (
        one.identifier is not None
        and one.identifier == other.identifier
        and (one.source != other.source or name.score >= thresholds.SAME_ADDRESS)
        and not (one.identifier.startswith("http") and is_list(one.identifier))
        and one.series is None
        and other.series is None
        and not name.contrast
        and name.score > 0
        and not _two_sessions(one, other)
    ):
        return same(0.99, f"same identifier, titles {name.percent}% alike")
    return None


def _two_sessions(one: Item, other: Item) -> bool:
    """Whether they are on one day, too far apart for one to be the other moved."""
    if not isinstance(one.starts, datetime) or not isinstance(other.starts, datetime):
        return False
    if day_of(one.starts, one) != day_of(other.starts, other):
        return False
    return abs(one.starts - other.starts) > thresholds.MOVED_WITHIN_DAY


def _undated(pair: _Pair) -> Verdict:
    """One side does not say when: only a name or an address can tell."""
    name = pair.name
    if pair.place is Place.DIFFERENT:
        return DIFFERENT
    if pair.page and name.score >= thresholds.SAME_ADDRESS:
        return same(0.9, f"same address, titles {name.percent}% alike")
    if pair.two_pages:
        return UNKNOWN
    if name.score >= thresholds.SAME_NAME and (
        name.shared >= thresholds.RECOGNISABLE or pair.place is Place.SAME
    ):
        return same(0.6, f"titles {name.percent}% alike")
    return UNKNOWN


def _moved_elsewhere(pair: _Pair) -> Verdict:
    """Another venue is another event, unless its own page says that it moved."""
    start, start2 = pair.one.starts, pair.other.starts
    if (
        pair.page
        and pair.name.score >= thresholds.SAME_NAME
        and start is not None
        and start2 is not None
        and instant(start, pair.one) == instant(start2, pair.other)
        and pair.name.shared >= thresholds.RECOGNISABLE
    ):
        return same(0.7, "same address, start and title, the venue differs")
    return DIFFERENT


def _same_day(pair: _Pair) -> Verdict:
    one, other, name = pair.one, pair.other, pair.name
    timed = isinstance(one.starts, datetime) and isinstance(other.starts, datetime)
    if timed and one.starts != other.starts:
        return _other_time(pair)
    when = "start" if timed else "day"
    if pair.vague:
        known = pair.page or (timed and pair.place is Place.SAME and not pair.two_pages)
        return same(0.6, f"same {when} and venue, one untitled") if known else UNKNOWN
    if pair.page and name.score >= thresholds.SAME_ADDRESS:
        return same(0.97, f"same address and {when}, titles {name.percent}% alike")
    if pair.two_pages and (name.score < 1.0 or name.left or name.right):
        return UNKNOWN
    return _together(pair, when) if pair.place is Place.SAME else _anywhere(pair, when)


def _together(pair: _Pair, when: str) -> Verdict:
    """Same time and venue: the titles may be worded freely."""
    name = pair.name
    if name.score >= _needed(name, timed=when == "start") or (
        _tells_the_same(pair) and name.score > 0
    ):
        reason = f"same {when} and venue, titles {name.percent}% alike"
        return same(0.8 + name.score / 10, reason)
    if pair.text is not None and pair.text >= thresholds.TEXT_SAME:
        return same(0.8, f"same {when} and venue, texts nearly the same")
    return UNKNOWN


def _anywhere(pair: _Pair, when: str) -> Verdict:
    """Same time, the venue not said by one: the name must be a telling one."""
    name, alike = pair.name, _tells_the_same(pair)
    titled = (
        name.score >= thresholds.SAME_START
        and name.one_sided
        and name.shared >= thresholds.RECOGNISABLE
    )
    if titled or (alike and name.score > 0):
        return same(0.5 + name.score / 5, f"same {when}, titles {name.percent}% alike")
    return UNKNOWN


def _tells_the_same(pair: _Pair) -> bool:
    return pair.text is not None and pair.text >= thresholds.TEXT_ALIKE


def _needed(name: Likeness, *, timed: bool) -> float:
    if not name.one_sided:
        return thresholds.TOGETHER_REWORDED if timed else thresholds.SAME_START
    return thresholds.TOGETHER if timed else thresholds.SAME_DAY


def _other_time(pair: _Pair) -> Verdict:
    """Two times on one day are two sessions, unless one page moved a little."""
    if _two_sessions(pair.one, pair.other):
        return DIFFERENT
    if pair.page and not pair.two_pages and pair.name.score >= thresholds.SAME_NAME:
        return same(0.7, "same address and day, the time differs")
    return DIFFERENT


def _other_day(pair: _Pair) -> Verdict:
    one, other, name = pair.one, pair.other, pair.name
    assert one.starts is not None
    assert other.starts is not None
    gap = abs(day_of(one.starts, one) - day_of(other.starts, other))
    if pair.page and gap <= thresholds.MOVED_BY and name.score >= thresholds.SAME_START:
        return same(0.85, f"same address, titles {name.percent}% alike, another date")
    if _recurs(pair, gap):
        return same(0.75, "same title, venue and time of day, another week")
    return UNKNOWN


def _recurs(pair: _Pair, gap: timedelta) -> bool:
    one, other, name = pair.one, pair.other, pair.name
    if gap.days % _WEEK or gap > thresholds.SERIES_GAP:
        return False
    if pair.place is not Place.SAME or one.starts is None or other.starts is None:
        return False
    clock, clock2 = clock_of(one.starts, one), clock_of(other.starts, other)
    if clock is None or clock != clock2:
        return False
    if name.score < 1.0 or name.left or name.right:
        return False
    return pair.text is None or pair.text >= thresholds.TEXT_UNLIKE
