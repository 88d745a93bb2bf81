"""The libraries' calendar, as iCalendar: series, exceptions, moved and called off."""

from datetime import UTC, datetime

from icalendar import Calendar
from icalendar import Event as Component

from aggregator.demo.values import Event, Town

_HOST = "diary.ambleford.example"


def diary(town: Town, base: str, stamp: datetime) -> bytes:
    """Every single event, and each weekly one as a series; `stamp` is DTSTAMP."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ambleford Libraries//Diary//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Ambleford Libraries")
    for event in town.single:
        component = _component(event, base, stamp)
        component.add("uid", f"{event.slug}@{_HOST}")
        calendar.add_component(component)
    for event in _first_of_each(town):
        component = _component(event, base, stamp)
        component.add("uid", f"{event.series}@{_HOST}")
        until = _last(town, event)
        # In UTC, as RFC 5545, 3.3.10 wants it where DTSTART has a zone.
        rule = {"freq": "weekly", "until": until.astimezone(UTC)}
        component.add("rrule", rule)
        skipped = [
            moment
            for moment in town.pauses.get(event.series, ())
            if event.starts < moment <= until
        ]
        if skipped:
            component.add("exdate", skipped)
        calendar.add_component(component)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _first_of_each(town: Town) -> tuple[Event, ...]:
    series: dict[str, Event] = {}
    for event in town.weekly:
        series.setdefault(event.series, event)
    return tuple(series.values())


def _last(town: Town, event: Event) -> datetime:
    return max(one.starts for one in town.weekly if one.series == event.series)


def _component(event: Event, base: str, stamp: datetime) -> Component:
    text = event.text
    component = Component()
    component.add("dtstamp", stamp)
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends)
    component.add("summary", text.retold[0] if text.retold else text.title)
    gone = " This event is now sold out." if event.sold_out else ""
    component.add("description", f"{text.summary}{gone}")
    component.add("location", f"{event.place.name}, {event.place.address}")
    component.add("url", f"{base}/events/{event.slug}")
    if event.cancelled:
        component.add("status", "CANCELLED")
    if event.moved_from is not None:
        component.add("sequence", 1)
    return component
