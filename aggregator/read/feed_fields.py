"""The fields of one entry while its elements are read, by feedparser's rules."""

import contextlib
import re
from urllib.parse import urljoin, urlsplit

from lxml import etree
from msgspec import Struct, field

from aggregator.read.feed_modules import module_facts
from aggregator.read.raw_entry import RawEntry

# Prefixes that feedparser gives namespaces, whatever a document calls them. Those it
# calls by none are the feed formats themselves.
_PREFIXES = {
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/rss/1.0/modules/content/": "content_",
    "http://purl.org/dc/elements/1.1/": "dc_",
    "http://purl.org/dc/terms/": "dcterms_",
    "http://purl.org/rss/1.0/modules/event/": "ev_",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes_",
    "http://search.yahoo.com/mrss": "media_",
    "http://search.yahoo.com/mrss/": "media_",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf_",
    "http://www.w3.org/1999/xhtml": "xhtml_",
    "http://www.georss.org/georss": "georss_",
    "http://www.opengis.net/gml": "gml_",
}
_WINDOWS = {
    code: bytes((code,)).decode("cp1252", errors="ignore")
    for code in range(0x80, 0xA0)
    if bytes((code,)).decode("cp1252", errors="ignore")
}
_ASCII = bytes(range(0x80))
_WINDOWS_LETTER = re.compile("[\x80-\x9f]")
_AMPERSAND = re.compile(r"&([A-Za-z0-9_]+);")
# A letter in UTF-8 that was read as latin-1: without one there is nothing to put right.
_TWICE = re.compile("[\xc2-\xf4][\x80-\xbf]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_names: dict[str, str] = {}
_MOST_NAMES = 2000


def canonical(element: etree._Element) -> str:
    """`prefix_element` in lower case, as feedparser names elements."""
    tag = str(element.tag)
    name = _names.get(tag)
    if name is None:
        namespace, _, local = tag.rpartition("}")
        own = f"{element.prefix}_" if element.prefix else ""
        known = _PREFIXES.get(namespace.lstrip("{").lower())
        name = f"{own if known is None else known}{local}".lower()
        # Names come from documents: remember the common ones only, and those alone that
        # are the same whatever a document calls their namespace.
        if len(_names) < _MOST_NAMES and (known is not None or not namespace):
            _names[tag] = name
    return name


def words(element: etree._Element) -> str:
    """An element's text, twice-encoded and windows-1252 letters put right."""
    text = (element.text or "").strip()
    if text.isascii():
        return text
    # Both are looked for among the few letters beyond ASCII first, which is quicker.
    beyond = text.encode().translate(None, _ASCII).decode()
    if _TWICE.search(beyond) and _TWICE.search(text):
        with contextlib.suppress(UnicodeError):
            text = text.encode("latin-1").decode("utf-8")
    # Translating is dear, and these letters are rare; putting right adds none.
    # Translating is dear, and these letters are rare; what was put right has no others.
    return text.translate(_WINDOWS) if _WINDOWS_LETTER.search(beyond) else text


class Fields(Struct, kw_only=True):
    """What has been read of an entry so far.

    `summary_depth` is how deep the element was that gave the summary: one nearer to
    the entry replaces it, one further away does not.
    """

    url: str | None
    identifier: str | None = None
    address: str | None = None
    title: str | None = None
    has_title: bool = False
    link: str | None = None
    summary: str | None = None
    summary_depth: int | None = None
    contents: list[str] = field(default_factory=list)
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    tags: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)
    media: str | None = None
    enclosure: str | None = None
    thumbnail: str | None = None
    own_image: str | None = None
    modules: dict[str, str] = field(default_factory=dict)

    def set_title(self, text: str, *, settles: bool) -> None:
        """The first title of the entry's own stays, whatever media are called."""
        if not self.has_title:
            self.title = text
            self.has_title = settles and bool(text)

    def set_summary(self, text: str, depth: int) -> None:
        """A second summary, where there is no content yet, is the content."""
        if self.summary is not None and not self.contents:
            self.add_content(text)
        elif self.summary_depth is None or depth <= self.summary_depth:
            self.summary, self.summary_depth = text, depth

    def add_content(self, text: str) -> None:
        """The whole text; it stands in for a summary that is missing."""
        self.contents.append(text)
        if self.summary is None:
            self.summary = text

    def set_text_link(self, text: str, base: str | None) -> None:
        """A link as RSS writes it."""
        text = _AMPERSAND.sub(r"&\1", text.replace("&amp;", "&"))
        self.link = self._absolute(text, base)

    def set_link(self, href: str, base: str | None) -> None:
        """A link as Atom writes it."""
        self.link = self._absolute(href, base)

    def name(self, identifier: str) -> None:
        """An identifier as it is."""
        self.identifier = identifier
        self.address = identifier if _ADDRESS.match(identifier) else None

    def set_identifier(self, text: str, base: str | None, *, permanent: bool) -> None:
        """An identifier, made absolute as feedparser does where it may be a link."""
        written = text
        if permanent:
            # What is no address is feedparser's to make sense of.
            urlsplit(text)
        if permanent and text and not _SCHEME.match(text):
            text = urljoin(self.url or base or "", text)
        self.name(text)
        self.address = written if _ADDRESS.match(written) else None

    def _absolute(self, address: str, base: str | None) -> str:
        # Resolving against the document's own address is the next step's business.
        return address if self.url is not None else urljoin(base or "", address)

    def add_enclosure(self, href: str | None, kind: str | None) -> None:
        """A file; the first picture counts."""
        if href and (kind or "").startswith("image/") and self.enclosure is None:
            self.enclosure = href

    def add_tag(
        self, term: str | None, scheme: str | None, label: str | None, text: str
    ) -> None:
        """A tag by its attributes, by its text, or by both."""
        if (term or scheme or label) and (term, scheme, label) not in self.tags:
            self.tags.append((term, scheme, label))
        if not text:
            return
        if self.tags and not self.tags[-1][0]:
            self.tags[-1] = (text, *self.tags[-1][1:])
        elif (text, None, None) not in self.tags:
            self.tags.append((text, None, None))

    def as_entry(self) -> RawEntry:
        """The entry as read."""
        contents = [content for content in self.contents if content]
        return RawEntry(
            identifier=self.identifier or None,
            address=self.address,
            title=self.title or None,
            link=self.link or None,
            summary=self.summary or None,
            content=contents[0] if contents else None,
            published=self.published,
            updated=self.updated,
            author=self.author,
            tags=tuple(term for term, _, _ in self.tags if term),
            image=self.media or self.enclosure or self.thumbnail or self.own_image,
            **module_facts(self.modules),
        )
