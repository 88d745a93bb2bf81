"""What is gained by going on from a list: to its pages, or through a site's sitemap."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from aggregator.model.entry import Entry, Link
from aggregator.model.facts import Kind

_GAINS = {
    "starts": "when",
    "closes": "until when",
    "venue": "where",
    "address": "where",
    "salary": "the pay",
    "employer": "whose job it is",
    "price": "the price",
    "summary": "what it is about",
    "image": "a picture",
}
# What makes a list worth following; a picture alone does not.
_WORTH = {"starts", "closes", "venue", "summary", "salary"}
_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_SECTIONS = (
    (re.compile(r"events?|whats-?on|what-s-on|diary|digwyddiadau"), Kind.EVENT),
    (re.compile(r"jobs?|vacanc(?:y|ies)|careers?|swyddi"), Kind.JOB),
    (re.compile(r"news|press-releases?|blog|newyddion"), Kind.NEWS),
)
_LEAST = 3


def gained(card: Entry, full: Entry) -> tuple[str, ...]:
    """What the page says of a card beyond the list, in words; none if it is little."""
    before, after = card.facts, full.facts
    names = [
        name
        for name in _GAINS
        if getattr(before, name) is None and getattr(after, name) is not None
    ]
    if isinstance(after.starts, datetime) and not isinstance(before.starts, datetime):
        names = ["starts", *(name for name in names if name != "starts")]
    if not _WORTH.intersection(names):
        return ()
    return tuple(dict.fromkeys(_GAINS[name] for name in names))


def sitemaps_named(robots: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names (https://www.sitemaps.org/protocol.html)."""
    return tuple(dict.fromkeys(found[1] for found in _SITEMAP.finditer(robots)))


def sections(links: Iterable[Link], url: str) -> tuple[tuple[str, Kind], ...]:
    """The parts of a site that a sitemap lists, as `follow_only` names them.

    The part that the address itself is in comes first, then events, jobs and news, each
    with three pages or more.
    """
    counts = Counter(
        part for link in links if (part := _part_of(urlsplit(link.url).path))
    )
    found = {part: kind for (part, kind), n in counts.most_common() if n >= _LEAST}
    wanted = f"{urlsplit(url).path.rstrip('/')}/"
    ours = [part for part in found if part.startswith(wanted) or wanted == part]
    order = [kind for _, kind in _SECTIONS]
    others = sorted(
        (part for part in found if part not in ours),
        key=lambda part: order.index(found[part]),
    )
    return tuple((part, found[part]) for part in [*ours, *others])


def _part_of(path: str) -> tuple[str, Kind] | None:
    """`/whats-on/events/` of `/whats-on/events/2026/lace-making`."""
    names = path.strip("/").split("/")[:-1]
    while names:
        for pattern, kind in _SECTIONS:
            if pattern.fullmatch(names[-1].lower()):
                return f"/{'/'.join(names)}/", kind
        names.pop()
    return None
