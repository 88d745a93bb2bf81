"""Where a list goes on: its next page."""

import re

from lxml import etree

from aggregator.model.source import PageRules
from aggregator.read.links import safe_url
from aggregator.read.material import Material
from aggregator.read.page import split_rule
from aggregator.read.page_fast import fast_blocks
from aggregator.read.page_slow import slow_blocks
from aggregator.read.structured.markup import base_of, parse_page

_MARKED = etree.XPath(
    "//*[self::link or self::a]"
    "[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"
)
# Atom (RFC 5005, 3) and JSON Feed say it in words of their own.
_ATOM = re.compile(
    r"<(?:\w+:)?link\b(?=[^>]*\brel\s*=\s*[\"']next[\"'])"
    r"[^>]*\bhref\s*=\s*[\"']([^\"']+)[\"']",
    re.IGNORECASE,
)
_JSON = re.compile(r'"next_url"\s*:\s*"([^"\\]*(?:\\/[^"\\]*)*)"')


def next_page(form: str, material: Material) -> str | None:
    """The address at which a list of this format goes on, `None` at its end."""
    text, url = material.text, material.document.url
    if form == "page":
        return _of_page(material, material.source.page)
    return _of_feed(text, url) if form == "feed" else None


def _of_page(material: Material, rules: PageRules | None) -> str | None:
    """By the source's own selector, else where a page marks it."""
    text, url = material.text, material.document.url
    if rules is not None and rules.next is not None:
        wanted = {"next": split_rule(rules.next, "link")}
        quick = fast_blocks(text, "body", wanted)
        if quick is None:
            material.may_take_long()
        blocks, base = quick or slow_blocks(text, "body", wanted)
        written = next((one["next"] for one in blocks if one["next"]), None)
        return _other(written, safe_url(base, url) or url if base else url, url)
    tree = parse_page(text)
    if tree is None:
        return None
    marked = _MARKED(tree)
    return _other(str(marked[0]), base_of(tree, url), url) if marked else None


def _of_feed(text: str, url: str) -> str | None:
    if text.lstrip()[:1] == "{":
        found = _JSON.search(text)
        return _other(found[1].replace("\\/", "/"), url, url) if found else None
    marked = _ATOM.search(text)
    return _other(marked[1].replace("&amp;", "&"), url, url) if marked else None


def _other(written: str | None, base: str, url: str) -> str | None:
    """The address, unless it is that of the page itself."""
    found = safe_url(written, base)
    here = safe_url(url)
    if found is None or found.partition("#")[0] == (here or url).partition("#")[0]:
        return None
    return found
