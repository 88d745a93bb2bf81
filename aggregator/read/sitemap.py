"""Sitemaps (https://www.sitemaps.org/protocol.html), and lists of them.

A sitemap names pages and tells nothing of them: its reading has links to follow.
Only what Google's news extension says of a page makes an entry at once.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from lxml import etree

from aggregator.model.entry import Entry, Link, Reading
from aggregator.model.errors import ReadError
from aggregator.model.facts import Facts, Kind
from aggregator.read.clean import title
from aggregator.read.dates import read_instant
from aggregator.read.links import safe_url
from aggregator.read.material import MOST_ENTRIES, Material
from aggregator.read.wording import language_of

# What a sitemap may hold by its own rules.
_MOST_LINKS = 50_000
_LEADING = re.compile(rb"\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)+", re.DOTALL)
_NEVER = datetime.min.replace(tzinfo=UTC)


def read_sitemap(material: Material) -> Reading:
    """The pages, or further sitemaps, that it lists, the last changed first.

    Raises:
        ReadError: nothing of it can be read.
    """
    body = material.text.encode("utf-8", errors="replace")
    leading = _LEADING.match(body)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        recover=True,
    )
    try:
        root = etree.fromstring(body[leading.end() if leading else 0 :], parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise ReadError(
            f"{material.source.name} sent a sitemap that is broken",
            cause="broken",
            remedy="tell the people who run it; what was read before is kept",
        )
    if not material.cut and any(_serious(error) for error in parser.error_log):
        material.problem("The sitemap is not well-formed; some of it may be missing.")
    return Reading(
        entries=tuple(_news(root, material)),
        problems=tuple(material.problems),
        format="sitemap",
        links=_listed(root, "url", material),
        lists=_listed(root, "sitemap", material),
    )


def _serious(error: object) -> bool:
    return getattr(error, "level", 0) >= etree.ErrorLevels.FATAL


def _listed(root: etree._Element, name: str, material: Material) -> tuple[Link, ...]:
    wanted = material.source.follow_only if name == "url" else None
    found: dict[str, Link] = {}
    for one in root.iterchildren(f"{{*}}{name}"):
        url = safe_url(_text(one, "loc"), material.document.url)
        if url is None or (wanted and wanted not in url):
            continue
        changed = read_instant(_text(one, "lastmod"), material.zone, material.now)
        found.setdefault(url, Link(url=url, changed=changed))
        if len(found) >= _MOST_LINKS:
            break
    return tuple(
        sorted(found.values(), key=lambda link: link.changed or _NEVER, reverse=True)
    )


def _news(root: etree._Element, material: Material) -> Iterator[Entry]:
    for one in islice(root.iterchildren("{*}url"), MOST_ENTRIES):
        heading = title(_text(one, "news/title"))
        if heading is None:
            continue
        written = _text(one, "news/publication_date")
        yield Entry(
            facts=Facts(
                kind=material.kind(Kind.NEWS),
                title=heading,
                url=safe_url(_text(one, "loc"), material.document.url),
                published=read_instant(written, material.zone, material.now),
                image=safe_url(_text(one, "image/loc"), material.document.url),
                language=language_of(
                    material.source.language, _text(one, "news/publication/language")
                ),
            ),
            raw={"publication_date": written} if written else {},
        )


def _text(element: etree._Element, path: str) -> str | None:
    steps = "/".join(f"{{*}}{step}" for step in path.split("/"))
    return (element.findtext(steps) or "").strip() or None
