"""JSON Feed, version 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping
from typing import Any

from aggregator.model.errors import ReadError
from aggregator.read.raw_entry import RawEntry, RawFeed


def read_json_feed(text: str, name: str) -> RawFeed:
    """The entries of a JSON Feed.

    Raises:
        ReadError: it is not JSON, or not a feed.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"{name} sent a JSON feed that is broken ({error})",
            cause="broken",
            remedy="tell the people who run it; nothing of it was taken",
        ) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ReadError(
            f"{name} sent JSON that is not a feed: it has no list of items",
            cause="unknown-format",
            remedy="check the address",
        )
    entries = (_entry(item) for item in items if isinstance(item, dict))
    return RawFeed(entries=tuple(entries), language=_text(feed, "language"))


def _entry(item: Mapping[str, Any]) -> RawEntry:
    return RawEntry(
        identifier=_text(item, "id"),
        title=_text(item, "title"),
        link=_text(item, "url") or _text(item, "external_url"),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        author=_author(item),
        tags=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        image=_text(item, "image") or _text(item, "banner_image") or _attached(item),
    )


def _text(item: Mapping[str, Any], name: str) -> str | None:
    value = item.get(name)
    # Identifiers ought to be strings; numbers are common.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value or None if isinstance(value, str) else None


def _list(item: Mapping[str, Any], name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else []


def _attached(item: Mapping[str, Any]) -> str | None:
    for file in _list(item, "attachments"):
        if isinstance(file, dict) and (_text(file, "mime_type") or "").startswith(
            "image/"
        ):
            return _text(file, "url")
    return None


def _author(item: Mapping[str, Any]) -> str | None:
    for author in (*_list(item, "authors"), item.get("author")):
        if isinstance(author, dict) and (name := _text(author, "name")):
            return name
    return None
