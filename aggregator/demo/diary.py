"""The libraries' calendar, as iCalendar: series, exceptions, and one called off."""

from datetime import datetime

from icalendar import Calendar
from icalendar import Event as Component

from aggregator.demo.happenings import WEEKS_AHEAD, Event, Town


def diary(town: Town, base: str, now: datetime) -> bytes:
    """Every single event, and each weekly one as a series."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ambleford Libraries//Diary//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Ambleford Libraries")
    for event in town.single:
        component = _component(event, base, now)
        component.add("uid", f"{event.slug}@diary.ambleford.example")
        calendar.add_component(component)
    for event in _first_of_each(town):
        component = _component(event, base, now)
        component.add("uid", f"{event.slug[:-11]}@diary.ambleford.example")
        component.add("rrule", {"freq": "weekly", "count": WEEKS_AHEAD})
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _first_of_each(town: Town) -> tuple[Event, ...]:
    series: dict[tuple[str, str], Event] = {}
    for event in town.weekly:
        series.setdefault((event.text.slug, event.venue), event)
    return tuple(series.values())


def _component(event: Event, base: str, now: datetime) -> Component:
    text = event.text
    component = Component()
    component.add("dtstamp", now)
    component.add("dtstart", event.starts)
    component.add("dtend", event.ends)
    component.add("summary", text.retold[0] if text.retold else text.title)
    component.add("description", text.summary)
    component.add("location", f"{event.venue}, Ambleford")
    component.add("url", f"{base}/events/{event.slug}")
    if event.cancelled:
        component.add("status", "CANCELLED")
    return component
