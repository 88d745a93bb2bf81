"""Whether two events are one: when it starts, where it is, what it is called."""

from datetime import datetime, timedelta

from aggregator.model.item import Item
from aggregator.stories import thresholds
from aggregator.stories.address import is_list
from aggregator.stories.announced import compare_announced, told_otherwise
from aggregator.stories.moments import clock_of, day_of, instant
from aggregator.stories.moves import tells_of_move
from aggregator.stories.pages import same_page
from aggregator.stories.pair import Pair, pair_of_events
from aggregator.stories.particulars import other_sums, particulars
from aggregator.stories.places import Place, may_be_there, names, same_place
from aggregator.stories.verdict import DIFFERENT, UNKNOWN, Verdict, same
from aggregator.stories.words import beginnings, plain_words
from aggregator.stories.workshops import is_workshop_beside

_WEEK = 7


def compare_events(one: Item, other: Item) -> Verdict:
    """Whether two events, or two dates of one, belong together."""
    if one.series is not None and one.series == other.series:
        return same(1.0, "another date of the same series")
    page, place = same_page(one, other), same_place(one, other)
    named = one.identifier is not None and one.identifier == other.identifier
    if not page and not named:
        apart = _apart(one, other, place)
        if apart is not None:
            return apart
    pair = pair_of_events(one, other, page=page, place=place)
    if not page and is_workshop_beside(pair):
        return UNKNOWN
    if named and _by_name(pair):
        return same(0.99, f"same identifier, titles {pair.name.percent}% alike")
    return DIFFERENT if pair.name.contrast else _by_time(pair)


def _by_time(pair: Pair) -> Verdict:
    one, other = pair.one, pair.other
    if one.starts is None or other.starts is None:
        return _undated(pair)
    if pair.place is Place.DIFFERENT:
        return _moved_elsewhere(pair)
    if one.starts != other.starts and (
        day_of(one.starts, one) != day_of(other.starts, other)
    ):
        return _other_day(pair)
    return _same_day(pair)


def _apart(one: Item, other: Item, place: Place) -> Verdict | None:
    """What time and place alone decide, before any title is read."""
    if place is Place.DIFFERENT:
        told = one.starts == other.starts and _names_old_venue(one, other)
        return None if told else DIFFERENT
    if one.starts is None or other.starts is None or one.starts == other.starts:
        return None
    gap = abs(day_of(one.starts, one) - day_of(other.starts, other))
    timed = isinstance(one.starts, datetime) and isinstance(other.starts, datetime)
    if not gap:
        return DIFFERENT if timed and place is not Place.SAME else None
    if place is not Place.SAME:
        return UNKNOWN
    if timed and _week_after_week(one, other, gap):
        return None
    return None if _moved(one, other) else UNKNOWN


def _by_name(pair: Pair) -> bool:
    """Whether an identifier that both have means that they are one."""
    one, other, name = pair.one, pair.other, pair.name
    return (
        (one.source != other.source or name.score >= thresholds.SAME_ADDRESS)
        and not is_list(one.identifier or "")
        and one.series is None
        and other.series is None
        and not name.contrast
        and name.score > 0
        and not _two_sessions(one, other)
    )


def _two_sessions(one: Item, other: Item) -> bool:
    """Whether they are on one day, too far apart for one to be the other moved."""
    if not isinstance(one.starts, datetime) or not isinstance(other.starts, datetime):
        return False
    if day_of(one.starts, one) != day_of(other.starts, other):
        return False
    return abs(one.starts - other.starts) > thresholds.MOVED_WITHIN_DAY


def _undated(pair: Pair) -> Verdict:
    """One side does not say when: only a name or an address can tell."""
    name = pair.name
    if pair.place is Place.DIFFERENT:
        return DIFFERENT
    if pair.page and name.score >= thresholds.SAME_ADDRESS:
        return same(0.9, f"same address, titles {name.percent}% alike")
    one, other = pair.one, pair.other
    if one.starts is not None or other.starts is not None:
        words, event = (one, other) if one.starts is None else (other, one)
        found = compare_announced(words, event)
        if found.same or told_otherwise(words, event):
            return found
    if pair.two_pages:
        return UNKNOWN
    if name.score >= thresholds.SAME_NAME and (
        name.shared >= thresholds.RECOGNISABLE or pair.place is Place.SAME
    ):
        return same(0.6, f"titles {name.percent}% alike")
    return UNKNOWN


def _moved_elsewhere(pair: Pair) -> Verdict:
    """Another venue is another event, unless its own page, or one, says it moved."""
    start, start2 = pair.one.starts, pair.other.starts
    # Who names the old venue says the name of the thing, and what has become of it.
    told = _names_old_venue(pair.one, pair.other)
    least = thresholds.HALF_ALIKE if told else thresholds.SAME_START
    if (
        (pair.page or told)
        and pair.name.one_sided
        and pair.name.score >= least
        and start is not None
        and start2 is not None
        and instant(start, pair.one) == instant(start2, pair.other)
        and pair.name.shared >= thresholds.RECOGNISABLE
    ):
        what = "same address, start and title" if pair.page else "same start and title"
        return same(0.7, f"{what}, the venue differs")
    return DIFFERENT


def _same_day(pair: Pair) -> Verdict:
    one, other, name = pair.one, pair.other, pair.name
    timed = isinstance(one.starts, datetime) and isinstance(other.starts, datetime)
    if timed and one.starts != other.starts:
        return _other_time(pair)
    when = "start" if timed or _same_run(one, other) else "day"
    if pair.vague:
        there = (
            timed
            and pair.place is Place.SAME
            and not pair.same_source
            and pair.in_a_word
        )
        known = pair.page or there
        return same(0.6, f"same {when} and venue, one untitled") if known else UNKNOWN
    if pair.page and name.score >= thresholds.SAME_ADDRESS:
        return same(0.97, f"same address and {when}, titles {name.percent}% alike")
    if pair.two_pages and (name.score < 1.0 or name.left or name.right):
        return UNKNOWN
    return _together(pair, when) if pair.place is Place.SAME else _anywhere(pair, when)


def _same_run(one: Item, other: Item) -> bool:
    """Whether both last for the same days: so many as few things have in common."""
    if one.starts is None or one.ends is None or other.ends is None:
        return False
    last = day_of(one.ends, one)
    lasts = last - day_of(one.starts, one)
    return lasts >= thresholds.LASTS and last == day_of(other.ends, other)


def _together(pair: Pair, when: str) -> Verdict:
    """Same time and venue: the titles may be worded freely."""
    name = pair.name
    if pair.same_source:
        return _listed_twice(pair, when)
    if pair.other_level or (when == "day" and _other_prices(pair)):
        return UNKNOWN
    if _worded_freely(pair, timed=when == "start"):
        return same(0.8 + name.score / 10, _why(f"same {when} and venue", pair))
    # "Beginners" and one text for all say nothing of which language is taught.
    enough = thresholds.TOGETHER if all(pair.unexplained) else thresholds.LEAST_SAID
    retold = pair.evidence >= enough and (pair.tells_the_same or pair.retold)
    if when == "start" and not pair.parallel and pair.evidence >= thresholds.MUCH_SAID:
        return same(0.75, _why(f"same {when} and venue", pair))
    if retold or (pair.text or 0) >= thresholds.TEXT_SAME:
        return same(0.8, f"same {when} and venue, texts nearly the same")
    return UNKNOWN


def _other_prices(pair: Pair) -> bool:
    return other_sums(particulars(pair.one), particulars(pair.other))


def _listed_twice(pair: Pair, when: str) -> Verdict:
    """One source seldom lists a thing twice, and then in the same words."""
    mine, theirs = pair.unexplained
    if not mine and not theirs and pair.name.score >= thresholds.SAME_START:
        return same(0.8, _why(f"same {when} and venue", pair))
    return UNKNOWN


def _anywhere(pair: Pair, when: str) -> Verdict:
    """Same time, the venue not said by one: the name must be a telling one."""
    name = pair.name
    if pair.other_level:
        return UNKNOWN
    titled = (
        name.score >= thresholds.SAME_START
        and name.one_sided
        and name.shared >= thresholds.RECOGNISABLE
    )
    if not titled and when == "start" and not pair.same_source:
        titled = _well_named(pair)
    if titled or (pair.tells_the_same and name.score > 0):
        return same(0.5 + name.score / 5, _why(f"same {when}", pair))
    return UNKNOWN


def _well_named(pair: Pair) -> bool:
    """Whether two sources' titles share a name that is no usual session's."""
    name = pair.name
    if not name.shared or not pair.one_sided:
        return False
    if not may_be_there(pair.one.venue, pair.other.venue):
        return False
    if name.one_sided and name.score >= thresholds.HALF_ALIKE:
        return name.shared >= thresholds.OWN_NAME
    return pair.evidence >= thresholds.NAMED and name.shared >= thresholds.TOPIC


def _why(what: str, pair: Pair) -> str:
    """In words: what they share, and how alike their titles are."""
    name = pair.name
    if name.score >= thresholds.TOGETHER or pair.evidence == name.shared:
        return f"{what}, titles {name.percent}% alike"
    return f"{what}, the title of one is in the text of the other"


def _worded_freely(pair: Pair, *, timed: bool) -> bool:
    """Whether two titles may be of one thing, given where and when it is.

    One may say more than the other; where each says something that the other does
    not, they must share more, and no word may stand in the place of another.
    """
    name = pair.name
    if not pair.one_sided or _one_of_many(pair):
        return False
    if name.one_sided:
        least = thresholds.TOGETHER if timed else thresholds.TOGETHER_DAY
    elif not any(pair.unexplained) and pair.evidence >= thresholds.NAMED:
        # Each title is told in the other's text.
        return True
    elif (
        pair.evidence > name.shared
        and pair.evidence < thresholds.NAMED
        and name.score < thresholds.TOGETHER_REWORDED
    ):
        return False
    elif pair.only_forms and not any(pair.unexplained):
        least = thresholds.TOPIC if timed else thresholds.REWORDED
    else:
        least = thresholds.REWORDED if timed else thresholds.REWORDED_DAY
    return pair.evidence >= least


def _one_of_many(pair: Pair) -> bool:
    """Whether one lasts for days and the other, which says more, is an hour in it."""
    for long, short, more in (
        (pair.one, pair.other, pair.name.right),
        (pair.other, pair.one, pair.name.left),
    ):
        if long.starts is None or long.ends is None or not more:
            continue
        lasts = day_of(long.ends, long) - day_of(long.starts, long)
        if lasts >= thresholds.LASTS and isinstance(short.starts, datetime):
            return True
    return False


def _other_time(pair: Pair) -> Verdict:
    """Two times on one day are two sessions, unless one page moved a little."""
    if _two_sessions(pair.one, pair.other):
        return DIFFERENT
    if (
        pair.page
        and pair.name.score >= thresholds.SAME_NAME
        # One source that lists "Rhymetime" at two times of a day means two sessions.
        and not (pair.same_source and pair.name.shared < thresholds.RECOGNISABLE)
    ):
        return same(0.7, "same address and day, the time differs")
    if pair.place is Place.SAME and not pair.same_source and _is_moved(pair):
        return same(
            0.7, "same title, day and venue, one says that the time has changed"
        )
    if _doors(pair):
        return same(0.7, "same day and venue, one names the other's time as well")
    return DIFFERENT


def _doors(pair: Pair) -> bool:
    """Whether one gives the time of the doors, the other that of the show."""
    one, other, name = pair.one, pair.other, pair.name
    if pair.same_source or pair.place is not Place.SAME or not pair.one_sided:
        return False
    alike = name.score >= thresholds.SAME_START
    named = name.score >= thresholds.HALF_ALIKE and name.shared >= thresholds.NAMED
    if not (alike or named) or name.shared < thresholds.RECOGNISABLE:
        return False
    return _names_time(one, other) or _names_time(other, one)


def _names_time(one: Item, other: Item) -> bool:
    """Whether an item gives the other's start as a time at which things begin."""
    clock = clock_of(other.starts, other) if other.starts is not None else None
    return clock is not None and (clock.hour * 60 + clock.minute) in beginnings(
        f"{one.title} . {one.summary or ''}"
    )


def _other_day(pair: Pair) -> Verdict:
    one, other, name = pair.one, pair.other, pair.name
    assert one.starts is not None
    assert other.starts is not None
    gap = abs(day_of(one.starts, one) - day_of(other.starts, other))
    if pair.page and gap <= thresholds.MOVED_BY and name.score >= thresholds.SAME_START:
        return same(0.85, f"same address, titles {name.percent}% alike, another date")
    if gap <= thresholds.SERIES_GAP and _is_moved(pair):
        return same(0.7, "same title and venue, one says that the date has changed")
    if _recurs(pair, gap):
        return same(0.75, "same title, venue and time of day, another week")
    return UNKNOWN


def _moved(one: Item, other: Item) -> bool:
    """Whether one of two says that it is not where, or when, it was to be."""
    return tells_of_move(one) or tells_of_move(other)


def _names_old_venue(one: Item, other: Item) -> bool:
    """Whether one says that it has moved, and from where the other has it."""
    for moved, old in ((one, other), (other, one)):
        if old.venue is None or not tells_of_move(moved):
            continue
        wanted = names(old.venue) - names(moved.venue or "")
        wanted = wanted or plain_words(old.venue) - plain_words(moved.venue or "")
        if wanted and wanted <= plain_words(f"{moved.title} . {moved.summary or ''}"):
            return True
    return False


def _is_moved(pair: Pair) -> bool:
    """Whether one is the other at its new date: of one name, at one place."""
    name = pair.name
    return (
        _moved(pair.one, pair.other)
        and pair.place is Place.SAME
        and name.score >= thresholds.SAME_NAME
        and name.shared >= thresholds.RECOGNISABLE
        and not (name.left or name.right)
    )


def _recurs(pair: Pair, gap: timedelta) -> bool:
    name = pair.name
    if pair.place is not Place.SAME or not _week_after_week(pair.one, pair.other, gap):
        return False
    if any(pair.unexplained):
        return False
    if (name.left or name.right) and pair.evidence < thresholds.RECOGNISABLE:
        return False
    return pair.text is None or pair.text >= thresholds.TEXT_UNLIKE


def _week_after_week(one: Item, other: Item, gap: timedelta) -> bool:
    """Whether they are whole weeks apart, not too many, at one time of day."""
    if gap.days % _WEEK or gap > thresholds.SERIES_GAP:
        return False
    if one.starts is None or other.starts is None:
        return False
    clock = clock_of(one.starts, one)
    return clock is not None and clock == clock_of(other.starts, other)
