"""A page as a tree, and how its elements state values."""

from collections.abc import Iterator

from lxml import etree, html

from aggregator.read.links import safe_url

_LINKS = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "iframe": "src",
    "object": "data",
}
_NOT_TEXT = {"script", "style", "template", "noscript"}


def parse_page(text: str) -> html.HtmlElement | None:
    """The tree of a page; `None` where there is no element at all.

    libxml2 itself stops at 256 levels of nesting.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(
            text.encode("utf-8", errors="replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def base_of(tree: html.HtmlElement, url: str) -> str:
    """What relative addresses on the page are relative to."""
    for element in tree.iter("base"):
        if found := safe_url(element.get("href"), url):
            return found
    return url


def elements(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Every element in document order."""
    return (one for one in tree.iter() if isinstance(one.tag, str))


def inner_text(element: html.HtmlElement) -> str:
    """The text inside, words of neighbouring blocks apart, no scripts."""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if one.tag not in _NOT_TEXT and one.text:
                parts.append(one.text)
        elif one is not element:
            if one.tag in _BLOCKS:
                parts.append(" ")
            if one.tail:
                parts.append(one.tail)
    return " ".join("".join(parts).split())


_BLOCKS = {"p", "br", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "dd", "dt", "tr"}


def stated_value(element: html.HtmlElement, base: str) -> str:
    """What an element says, as microdata and RDFa read it."""
    if (content := element.get("content")) is not None:
        return content
    tag = element.tag
    if tag in _LINKS:
        address = element.get(_LINKS[tag])
        if address is not None:
            return safe_url(address, base) or ""
    if tag == "time" and element.get("datetime"):
        return str(element.get("datetime"))
    if tag in {"data", "meter"} and element.get("value") is not None:
        return str(element.get("value"))
    return inner_text(element)
