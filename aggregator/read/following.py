"""What of a list's pages to ask for, and what comes of those that were had.

Decided here, asked for by the conductor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aggregator.model.document import Document
from aggregator.model.entry import Entry, Link, Reading
from aggregator.model.kept_page import KeptPage
from aggregator.model.source import AUTO, Source

# What is followed and read of a sitemap whose source does not say.
FOLLOWED, LISTS = 20, 5
# A page is asked for again after this long; one that was not to be had, after less.
AGAIN, AFTER_FAILURE = timedelta(days=1), timedelta(hours=6)
_SITEMAP = "sitemap"
_STARTS = (b"<urlset", b"<sitemapindex")
_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page to follow, and the entries of the list that it is about."""

    link: Link
    cards: tuple[Entry, ...] = ()


def leads_on(source: Source) -> bool:
    """Whether a source is configured to be followed, or looks like a sitemap."""
    if source.follow or (source.pages or 1) > 1 or source.format == _SITEMAP:
        return True
    return source.follow is None and source.format == AUTO and _SITEMAP in source.url


def may_lead_on(source: Source, document: Document) -> bool:
    """Whether there can be anything to follow; most documents are all there is."""
    if leads_on(source):
        return True
    head = document.body[:_LOOKED_AT]
    return source.follow is None and any(start in head for start in _STARTS)


def lists_wanted(source: Source, reading: Reading) -> int:
    """How many further lists may be read beside the first."""
    if source.pages is not None:
        # A list of sitemaps holds nothing itself.
        return source.pages - (0 if reading.lists else 1)
    return LISTS if reading.lists else 0


def pages_wanted(
    source: Source, reading: Reading, here: frozenset[str]
) -> tuple[Wanted, ...]:
    """The pages to follow, in the order of the list; `here` are those of the lists."""
    most = source.follow
    if most is None:
        most = FOLLOWED if reading.format == _SITEMAP else 0
    named = {link.url: link for link in reading.links}
    cards: dict[str, list[Entry]] = {}
    for entry in reading.entries:
        if entry.facts.url is not None:
            cards.setdefault(entry.facts.url, []).append(entry)
    if reading.format == _SITEMAP and source.follow is None:
        # What it tells of its news is enough.
        named = {url: link for url, link in named.items() if url not in cards}
        cards = {}
    links = [named.get(url) or Link(url=url) for url in cards] + [
        link for url, link in named.items() if url not in cards
    ]
    wanted = [
        Wanted(link=link, cards=tuple(cards.get(link.url, ())))
        for link in links
        if _to_follow(link.url, source, here)
    ]
    return tuple(wanted[:most])


def is_known(page: KeptPage | None, link: Link, now: datetime) -> bool:
    """Whether a page need not be asked for now."""
    if page is None:
        return False
    if page.body is None:
        return now - page.known_at < AFTER_FAILURE
    if link.changed is not None:
        return link.changed <= page.known_at
    return now - page.known_at < AGAIN


def is_stale(kept: Mapping[str, KeptPage], now: datetime) -> bool:
    """Whether the pages of a list are to be asked for though it did not change."""
    known = [page.known_at for page in kept.values()]
    return bool(known) and now - max(known) >= AGAIN


def with_details(
    reading: Reading, wanted: tuple[Wanted, ...], found: Mapping[str, Reading]
) -> Reading:
    """The list's reading with what its pages say besides.

    `found` has the readings of pages by the address that led to them. A page that
    is about several cards has an entry for each, in their order.
    """
    completed: dict[int, Entry] = {}
    added: list[Entry] = []
    for one in wanted:
        told = found.get(one.link.url)
        if told is None:
            continue
        if not one.cards:
            added.extend(told.entries)
            continue
        completed.update(
            (id(card), entry)
            for card, entry in zip(one.cards, told.entries, strict=True)
        )
    entries = [completed.get(id(entry), entry) for entry in reading.entries]
    return replace(reading, entries=(*entries, *added))


def same_site(url: str, other: str) -> bool:
    """Whether two addresses are of one host, or one host is below the other's."""
    hosts = sorted((_host(url), _host(other)), key=len)
    return bool(hosts[0]) and (
        hosts[0] == hosts[1] or hosts[1].endswith(f".{hosts[0]}")
    )


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return f"{(parts.hostname or '').removeprefix('www.')}:{parts.port or ''}"
    except ValueError:
        return ""


def _to_follow(url: str, source: Source, here: frozenset[str]) -> bool:
    if url in here or not same_site(url, source.url):
        return False
    return source.follow_only is None or source.follow_only in url
