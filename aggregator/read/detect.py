"""What a document is, told by its content alone: types and names lie."""

import re

_LOOKED_AT = 65536
_PROLOGUE = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([a-zA-Z][\w.-]*)")
_FEED_LATER = re.compile(
    r"<\?xml[^>]*>\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:rss|rdf:rdf|feed)\b|<rss\s[^>]*version",
    re.IGNORECASE | re.DOTALL,
)
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|title|script|meta|div|main|article|section|ul"
    r"|p|table|h1)\b",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"\A\s*BEGIN:VCALENDAR\b", re.IGNORECASE)
_CALENDAR_PART = re.compile(
    r"^BEGIN:V(?:CALENDAR|EVENT)\b", re.IGNORECASE | re.MULTILINE
)
_FEEDS = {"rss", "feed", "rdf", "channel"}
_SITEMAPS = {"urlset", "sitemapindex"}

FEED, PAGE, CALENDAR, SITEMAP, UNKNOWN = (
    "feed",
    "page",
    "calendar",
    "sitemap",
    "unknown",
)


def detect(text: str) -> str:
    """One of `feed`, `page`, `calendar`, `sitemap` or `unknown`."""
    head = text[:_LOOKED_AT]
    if _CALENDAR.match(head):
        return CALENDAR
    start = _past_prologue(head)
    if head[start : start + 1] in {"{", "["}:
        return _json(head[start:])
    return _by_element(head, start) or _by_traces(head)


def _by_element(head: str, start: int) -> str | None:
    element = _ELEMENT.match(head, start)
    name = element[1].lower() if element else None
    if name in _FEEDS:
        return FEED
    if name in _SITEMAPS:
        return SITEMAP
    if name == "html" or head[:start].lower().rfind("<!doctype html") >= 0:
        return PAGE
    return None


def _by_traces(head: str) -> str:
    # PHP writes its warnings above the feed.
    if _FEED_LATER.search(head):
        return FEED
    if _HTML.search(head):
        return PAGE
    return CALENDAR if _CALENDAR_PART.search(head) else UNKNOWN


def _past_prologue(head: str) -> int:
    place = 0
    while found := _PROLOGUE.match(head, place):
        place = found.end()
    return place


def _json(head: str) -> str:
    if re.search(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', head):
        return FEED
    if re.search(r'"@(?:type|graph|context)"\s*:', head):
        return PAGE
    return UNKNOWN
