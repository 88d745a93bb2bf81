"""The hub that a feed names, in its header or in itself.

WebSub 4: a `Link` header with `rel=hub`, or a link element of the feed; `rel=self` is
the address by which the hub knows it. https://www.w3.org/TR/websub/, read 2026-11.
"""

import re
from collections.abc import Iterator
from html import unescape

from aggregator.model.document import Document
from aggregator.model.hub import Offer
from aggregator.read.links import safe_url

# Links stand at the head of a feed, before its entries.
_HEAD = 16 * 1024
_ELEMENT = re.compile(r"<(?:[a-z0-9]{1,20}:)?link\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(rel|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEADER = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_REL = re.compile(r";\s*rel\s*=\s*\"?([^\";,]+)", re.IGNORECASE)


def hub_of(document: Document) -> Offer | None:
    """What the feed offers; `None` where it names no hub."""
    found: dict[str, str] = {}
    for rels, address in (*_in_header(document.link or ""), *_in_feed(document.body)):
        url = safe_url(address, document.url)
        if url is None:
            continue
        for rel in rels.lower().split():
            found.setdefault(rel, url)
    if "hub" not in found:
        return None
    return Offer(hub=found["hub"], topic=found.get("self", document.url))


def _in_header(header: str) -> Iterator[tuple[str, str]]:
    for address, parameters in _HEADER.findall(header):
        if rel := _REL.search(parameters):
            yield rel[1], address


def _in_feed(body: bytes) -> Iterator[tuple[str, str]]:
    head = body[:_HEAD].decode("utf-8", "replace")
    if "hub" not in head:
        return
    for element in _ELEMENT.findall(head):
        said = {
            name.lower(): one or two for name, one, two in _ATTRIBUTE.findall(element)
        }
        if "rel" in said and "href" in said:
            yield said["rel"], unescape(said["href"]).strip()
