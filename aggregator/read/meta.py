"""What a page's `meta` elements say of it (https://ogp.me): the last resort.

They are about the page, whatever that is: without a kind given by the source only
what calls itself an article counts, and a title alone tells of no event's date.
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.model.document import Document
from aggregator.model.entry import Entry
from aggregator.model.facts import Facts, Kind
from aggregator.model.source import Source
from aggregator.read.clean import plain, title
from aggregator.read.dates import read_instant
from aggregator.read.encoding import decode
from aggregator.read.length import shortened
from aggregator.read.links import safe_url
from aggregator.read.structured.markup import base_of, parse_page
from aggregator.read.wording import is_error_item, language_of, status_in_title


def read_meta(document: Document, source: Source, now: datetime) -> Entry | None:
    """The page as its `meta` elements tell of it, `None` where they do not."""
    tree = parse_page(
        shortened(decode(document.body, document.content_type).text).replace("\0", "")
    )
    if tree is None:
        return None
    said: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = (one.get("property") or one.get("name") or "").strip().lower()
        if name and (content := (one.get("content") or "").strip()):
            said.setdefault(name, content)
    kind = source.kind or (Kind.NEWS if said.get("og:type") == "article" else None)
    heading = title(said.get("og:title"))
    if kind is None or heading is None or is_error_item(heading):
        return None
    heading, in_title = status_in_title(heading)
    base = base_of(tree, document.url)
    facts = Facts(
        kind=kind,
        title=heading,
        url=safe_url(said.get("og:url"), base),
        summary=plain(said.get("og:description") or said.get("description")),
        image=safe_url(said.get("og:image"), base),
        image_alt=plain(said.get("og:image:alt"), longest=300),
        language=language_of(source.language, tree.get("lang"), said.get("og:locale")),
        published=read_instant(
            said.get("article:published_time"), ZoneInfo(source.timezone), now
        ),
    )
    if in_title is not None:
        facts = replace(facts, status=in_title)
    return Entry(facts=facts)
