"""The registry of formats: a name in `sources.toml` to the reader that knows it."""

from collections.abc import Callable

from aggregator.model.entry import Reading
from aggregator.model.errors import ReadError
from aggregator.model.later import later
from aggregator.model.source import AUTO, PageRules
from aggregator.read import detect
from aggregator.read.feed import read_feed
from aggregator.read.material import Material
from aggregator.read.timeline import TIMELINE, read_timeline

Reader = Callable[[Material], Reading]

# All but feeds, which most sources are, bring large libraries along.
_read_calendar: Reader = later("aggregator.read.calendar", "read_calendar")
_read_sitemap: Reader = later("aggregator.read.sitemap", "read_sitemap")
_read_structured: Reader = later("aggregator.read.structured.page", "read_structured")
_read_page: Callable[[Material, PageRules], Reading] = later(
    "aggregator.read.page", "read_page"
)


def _page(material: Material) -> Reading:
    if material.source.page is None:
        return _read_structured(material)
    return _read_page(material, material.source.page)


READERS: dict[str, Reader] = {
    detect.FEED: read_feed,
    detect.PAGE: _page,
    detect.CALENDAR: _read_calendar,
    detect.SITEMAP: _read_sitemap,
    TIMELINE: read_timeline,
}
FORMATS = (AUTO, *READERS)


def read_as(material: Material) -> Reading:
    """The document read in its source's format, or in the one it turns out to be.

    Raises:
        ReadError: it is empty, or something else than it should be.
    """
    name = material.source.name
    if not material.text.strip("\ufeff \t\r\n\0"):
        raise ReadError(
            f"{name} sent nothing at all",
            cause="empty",
            remedy="open the address in a browser; if it is empty there, too, tell "
            "the people who run it",
        )
    wanted, found = material.source.format, detect.detect(material.text)
    if wanted == AUTO:
        # Who writes selectors means a page, however little it looks like one.
        unknown = found == detect.UNKNOWN and material.source.page is not None
        wanted = detect.PAGE if unknown else found
    elif wanted != found and wanted in _MISTAKEN:
        _MISTAKEN[wanted](name, found)
    if wanted not in READERS:
        raise _unknown(name)
    return READERS[wanted](material)


def _no_feed(name: str, found: str) -> None:
    if found == detect.PAGE:
        raise ReadError(
            f"{name} sent a web page where a feed should be",
            cause="page-instead-of-feed",
            remedy="open the address in a browser: it may have moved, or show an "
            'error; if the page is what you want, write format = "page"',
        )
    if found in {detect.CALENDAR, detect.SITEMAP}:
        raise _other(name, found, "feed")


def _other(name: str, found: str, wanted: str) -> ReadError:
    return ReadError(
        f"{name} sent a {found} where a {wanted} should be",
        cause="unknown-format",
        remedy=f'write format = "{found}"',
    )


def _no_sitemap(name: str, found: str) -> None:
    what = "something else" if found == detect.UNKNOWN else f"a {found}"
    raise ReadError(
        f"{name} sent {what} where a sitemap should be",
        cause="unknown-format",
        remedy="look in the site's robots.txt for the address of its sitemap",
    )


def _no_calendar(name: str, found: str) -> None:
    what = "a web page" if found == detect.PAGE else f"a {found} document"
    raise ReadError(
        f"{name} sent {what} where a calendar should be",
        cause="not-a-calendar",
        remedy="open the address in a browser: it may have moved, or ask for a sign-in",
    )


def _no_page(name: str, found: str) -> None:
    if found in {detect.FEED, detect.CALENDAR, detect.SITEMAP}:
        raise _other(name, found, "page")


_MISTAKEN: dict[str, Callable[[str, str], None]] = {
    detect.FEED: _no_feed,
    detect.CALENDAR: _no_calendar,
    detect.PAGE: _no_page,
    detect.SITEMAP: _no_sitemap,
}


def _unknown(name: str) -> ReadError:
    return ReadError(
        f"{name} sent something that is no feed, page, calendar or sitemap",
        cause="unknown-format",
        remedy="check the address",
    )
