"""At which host a source is asked, and how long that host wants to be left alone."""

from functools import lru_cache

import httpx

from aggregator.fetch.politeness import host_of
from aggregator.model.source import Source


def host_of_source(source: Source, moved_to: str | None = None) -> str:
    """The host whose turns its polls take; an address that is none is its own."""
    return _host(moved_to or source.url)


@lru_cache(maxsize=200_000)
def _host(url: str) -> str:
    try:
        return host_of(httpx.URL(url)) or url
    except httpx.InvalidURL:
        return url
