"""The plan for other programs: reminders on a phone, and imports of two planners.

Hootsuite takes date, text and link without a heading, at most 350 lines, at minutes
that 5 divides; Buffer a heading and local times (both read 2026-11). Cells that a
spreadsheet would run are made plain text. Neither program imports threads: each post of
one is a line of its own.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from aggregator.deliver.networks import network
from aggregator.drafts.thread import parts
from aggregator.model.draft import ADDED

HOOTSUITE_MOST = 350
_STEP = timedelta(minutes=5)
_LASTS = timedelta(minutes=15)
_SUMMARY = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One post that is to go out; `due` is in UTC.

    `shares` is the post of somebody else that is passed on as it is, without a text.
    """

    delivery: int
    network: str
    due: datetime
    text: str
    link: str | None = None
    image: str | None = None
    image_alt: str | None = None
    shares: str | None = None


def hootsuite(planned: Iterable[Planned], zone: str) -> str:
    """What Hootsuite's bulk composer imports."""
    rows: list[tuple[str, ...]] = []
    for one in _with_words(planned):
        there = one.due.astimezone(ZoneInfo(zone))
        time = _on_a_step(there).strftime("%d/%m/%Y %H:%M")
        rows.extend((time, post, "") for post in _posts(one))
    return _written(rows[:HOOTSUITE_MOST])


def buffer(planned: Iterable[Planned], zone: str) -> str:
    """What Buffer's bulk upload imports."""
    rows: list[tuple[str, ...]] = [("Text", "Image URL", "Tags", "Posting Time")]
    for one in _with_words(planned):
        there = one.due.astimezone(ZoneInfo(zone))
        time = there.strftime("%Y-%m-%d %H:%M")
        first, *others = _posts(one)
        rows.append((first, _address(one) or "", "", time))
        rows.extend((post, "", "", time) for post in others)
    return _written(rows)


def calendar(planned: Iterable[Planned], name: str) -> str:
    """Reminders: each post at its time, its text ready and its composer a tap away."""
    feed = Calendar()
    feed.add("prodid", "-//aggregator//plan//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", name)
    for one in planned:
        feed.add_component(_event(one))
    return str(feed.to_ical(), "utf-8")


def _address(one: Planned) -> str | None:
    """Where its picture is for everybody; one that was added is at the desk alone."""
    return None if one.image and one.image.startswith(ADDED) else one.image


def _with_words(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Neither program can pass on a post of somebody else: that stays in the desk."""
    return (one for one in planned if one.shares is None)


def _posts(one: Planned) -> tuple[str, ...]:
    return parts(one.text) or ("",)


def _event(one: Planned) -> Event:
    there = network(one.network)
    event = Event()
    event.add("uid", f"delivery-{one.delivery}@aggregator")
    event.add("dtstamp", one.due)
    event.add("dtstart", one.due)
    event.add("dtend", one.due + _LASTS)
    if one.shares:
        return _reminder(event, f"Share on {there.title}", one.shares)
    first, *others = _posts(one)
    words = " ".join(first.split())
    event.add("summary", f"Post on {there.title}: {words[:_SUMMARY]}")
    told = [first, *(f"Then, as a reply: {post}" for post in others)]
    if address := _address(one):
        told.append(f"Picture: {address}")
    elif one.image:
        told.append("Picture: the photo that was added to it at the desk")
    if one.image_alt:
        told.append(f"What it shows: {one.image_alt}")
    composer = there.composer(first)
    event.add("description", "\n\n".join([*told, f"Open: {composer}"]))
    event.add("url", composer)
    event.add_component(_alarm(f"Post on {there.title}"))
    return event


def _reminder(event: Event, words: str, address: str) -> Event:
    event.add("summary", words)
    event.add("description", f"Open: {address}")
    event.add("url", address)
    event.add_component(_alarm(words))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta())
    return alarm


def _on_a_step(moment: datetime) -> datetime:
    over = timedelta(minutes=moment.minute % 5, seconds=moment.second)
    return moment if not over else moment + _STEP - over


def _written(rows: Iterable[tuple[str, ...]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(tuple(map(_harmless, row)) for row in rows)
    return file.getvalue()


def _harmless(cell: str) -> str:
    """No formula: a text that begins like one would be run by a spreadsheet."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "\t"} else cell
