"""The programme of one week: series, a Saturday, a Wednesday, and what is special."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.demo import places
from aggregator.demo.event_texts import (
    AWARDS,
    HOLIDAYS,
    SATURDAYS,
    WEDNESDAYS,
    WEEKLY,
)
from aggregator.demo.places import Place
from aggregator.demo.texts import Text
from aggregator.demo.values import Event

ZONE = ZoneInfo("Europe/London")
# Of every three weeks one loses its Wednesday talk, and one moves its Saturday, so
# that at any time something is off and something has moved.
_EVERY = 3
_PAUSE_EVERY = 3
_KNOWN_BEFORE = timedelta(days=21)
_WEDNESDAY, _FRIDAY, _SATURDAY = 2, 4, 5
# Every library is closed: (month, day)
_CLOSED = {(12, 25), (12, 26), (1, 1)}


def week(monday: date, today: date) -> Iterator[Event]:
    """What takes place in the week, as it is known today."""
    number = monday.toordinal() // 7
    for event in (*series(monday), *_specials(monday)):
        if not _paused(event):
            yield event
    saturday = _single(
        SATURDAYS[number % len(SATURDAYS)],
        monday + timedelta(days=_SATURDAY),
        time(10, 30),
        places.CENTRAL,
    )
    if number % _EVERY == 1 and saturday.starts.date() - today <= _KNOWN_BEFORE:
        saturday = _moved(saturday)
    talk = _single(
        WEDNESDAYS[number % len(WEDNESDAYS)],
        monday + timedelta(days=_WEDNESDAY),
        time(19),
        places.NETTLEBY,
    )
    talk = replace(talk, cancelled=number % _EVERY == 0)
    yield from (event for event in (talk, saturday) if not _closed(event))


def pauses(monday: date) -> Iterator[Event]:
    """Those dates of the week's series that do not take place."""
    return (event for event in series(monday) if _paused(event))


def series(monday: date) -> Iterator[Event]:
    """Every date of the week's series, whether it takes place or not."""
    for text, weekday, start, minutes, place in WEEKLY:
        on = monday + timedelta(days=weekday)
        yield _event(text, on, start, minutes, place, weekly=True)


def _paused(event: Event) -> bool:
    """Closed, or storytime when the team is being trained."""
    training = (
        event.text.slug == "storytime"
        and event.starts.date().toordinal() // 7 % _PAUSE_EVERY == 0
    )
    return training or _closed(event)


def _closed(event: Event) -> bool:
    return (event.starts.month, event.starts.day) in _CLOSED


def _specials(monday: date) -> Iterator[Event]:
    friday = monday + timedelta(days=_FRIDAY)
    if (friday.day - 1) // 7 == 2:  # noqa: PLR2004 - the third of its month
        awards = _event(AWARDS, friday, time(19, 30), 120, places.TOWN_HALL)
        # Half the town is nominated, and every seat is taken weeks before.
        yield replace(awards, sold_out=True)
    for text, beginnings in HOLIDAYS:
        for month, day in beginnings:
            first = date(monday.year, month, day)
            if first <= monday < first + timedelta(days=7):
                on = monday + timedelta(days=3)
                yield _event(text, on, time(10), 300, places.MUSEUM)


def _moved(event: Event) -> Event:
    later = timedelta(days=1, hours=3, minutes=30)
    return replace(
        event,
        starts=event.starts + later,
        ends=event.ends + later,
        moved_from=event.starts,
    )


def _single(text: Text, on: date, start: time, place: Place) -> Event:
    return _event(text, on, start, 90, place)


def _event(
    text: Text,
    on: date,
    start: time,
    minutes: int,
    place: Place,
    *,
    weekly: bool = False,
) -> Event:
    starts = datetime.combine(on, start, ZONE)
    return Event(
        slug=f"{text.slug}-{place.key}-{on:%Y-%m-%d}",
        text=text,
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
        place=place,
        weekly=weekly,
    )
