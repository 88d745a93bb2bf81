"""Feeds by feedparser, which has met every odd feed there is.

Its output is as hostile as its input: nothing of it is used before `clean` and
`links`. Its own sanitising and resolving are off; they cost half its time.
"""

import re
from html import escape
from typing import Any

import feedparser

from aggregator.read.declared import without_declared
from aggregator.read.feed_modules import ALL, module_facts
from aggregator.read.raw_entry import RawEntry, RawFeed

# feedparser answers `None` for an element that is there and empty.
_Found = dict[str, Any]
_WEB = ("http://", "https://")
# Declared entities are nothing a feed needs, and everything a bomb is made of.
_PROLOGUE = re.compile(
    r"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)+",
    re.IGNORECASE | re.DOTALL,
)
# feedparser keeps 600 bytes for each open element; an honest feed has some ten open,
# one that forgets to close its line breaks some hundred.
_DEEPEST = 5000


def read_slowly(text: str, url: str) -> RawFeed:
    """What feedparser makes of a feed's text, however broken."""
    prologue = _PROLOGUE.match(text)
    body = text
    if prologue:
        body = without_declared(text[prologue.end() :], prologue[0])
    body = _not_too_deep(body)
    parsed = feedparser.parse(
        body.encode("utf-8", errors="replace"),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    fault = str(parsed.get("bozo_exception") or "") if parsed.get("bozo") else ""
    return RawFeed(
        entries=tuple(_entry(found, text) for found in parsed.entries),
        language=_text(parsed.feed, "language"),
        fault=fault or None,
    )


def _not_too_deep(text: str) -> str:
    """The text up to where it nests deeper than any feed does."""
    depth, place, quoted = 0, 0, False
    for piece in text.split("<"):
        if quoted or piece.startswith("![CDATA["):
            quoted = "]]>" not in piece
        elif piece.startswith("/"):
            depth -= 1
        elif piece[:1].isalpha() and not piece.partition(">")[0].endswith("/"):
            depth += 1
            if depth > _DEEPEST:
                return text[: place - 1]
        place += len(piece) + 1
    return text


def _entry(found: _Found, text: str) -> RawEntry:
    image, image_alt = _image(found)
    modules = {name: said for name in ALL if isinstance(said := found.get(name), str)}
    identifier, link = _text(found, "id"), _text(found, "link")
    return RawEntry(
        identifier=identifier,
        address=_address(identifier, text),
        title=_text(found, "title"),
        # feedparser makes a link of a GUID, and an address of whatever it says.
        link=None if found.get("guidislink") and link == identifier else link,
        summary=_text(found, "summary"),
        content=_content(found),
        published=_text(found, "published"),
        updated=_text(found, "updated"),
        author=_text(found, "author"),
        tags=tuple(
            str(tag["term"]) for tag in found.get("tags") or () if tag.get("term")
        ),
        image=image,
        image_alt=image_alt,
        **module_facts(modules),
    )


def _address(identifier: str | None, text: str) -> str | None:
    """The identifier if the feed itself writes it as an absolute address."""
    if identifier is None or not identifier.lower().startswith(_WEB):
        return None
    written = (identifier, escape(identifier), escape(identifier, quote=False))
    if not any(one in text for one in written):
        return None
    # Where a feed is broken, feedparser leaves it as it is written.
    return identifier.replace("&amp;", "&")


def _text(found: _Found, name: str) -> str | None:
    # Not `found.get`: its own answers "updated" with "published" and a warning.
    value = dict.get(found, name)
    return str(value) if value else None


def _content(found: _Found) -> str | None:
    for part in found.get("content") or ():
        if part.get("value"):
            return str(part["value"])
    return None


def _image(found: _Found) -> tuple[str | None, str | None]:
    """The picture a feed names itself, the most deliberate first."""
    for media in found.get("media_content") or ():
        is_picture = media.get("medium") == "image" or str(
            media.get("type") or ""
        ).startswith("image/")
        if media.get("url") and is_picture:
            return str(media["url"]), None
    for link in found.get("links") or ():
        if link.get("rel") == "enclosure" and str(link.get("type")).startswith(
            "image/"
        ):
            return link.get("href"), None
    for thumbnail in found.get("media_thumbnail") or ():
        if thumbnail.get("url"):
            return str(thumbnail["url"]), None
    own = found.get("image")
    if own and own.get("href"):
        return str(own["href"]), None
    return None, None
