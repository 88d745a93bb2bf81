"""One event of a calendar, or one instance of it, as an entry."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import icalendar

from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.read.calendar_values import text_of, value_of, written_of
from aggregator.read.clean import plain, title
from aggregator.read.dates import Span, whole_days
from aggregator.read.links import safe_url
from aggregator.read.machine_dates import read_machine_date
from aggregator.read.material import Material
from aggregator.read.wording import language_of, price_wording, status_in_title
from aggregator.read.zone_names import zone_named
from aggregator.read.zones import at, exists

_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\A\d|\b(?:street|st|road|rd|lane|avenue|ave|way|square|close|drive|place"
    r"|terrace|row|hill|gate)\Z",
    re.IGNORECASE,
)
_STATUSES = {"CANCELLED": Status.CANCELLED, "CANCELED": Status.CANCELLED}


def calendar_entry(
    event: icalendar.Component, material: Material, *, recurs: bool
) -> Entry | None:
    """The entry, `None` where it has neither a name nor a beginning."""
    heading = title(text_of(event, "SUMMARY"))
    starts = _moment(event, "DTSTART", material)
    if heading is None:
        material.problem("An event without a name was left out.")
        return None
    heading, in_title = status_in_title(heading)
    span = _span(event, starts, material)
    status = _STATUSES.get((text_of(event, "STATUS") or "").strip().upper())
    venue, address = _place(plain(text_of(event, "LOCATION"), longest=300))
    kind = material.kind(Kind.EVENT)
    when: dict[str, Any] = {"closes": span.starts}
    if kind is not Kind.JOB:
        when = {
            "starts": span.starts,
            "ends": span.ends,
            "timezone": material.source.timezone if span.starts else None,
        }
    return Entry(
        facts=Facts(
            kind=kind,
            title=heading,
            url=safe_url(text_of(event, "URL"), material.document.url),
            # Outlook's own word for a description with markup.
            summary=plain(
                text_of(event, "DESCRIPTION") or text_of(event, "X-ALT-DESC")
            ),
            venue=venue,
            address=address,
            price=price_wording(plain(text_of(event, "X-COST"), longest=120)),
            status=status or in_title or Status.SCHEDULED,
            image=_image(event, material.document.url),
            language=language_of(material.source.language, _language(event)),
            tags=_tags(event),
            **when,
        ),
        identifier=plain(text_of(event, "UID"), longest=500),
        occurrence=_occurrence(event, starts) if recurs else None,
        raw={"DTSTART": text} if (text := written_of(event, "DTSTART")) else {},
    )


def _span(
    event: icalendar.Component, starts: Moment | None, material: Material
) -> Span:
    ends = _moment(event, "DTEND", material)
    length = value_of(event, "DURATION")
    if ends is None and starts is not None and isinstance(length, timedelta):
        ends = _after(starts, length)
    if ends is not None and not isinstance(ends, datetime):
        # The day a whole-day event ends is the first day without it (RFC 5545).
        ends = _after(ends, -timedelta(days=1))
    if starts is not None and ends is not None and not isinstance(starts, datetime):
        last = ends.date() if isinstance(ends, datetime) else ends
        return Span(starts=starts, ends=last if last > starts else None)
    return whole_days(Span(starts=starts, ends=ends))


def _after(moment: Moment, length: timedelta) -> Moment | None:
    """Nothing where it lies beyond every calendar."""
    try:
        return moment + length
    except OverflowError:
        return None


def _moment(event: icalendar.Component, name: str, material: Material) -> Moment | None:
    found = event.get(name)
    value = value_of(event, name)
    if value is None and (written := text_of(event, name)):
        if moment := read_machine_date(written, material.zone):
            return moment
        material.not_understood(written, moment)
    if not isinstance(value, datetime):
        return value if isinstance(value, date) else None
    try:
        if value.tzinfo is not None:
            return value.astimezone(material.zone)
        named = str(getattr(found, "params", {}).get("TZID") or "") or None
        zone = zone_named(named) or material.zone
        if named and zone is material.zone:
            material.problem(
                f"The calendar's time zone {plain(named, longest=60)} is unknown; its "
                f"times were read as {material.source.timezone}."
            )
        if not exists(value, zone):
            material.problem(
                f"{value:%d %B %Y %H:%M} does not exist: clocks go forward."
            )
        return at(value, zone).astimezone(material.zone)
    except (ValueError, OverflowError):
        return None


def _occurrence(event: icalendar.Component, starts: Moment | None) -> str | None:
    original = value_of(event, "RECURRENCE-ID")
    moment = original if isinstance(original, date) else starts
    return moment.isoformat() if moment is not None else None


def _place(location: str | None) -> tuple[str | None, str | None]:
    """Venue and address, told apart only where a postcode proves an address."""
    if location is None or "," not in location or not _POSTCODE.search(location):
        return location, None
    parts = [part.strip() for part in location.split(",") if part.strip()]
    for place, part in enumerate(parts):
        if place and (_STREET.search(part) or _POSTCODE.search(part)):
            return ", ".join(parts[:place]), ", ".join(parts[place:])
    return parts[0], ", ".join(parts[1:]) or None


def _image(event: icalendar.Component, base: str) -> str | None:
    for name in ("IMAGE", "ATTACH"):
        found = event.get(name)
        for one in found if isinstance(found, list) else [found]:
            form = str(getattr(one, "params", {}).get("FMTTYPE") or "")
            is_image = name == "IMAGE" or form.startswith("image/")
            if is_image and (address := safe_url(str(one) if one else None, base)):
                return address
    return None


def _language(event: icalendar.Component) -> str | None:
    params = getattr(event.get("SUMMARY"), "params", {})
    return str(params.get("LANGUAGE") or "") or None


def _tags(event: icalendar.Component) -> tuple[str, ...]:
    found = event.get("CATEGORIES")
    words: list[str] = []
    for one in found if isinstance(found, list) else [found]:
        words.extend(str(word) for word in getattr(one, "cats", ()))
    cleaned = (plain(word, longest=60) for word in words[:20])
    return tuple(dict.fromkeys(word for word in cleaned if word))
