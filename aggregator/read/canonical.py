"""Where a page says that it belongs: its `rel=canonical` (RFC 6596), else its address.

An AMP page, a printed form and a mobile host name the page proper so; a redirect has
led there already.
"""

import re

from aggregator.model.document import Document
from aggregator.read.encoding import decode
from aggregator.read.links import safe_url

# It stands in the head, and heads with more before it than this are none.
_LOOKED_AT = 200_000
_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_REL = re.compile(
    r"\brel\s*=\s*(?:\"[^\"]*\bcanonical\b[^\"]*\"|'[^']*\bcanonical\b[^']*'|canonical\b)",
    re.IGNORECASE,
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)


def page_of(document: Document) -> str:
    """The address of the page that a document is, by its own word."""
    return safe_url(_in_head(document), document.url) or document.url


def _in_head(document: Document) -> str | None:
    if b"canonical" not in document.body[:_LOOKED_AT].lower():
        return None
    text = decode(document.body[:_LOOKED_AT], document.content_type).text
    body = _BODY.search(text)
    # What a visitor wrote below a page is not the page's word.
    head = text[: body.start()] if body else text
    for link in _LINK.findall(head):
        if _REL.search(link) and (found := _HREF.search(link)):
            return next((one for one in found.groups() if one), "").replace(
                "&amp;", "&"
            )
    return None
