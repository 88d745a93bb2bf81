"""Time zones by the names that calendars give them."""

from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA or a Windows name ("GMT Standard Time"), or `None`."""
    if not name:
        return None
    wanted = name.strip().strip('"')
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(wanted, wanted))
    except (OSError, ValueError, KeyError):
        return None
