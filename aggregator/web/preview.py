"""A draft as its network will show it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from aggregator.drafts import thread
from aggregator.drafts.addresses import addresses
from aggregator.drafts.languages import other_language
from aggregator.model.council import Council

# X shows an address without its scheme and cuts it after 26 characters (2026-11).
_SHOWN = 26
_MARKED = re.compile(r"(?<![\w&/])[#@]\w+")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a text; `marked` parts are links, hashtags and mentions."""

    text: str
    marked: bool


def parts(text: str, link: str | None = None) -> tuple[Part, ...]:
    """The text in runs, addresses as the network shows them.

    `link` is the draft's own, marked even where the network would not know it for an
    address (a machine without a domain, as in a trial).
    """
    found, position = [], 0
    for start, end in _addresses(text, link):
        found += _tags(text[position:start])
        found.append(Part(_shown(text[start:end]), marked=True))
        position = end
    return tuple(part for part in found + _tags(text[position:]) if part.text)


def host(address: str | None) -> str | None:
    """The name of the site at an address, without `www.`."""
    if address is None:
        return None
    try:
        name = urlsplit(address).hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def safe(address: str | None) -> str | None:
    """The address if it is one that a browser may follow from the desk."""
    if address is None:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def handle(council: Council, network: str) -> str | None:
    """What the council is called on a network, with its `@`."""
    for account in council.accounts:
        if account.network == network and account.handle:
            return "@" + account.handle.removeprefix("@")
    return None


def _addresses(text: str, link: str | None) -> list[tuple[int, int]]:
    found = list(addresses(text))
    at = text.find(link) if link else -1
    if link and at >= 0 and not any(start <= at < end for start, end in found):
        end = at + len(link)
        found = [one for one in found if one[1] <= at or one[0] >= end]
        found.append((at, end))
    return sorted(found)


def _tags(text: str) -> list[Part]:
    found, position = [], 0
    for match in _MARKED.finditer(text):
        found.append(Part(text[position : match.start()], marked=False))
        found.append(Part(match[0], marked=True))
        position = match.end()
    return [*found, Part(text[position:], marked=False)]


def _shown(address: str) -> str:
    bare = _SCHEME.sub("", address).rstrip("/")
    return bare if len(bare) <= _SHOWN else bare[:_SHOWN] + "…"


FILTERS: dict[str, Callable[..., object]] = {
    "posts": thread.parts,
    "sides": thread.sides,
    "other_language": other_language,
    "counts": thread.counts,
    "parts": parts,
    "host": host,
    "safe_address": safe,
    "handle": handle,
}
