"""Where systems that councils use keep their feeds and calendars.

Each is a guess to be fetched before it is believed. A system shows itself by a trace
in its page or address.
"""

from dataclasses import dataclass

from aggregator.model.facts import Kind
from aggregator.read.links import safe_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A guess: an address, what is kept there, and why we think so."""

    url: str
    format: str
    kind: Kind | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    name: str
    traces: tuple[str, ...]
    places: tuple[tuple[str, str, Kind | None], ...]


_SYSTEMS = (
    _System(
        name="The Events Calendar (WordPress)",
        traces=("tribe-events", "the-events-calendar"),
        places=(
            ("/events/?ical=1", "calendar", Kind.EVENT),
            ("/events/feed/", "feed", Kind.EVENT),
        ),
    ),
    _System(
        name="WordPress",
        traces=("wp-content", "wp-json", 'content="wordpress'),
        places=(("/feed/", "feed", Kind.NEWS),),
    ),
    _System(
        name="LibCal",
        traces=("libcal.com", "springshare"),
        places=(
            ("/ical_subscribe.php?src=p", "calendar", Kind.EVENT),
            ("/rss.php?m=month", "feed", Kind.EVENT),
        ),
    ),
    _System(
        name="ModernGov",
        traces=("mgcalendarmonthview", "ielistmeetings", "moderngov", "mgwhatsnew"),
        places=(
            ("/mgRssFeeds.aspx", "page", None),
            ("/mgWhatsNew.aspx", "page", Kind.NEWS),
        ),
    ),
    _System(
        name="Jadu",
        traces=("jadu", "/site_styles/"),
        places=(("/rss/news", "feed", Kind.NEWS), ("/rss/events", "feed", Kind.EVENT)),
    ),
    _System(
        name="Drupal",
        traces=('content="drupal', "/sites/default/files", "localgov"),
        places=(("/rss.xml", "feed", Kind.NEWS), ("/news/rss.xml", "feed", Kind.NEWS)),
    ),
    _System(
        name="Spydus",
        traces=("spydus", "/cgi-bin/spydus.exe"),
        places=(("/cgi-bin/spydus.exe/MSGTRNGEN/WPAC/EVENTS", "page", Kind.EVENT),),
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
            for path, form, kind in system.places:
                why = f"{system.name} keeps it there"
                _add(found, path, url, form=form, kind=kind, why=why)
    for path in _ANYWHERE:
        form = "calendar" if path.endswith(".ics") else "feed"
        why = "many sites keep it there"
        _add(found, path, url, form=form, kind=None, why=why)
    return tuple(found.values())


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
