"""What was posted, for the council's own web site: JSON Feed, Atom, a calendar; pure.

They are public, so they hold what was public already: no names of people, no figures.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from aggregator.drafts.thread import read_through
from aggregator.model.evidence import PostRecord
from aggregator.model.facts import Moment, Status
from aggregator.model.story import Story

# https://www.jsonfeed.org/version/1.1/ and RFC 4287.
_VERSION = "https://jsonfeed.org/version/1.1"
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = 80
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Whose posts they are, and the address that the feed is read at."""

    council: str
    address: str
    language: str


def json_feed(feed: Feed, posts: Sequence[PostRecord]) -> bytes:
    """The posts as a JSON Feed, in the order given."""
    items = []
    for post in posts:
        item = {
            "id": _id(feed, post),
            "url": post.address,
            "external_url": post.link,
            "content_text": read_through(post.text),
            "date_published": post.posted_at.isoformat(),
            "language": post.language,
            "tags": [post.kind.value, post.network],
        }
        items.append({name: value for name, value in item.items() if value})
    page = {
        "version": _VERSION,
        "title": f"{feed.council}: what we posted",
        "feed_url": feed.address,
        "language": feed.language,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


def atom(feed: Feed, posts: Sequence[PostRecord]) -> bytes:
    """The same as Atom."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _text(root, "id", feed.address)
    _text(root, "title", f"{feed.council}: what we posted")
    newest = max(
        (post.posted_at for post in posts), default=datetime.fromtimestamp(0, UTC)
    )
    _text(root, "updated", newest.isoformat())
    SubElement(SubElement(root, "author"), "name").text = feed.council
    SubElement(root, "link", {"rel": "self", "href": feed.address})
    for post in posts:
        entry = SubElement(root, "entry", {"xml:lang": post.language})
        _text(entry, "id", _id(feed, post))
        _text(entry, "title", _title(post.text))
        _text(entry, "updated", post.posted_at.isoformat())
        _text(entry, "published", post.posted_at.isoformat())
        if post.address or post.link:
            SubElement(entry, "link", {"href": post.address or post.link or ""})
        content = SubElement(entry, "content", {"type": "text"})
        content.text = read_through(post.text)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def calendar(feed: Feed, stories: Sequence[Story], now: datetime) -> bytes:
    """The events that were posted about and are still to come, as iCalendar."""
    written = Calendar()
    written.add("prodid", "-//aggregator//what we posted//EN")
    written.add("version", "2.0")
    written.add("name", f"{feed.council}: what's on")
    for story in stories:
        for start in story.dates or (story.starts,):
            if start is not None and _is_ahead(start, story, now):
                written.add_component(_event(feed, story, start, now))
    return bytes(written.to_ical())


def _event(feed: Feed, story: Story, start: Moment, now: datetime) -> Event:
    event = Event()
    name = f"{feed.address}#{story.id}-{start.isoformat()}"
    event.add("uid", str(uuid5(NAMESPACE_URL, name)))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", story.title)
    event.add("dtstart", _there(start, story))
    if story.starts == start and story.ends is not None:
        event.add("dtend", _there(story.ends, story))
    place = ", ".join(filter(None, (story.venue, story.address)))
    if place:
        event.add("location", place)
    if story.url:
        event.add("url", story.url)
    if story.status is Status.CANCELLED:
        event.add("status", "CANCELLED")
    return event


def _there(moment: Moment, story: Story) -> Moment:
    if isinstance(moment, datetime) and story.timezone:
        return moment.astimezone(ZoneInfo(story.timezone))
    return moment


def _is_ahead(start: Moment, story: Story, now: datetime) -> bool:
    if isinstance(start, datetime):
        return start >= now
    zone = ZoneInfo(story.timezone or "UTC")
    today: date = now.astimezone(zone).date()
    return start >= today


def _id(feed: Feed, post: PostRecord) -> str:
    # The same in every format.
    folder = feed.address.rpartition("/")[0]
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{folder}/{post.delivery}')}"


def _title(text: str) -> str:
    line = text.strip().splitlines()[0]
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rsplit(' ', 1)[0]}…"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
