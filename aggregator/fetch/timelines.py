"""Where an account's posts are asked for, from its address as a browser shows it."""

import re
from dataclasses import replace
from urllib.parse import quote

from aggregator.model.source import Source

TIMELINE = "timeline"
_BLUESKY = re.compile(r"https://bsky\.app/profile/([^/?#]+)/?")
_MASTODON = re.compile(r"(https?://[^/?#]+)/@([\w.-]+)/?")
_X = re.compile(r"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/@?(\w{1,15})/?")
# Bluesky's public view of any account: no key, no login (docs.bsky.app, read 2026-11).
_PUBLIC = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"


def asked_of(source: Source) -> Source:
    """The source with the address that answers, where it is an account's own."""
    if source.format != TIMELINE:
        return source
    if match := _BLUESKY.fullmatch(source.url):
        actor = quote(match[1], safe="")
        url = f"{_PUBLIC}?actor={actor}&filter=posts_no_replies&limit=30"
        return replace(source, url=url)
    if match := _MASTODON.fullmatch(source.url):
        return replace(source, url=f"{match[1]}/@{match[2]}.rss")
    return source


def x_handle(source: Source) -> str | None:
    """The account on X that a timeline is of: X wants to be paid, and asked by name."""
    if source.format != TIMELINE:
        return None
    match = _X.fullmatch(source.url)
    return match[1] if match else None
