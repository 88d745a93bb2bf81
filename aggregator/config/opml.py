"""Lists of feeds as other programs exchange them: OPML 2.0 (opml.org/spec2.opml)."""

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from aggregator.config.edit import Values
from aggregator.model.errors import RefusedError
from aggregator.model.source import Source

# A reader's whole list; more is no list of a council's sources.
_MOST = 2000
_FEEDS = {"feed", "auto"}


def from_opml(text: bytes) -> tuple[Values, ...]:
    """The feeds of a list, as `add_source` takes them, each address once.

    They have no `id` yet: `free_id` makes one from the name. Folders are left out.

    Raises:
        RefusedError: it is no OPML, or has no feed in it.
    """
    # No entity is expanded and nothing is loaded: the list may be anybody's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(
            f"This is no list of feeds: {error}", remedy="export it again, as OPML"
        ) from None
    if etree.QName(root).localname.lower() != "opml":
        raise RefusedError("This is no OPML", remedy="export the list again, as OPML")
    found: dict[str, Values] = {}
    for one in _outlines(root):
        found.setdefault(one["url"], one)
    if not found:
        raise RefusedError("There is no feed in this list", remedy="choose another")
    if len(found) > _MOST:
        raise RefusedError(
            f"There are {len(found)} feeds in this list",
            remedy=f"take in at most {_MOST}",
        )
    return tuple(found.values())


def to_opml(sources: Iterable[Source], title: str) -> bytes:
    """The sources that other programs can follow: feeds, not pages or calendars."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for source in sources:
        if source.format in _FEEDS and source.page is None:
            outline = etree.SubElement(body, "outline", type="rss")
            outline.set("text", source.name)
            outline.set("xmlUrl", source.url)
            if source.language:
                outline.set("language", source.language)
    written: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return written


def _outlines(root: etree._Element) -> Iterator[dict[str, Any]]:
    for outline in root.iter("outline"):
        given = {str(key).lower(): " ".join(v.split()) for key, v in _texts(outline)}
        url = given.get("xmlurl")
        if url:
            name = given.get("title") or given.get("text") or url
            values = {"name": name, "url": url, "format": "feed"}
            if language := given.get("language"):
                values["language"] = language.partition("-")[0].lower()
            yield values


def _texts(outline: etree._Element) -> Iterator[tuple[str, str]]:
    for key, value in outline.attrib.items():
        yield str(key), str(value)
