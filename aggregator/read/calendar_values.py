"""Values of a calendar's properties, those that are broken left out."""

from datetime import date, datetime, timedelta

import icalendar

Value = datetime | date | timedelta


def value_of(event: icalendar.Component, name: str) -> Value | None:
    """A date, time or duration, `None` where it is absent or cannot be read."""
    try:
        found = getattr(event.get(name), "dt", None)
    except ValueError:
        return None
    return found if isinstance(found, datetime | date | timedelta) else None


def text_of(event: icalendar.Component, name: str) -> str | None:
    """The first text of a property."""
    found = event.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return str(found) if found is not None and str(found).strip() else None


def written_of(event: icalendar.Component, name: str) -> str | None:
    """A property as the calendar has it."""
    found = event.get(name)
    try:
        return str(found.to_ical().decode())
    except (ValueError, AttributeError):
        return None
