"""A moment in a sentence for an editor: in the zone of the clock that tells now."""

from datetime import datetime


def said(moment: datetime, now: datetime) -> str:
    """The time, as "14:05"; with its day where that is not today's."""
    there = moment.astimezone(now.tzinfo)
    if there.date() == now.date():
        return f"{there:%H:%M}"
    return f"{there:%H:%M} on {day(there)}"


def day(moment: datetime) -> str:
    """The day, as "3 November"."""
    return f"{moment.day} {moment:%B}"
