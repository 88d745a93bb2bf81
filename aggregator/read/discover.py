"""A document to the sources it offers: what `add` shows and what it would bring."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import html

from aggregator.model.document import Document
from aggregator.model.entry import Reading
from aggregator.model.errors import ReadError, TakesLongError
from aggregator.model.facts import Kind
from aggregator.model.source import PageRules, Source
from aggregator.read import detect
from aggregator.read.blocks import propose_rules
from aggregator.read.clean import plain, title
from aggregator.read.encoding import decode
from aggregator.read.formats import read_as
from aggregator.read.links import safe_url
from aggregator.read.material import Material
from aggregator.read.next_link import next_rule
from aggregator.read.structured.markup import base_of, parse_page
from aggregator.read.usual_places import usual_places

_FEEDS = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
    "application/rdf+xml": "feed",
    "text/calendar": "calendar",
}
_FEED_LINK = re.compile(
    r"/(?:feed|rss|atom)(?:/|\.xml|\.aspx|\.php)?(?:\?|\Z)|\.rss(?:\?|\Z)"
    r"|/\w*rss\w*\.(?:aspx|php|ashx|xml)(?:\?|\Z)|[?&](?:feed|format|type)=(?:rss|atom)",
    re.IGNORECASE,
)
_CALENDAR_LINK = re.compile(
    r"\.ics(?:\?|\Z)|[?&]ical=1|/ical(?:/|\?|\Z)|/ical_subscribe\.php|[?&]feed=ics"
    r"|/iCalendar\.aspx",
    re.IGNORECASE,
)
_JOBS = re.compile(r"(?:\b|_)(?:jobs?|vacanc(?:y|ies)|careers)\b", re.IGNORECASE)
_NEWS = re.compile(r"(?:\b|_)(?:news|press|blog)", re.IGNORECASE)
# What a document calls itself.
_NAMED_WITHIN = 20_000
_NAME = re.compile(r"<title[^>]*>(?:\s*<!\[CDATA\[)?([^<\]]{1,200})", re.IGNORECASE)
_CALENDAR_NAME = re.compile(r"^X-WR-CALNAME[^:\n]*:([^\r\n]{1,200})", re.MULTILINE)
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source that could be added.

    `seen` says that the document itself shows it: with `entries` and the `examples`
    it would bring where it was read, none where it still has to be fetched. What is
    not seen is a guess. `pages`, `follow` and `follow_only` are as a source has them.
    """

    name: str
    url: str
    format: str
    why: str
    kind: Kind | None = None
    page: PageRules | None = None
    pages: int | None = None
    follow: int | None = None
    follow_only: str | None = None
    seen: bool = True
    entries: int | None = None
    examples: tuple[str, ...] = ()


def discover(
    document: Document, now: datetime, timezone: str, *, hurried: bool = False
) -> tuple[Proposal, ...]:
    """Every source that a document offers or hints at, the surest first.

    Raises:
        TakesLongError: it was to be looked at in a hurry.
    """
    if hurried:
        raise TakesLongError
    text = decode(document.body, document.content_type).text
    found = detect.detect(text)
    if found in {detect.FEED, detect.CALENDAR}:
        return tuple(_itself(document, found, now, timezone))
    if found != detect.PAGE or text.lstrip()[:1] in {"{", "["}:
        return tuple(_itself(document, detect.PAGE, now, timezone))
    tree = parse_page(text)
    if tree is None:
        return ()
    proposals = [
        *_linked(tree, document.url),
        *_itself(document, detect.PAGE, now, timezone),
        *_blocks(tree, document, now, timezone),
        *_guesses(text, document.url),
    ]
    once: dict[tuple[str, PageRules | None], Proposal] = {}
    for one in proposals:
        once.setdefault((one.url, one.page), one)
    return tuple(once.values())


def _itself(
    document: Document, form: str, now: datetime, timezone: str
) -> Iterator[Proposal]:
    why = {
        detect.FEED: "the address is a feed",
        detect.CALENDAR: "the address is a calendar",
    }.get(form, "the page describes itself to search engines")
    text = decode(document.body, document.content_type).text[:_NAMED_WITHIN]
    named = (_CALENDAR_NAME if form == detect.CALENDAR else _NAME).search(text)
    offer = Proposal(
        name=(title(named[1]) if named else None) or _host(document.url),
        url=document.url,
        format=form,
        why=why,
    )
    if (tried := _tried(offer, document, now, timezone)) is not None:
        yield tried


def _linked(tree: html.HtmlElement, url: str) -> Iterator[Proposal]:
    base = base_of(tree, url)
    for link in tree.iter("link", "a"):
        href = (link.get("href") or "").replace("webcal://", "https://", 1)
        form = _FEEDS.get((link.get("type") or "").partition(";")[0].strip().lower())
        if link.tag == "link" and "alternate" not in (link.get("rel") or "").lower():
            continue
        if form is None and link.tag == "a":
            form = _linked_format(href, link.get("href") or "")
        address = safe_url(href, base)
        # Comments are nobody's news.
        if form and address and "/comments/" not in address:
            label = title(link.get("title") or link.text_content())
            yield Proposal(
                name=label or _host(address),
                url=address,
                format=form,
                kind=Kind.EVENT if form == detect.CALENDAR else None,
                why=f"the page links to this {form}",
            )


def _linked_format(href: str, written: str) -> str | None:
    if written.startswith("webcal:") or _CALENDAR_LINK.search(href):
        return detect.CALENDAR
    return detect.FEED if _FEED_LINK.search(href) else None


def _blocks(
    tree: html.HtmlElement, document: Document, now: datetime, timezone: str
) -> Iterator[Proposal]:
    further = next_rule(tree)
    for found in propose_rules(tree, ZoneInfo(timezone), now):
        rules = replace(found, next=further)
        offer = Proposal(
            name=plain(tree.findtext(".//title"), longest=60) or _host(document.url),
            url=document.url,
            format=detect.PAGE,
            kind=_kind(rules, document.url),
            page=rules,
            why=f"the page repeats {rules.item}",
        )
        if (tried := _tried(offer, document, now, timezone)) is not None:
            yield tried


def _kind(rules: PageRules, url: str) -> Kind:
    where = f"{url.partition('://')[2]} {rules.item}"
    if rules.closes or rules.salary or (_JOBS.search(where) and not rules.starts):
        return Kind.JOB
    if _NEWS.search(where.partition("/")[2]):
        return Kind.NEWS
    return Kind.EVENT if rules.starts else Kind.NEWS


def _tried(
    offer: Proposal, document: Document, now: datetime, timezone: str
) -> Proposal | None:
    """The proposal with what it would bring, or `None` if that is nothing."""
    reading = _reading(offer, document, now, timezone)
    if reading is None or not reading.entries:
        return None
    kinds = {entry.facts.kind for entry in reading.entries}
    return replace(
        offer,
        kind=offer.kind or (kinds.pop() if len(kinds) == 1 else None),
        entries=len(reading.entries),
        examples=tuple(entry.facts.title for entry in reading.entries[:_EXAMPLES]),
    )


def _reading(
    offer: Proposal, document: Document, now: datetime, timezone: str
) -> Reading | None:
    source = Source(
        id="proposed",
        name=offer.name,
        url=offer.url,
        kind=offer.kind,
        format=offer.format,
        timezone=timezone,
        page=offer.page,
    )
    decoded = decode(document.body, document.content_type)
    try:
        return read_as(
            Material(
                document=document,
                source=source,
                now=now,
                zone=ZoneInfo(timezone),
                text=decoded.text,
                encoding=decoded.encoding,
            )
        )
    except ReadError:
        return None


def _guesses(text: str, url: str) -> Iterator[Proposal]:
    for place in usual_places(text, url):
        yield Proposal(
            name=_host(url),
            url=place.url,
            format=place.format,
            kind=place.kind,
            why=place.why,
            seen=False,
        )


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
