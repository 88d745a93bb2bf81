"""Where systems that councils use keep their feeds and calendars.

Each is a guess to be fetched before it is believed. A system shows itself by a trace
in its page or address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.model.facts import Kind
from aggregator.read.links import safe_url

# A library with many branches may have a calendar each.
_MOST_NUMBERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A guess: an address, what is kept there, and why we think so."""

    url: str
    format: str
    kind: Kind | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """A system, the traces by which it shows itself, and where it keeps things.

    `host` finds its own address where a page only leads there; `number` finds what
    stands for `{id}` in a place.
    """

    name: str
    traces: tuple[str, ...]
    places: tuple[tuple[str, str, Kind | None], ...]
    host: re.Pattern[str] | None = None
    number: re.Pattern[str] | None = None


_SYSTEMS = (
    _System(
        name="The Events Calendar (WordPress)",
        traces=("tribe-events", "tribe_events", "the-events-calendar"),
        places=(
            ("/events/list/?ical=1", "calendar", Kind.EVENT),
            (
                "/?post_type=tribe_events&ical=1&eventDisplay=list",
                "calendar",
                Kind.EVENT,
            ),
            ("/events/feed/", "feed", Kind.EVENT),
        ),
    ),
    _System(
        name="Events Manager or My Calendar (WordPress)",
        traces=("events-manager", "my-calendar"),
        places=(
            ("/events.ics", "calendar", Kind.EVENT),
            ("/feeds/my-calendar-ics/", "calendar", Kind.EVENT),
        ),
    ),
    _System(
        name="WordPress",
        traces=("wp-content", "wp-json", 'content="wordpress'),
        places=(("/feed/", "feed", Kind.NEWS),),
    ),
    _System(
        # The month's feed is the one to come; the calendar holds 500, the past first.
        name="LibCal",
        traces=("libcal.com", "springshare"),
        places=(
            ("/rss.php?m=month&cid={id}", "feed", Kind.EVENT),
            ("/ical_subscribe.php?src=p&cid={id}", "calendar", Kind.EVENT),
        ),
        host=re.compile(r"https?://[\w-]+(?:\.\w+)?\.libcal\.com"),
        number=re.compile(r"[?&;]cid=(\d+)|calendar_(\d+)|calendarids\s*=\s*\[(\d+)"),
    ),
    _System(
        name="Eventbrite",
        traces=("eventbrite.co.uk/o/", "eventbrite.com/o/"),
        places=(("{id}", "page", Kind.EVENT),),
        number=re.compile(r"(https?://www\.eventbrite\.(?:co\.uk|com)/o/[a-z0-9-]+)"),
    ),
    _System(
        name="ModernGov",
        traces=("mgcalendarmonthview", "ielistmeetings", "moderngov", "mgwhatsnew"),
        places=(
            ("/mgRssFeeds.aspx", "page", None),
            ("/mgWhatsNew.aspx", "page", Kind.NEWS),
        ),
        host=re.compile(r"https?://[\w.-]+(?=/(?:ielist|mgcalendar|mgwhatsnew))"),
    ),
    _System(
        name="Jadu",
        traces=("jadu", "/site_styles/"),
        places=(("/rss/news", "feed", Kind.NEWS), ("/rss/events", "feed", Kind.EVENT)),
    ),
    _System(
        name="Drupal",
        traces=('content="drupal', "/sites/default/files", "localgov"),
        places=(
            ("/rss.xml", "feed", Kind.NEWS),
            ("/news/rss.xml", "feed", Kind.NEWS),
            ("/events/rss.xml", "feed", Kind.EVENT),
        ),
    ),
    _System(
        name="Joomla",
        traces=('content="joomla', "/media/jui/", "com_content"),
        places=(("?format=feed&type=rss", "feed", Kind.NEWS),),
    ),
    _System(
        name="Spydus",
        traces=("spydus", "/cgi-bin/spydus.exe"),
        places=(
            ("/cgi-bin/spydus.exe/MSGTRN/WPAC/EVENTS", "page", Kind.EVENT),
            ("/cgi-bin/spydus.exe/MSGTRNGEN/WPAC/EVENTS", "page", Kind.EVENT),
        ),
        host=re.compile(r"https?://[\w-]+\.spydus\.(?:co\.uk|com|co\.nz)"),
    ),
    _System(
        name="Squarespace",
        traces=("squarespace",),
        places=(("?format=rss", "feed", None),),
    ),
)
_ANYWHERE = ("/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/feed.json", "/events.ics")


def usual_places(text: str, url: str) -> tuple[Place, ...]:
    """Guesses, those of a recognised system first."""
    page = f"{url} {text}".lower()
    found: dict[str, Place] = {}
    for system in _SYSTEMS:
        if any(trace in page for trace in system.traces):
            base = _host_of(system, page) or url
            for path, form, kind in _places_of(system, page):
                why = f"{system.name} keeps it there"
                _add(found, path, base, form=form, kind=kind, why=why)
    for path in _ANYWHERE:
        form = "calendar" if path.endswith(".ics") else "feed"
        why = "many sites keep it there"
        _add(found, path, url, form=form, kind=None, why=why)
    return tuple(found.values())


def _host_of(system: _System, page: str) -> str | None:
    there = system.host.search(page) if system.host else None
    return f"{there[0]}/" if there else None


def _places_of(system: _System, page: str) -> Iterator[tuple[str, str, Kind | None]]:
    """Its places, the numbers of its calendars put in: three of them at most."""
    numbers: list[str] = []
    if system.number is not None:
        every = (
            next(filter(None, one.groups())) for one in system.number.finditer(page)
        )
        numbers = list(dict.fromkeys(every))[:_MOST_NUMBERS]
    for path, form, kind in system.places:
        if "{id}" not in path:
            yield path, form, kind
        for number in numbers if "{id}" in path else ():
            yield path.replace("{id}", number), form, kind


def _add(
    found: dict[str, Place],
    path: str,
    base: str,
    *,
    form: str,
    kind: Kind | None,
    why: str,
) -> None:
    if address := safe_url(path, base):
        place = Place(url=address, format=form, kind=kind, why=why)
        found.setdefault(address, place)
