"""iCalendar (RFC 5545): events, their recurrences, exceptions and cancellations."""

import re
import warnings
from collections.abc import Iterator

import icalendar

from aggregator.model.entry import Entry, Reading
from aggregator.model.errors import ReadError
from aggregator.read.calendar_event import calendar_entry
from aggregator.read.clean import plain
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.recurrence import open_series, steps_of

_MOST_EVENTS = 20_000
# A series costs a millisecond or two, a million steps a second and a half.
_MOST_SERIES = 2000
_MOST_STEPS = 3_000_000.0
# More than this, of anything, may take longer than a moment.
_QUICK_LENGTH, _QUICK_SERIES, _QUICK_STEPS = 100_000, 50, 20_000.0
# Where the clocks change by no yearly rule, working out when they do can take long.
_YEARLY = re.compile(r"^RRULE:(?!.*FREQ=YEARLY)", re.IGNORECASE | re.MULTILINE)


def read_calendar(material: Material) -> Reading:
    """The events of a calendar, recurring ones opened into their instances.

    Raises:
        ReadError: nothing of it can be read.
    """
    if len(material.text) > _QUICK_LENGTH:
        material.may_take_long()
    events = _events(material)
    entries: list[Entry] = []
    series_left, steps_left = _MOST_SERIES, _MOST_STEPS
    slow_series, slow_steps = _MOST_SERIES - _QUICK_SERIES, _MOST_STEPS - _QUICK_STEPS
    for series in _series(events):
        recurs = any(_recurs(event) for event in series)
        opens = recurs
        if recurs:
            series_left -= 1
            steps_left -= steps_of(series, material.now)
            if series_left < slow_series or steps_left < slow_steps:
                material.may_take_long()
            if series_left < 0 or steps_left < 0:
                material.problem(
                    "The calendar recurs too much; of some events only the first "
                    "date was read."
                )
                opens = False
        entries.extend(_entries(series, material, recurs=recurs, opens=opens))
        if len(entries) > MOST_ENTRIES:
            material.problem(f"Only the first {MOST_ENTRIES} events were read.")
            break
    return Reading(
        entries=tuple(entries[:MOST_ENTRIES]),
        problems=tuple(material.problems),
        format="calendar",
    )


def _events(material: Material) -> list[icalendar.Component]:
    text = material.text.replace("\x00", "").lstrip("\ufeff \t\r\n")
    if any(_YEARLY.search(zone) for zone in _parts(text, "VTIMEZONE")):
        material.may_take_long()
    try:
        with warnings.catch_warnings():
            # It tells of zone names it had to guess; what it reads is right.
            warnings.simplefilter("ignore")
            # What the library makes of a calendar without an end is an empty one.
            if "END:VCALENDAR" not in text.upper():
                raise ValueError("it ends in the middle")  # noqa: TRY301 - as any other
            calendars = icalendar.Calendar.from_ical(text, multiple=True)
            events = [event for one in calendars for event in _of_calendar(one)]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        material.may_take_long()
        events = list(_saved(text))
        _judge(events, error, material)
    if len(events) > _MOST_EVENTS:
        material.problem(f"Only the first {_MOST_EVENTS} events were looked at.")
    return events[:_MOST_EVENTS]


def _of_calendar(calendar: icalendar.Component) -> Iterator[icalendar.Component]:
    """Its events; a calendar may be nothing but a message that they are cancelled."""
    off = str(calendar.get("METHOD") or "").strip().upper() == "CANCEL"
    for event in calendar.walk("VEVENT"):
        if off and event.get("STATUS") is None:
            event["STATUS"] = icalendar.vText("CANCELLED")
        yield event


def _judge(
    events: list[icalendar.Component], error: Exception, material: Material
) -> None:
    if not events:
        raise ReadError(
            f"{material.source.name} sent a calendar that is broken ({error})",
            cause="broken",
            remedy="tell the people who run it; what was read before is kept",
        ) from error
    material.problem(
        f"The calendar is broken ({error}); {len(events)} events were saved, some may "
        "be missing: tell the people who run it."
    )


def _saved(text: str) -> Iterator[icalendar.Component]:
    """Each event that can be read on its own, where the whole cannot."""
    zones = "\r\n".join(_parts(text, "VTIMEZONE"))
    for found in _parts(text, "VEVENT"):
        try:
            calendar = icalendar.Calendar.from_ical(
                f"BEGIN:VCALENDAR\r\n{zones}\r\n{found}\r\nEND:VCALENDAR\r\n"
            )
            yield from calendar.walk("VEVENT")
        except (ValueError, LookupError, TypeError, AttributeError):
            continue


def _parts(text: str, name: str) -> Iterator[str]:
    """The components of that name that are whole, as they are written."""
    begins, ends = f"BEGIN:{name}", f"END:{name}"
    part: list[str] | None = None
    for line in text.splitlines():
        said = line.rstrip().upper()
        # One that begins within another was never ended.
        if said == begins:
            part = []
        if part is not None:
            part.append(line)
            if said == ends:
                yield "\r\n".join(part)
                part = None


def _series(events: list[icalendar.Component]) -> Iterator[list[icalendar.Component]]:
    """Events of one UID together, in the order in which they first appear."""
    by_uid: dict[str, list[icalendar.Component]] = {}
    for number, event in enumerate(events):
        by_uid.setdefault(str(event.get("UID") or f"#{number}"), []).append(event)
    yield from by_uid.values()


def _entries(
    series: list[icalendar.Component],
    material: Material,
    *,
    recurs: bool,
    opens: bool,
) -> Iterator[Entry]:
    instances = series
    if opens:
        opened = open_series(series, material.now)
        if opened.refused:
            shown = plain(str(series[0].get("SUMMARY") or "An event"), longest=80)
            material.problem(
                f"Of “{shown}” only the first date was read: {opened.refused}."
            )
        if opened.cut:
            material.problem(
                "An event recurs very often; only its next times are read."
            )
        # What cannot be followed still has the date it was given.
        instances = series if opened.refused else list(opened.instances)
    for event in instances:
        entry = calendar_entry(event, material, recurs=recurs)
        if entry is not None:
            yield entry


def _recurs(event: icalendar.Component) -> bool:
    return any(
        event.get(name) is not None for name in ("RRULE", "RDATE", "RECURRENCE-ID")
    )
