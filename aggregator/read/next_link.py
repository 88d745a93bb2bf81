"""A selector for the link to the next page of a list.

What is marked for machines, with `rel="next"`, needs none.
"""

import re

from lxml import html

from aggregator.read.structured.markup import inner_text

_SAYS_NEXT = re.compile(
    r"(?:go\s+to\s+)?(?:the\s+)?next(?:\s+(?:page|results?|items?))?\W*\Z"
    r"|older\s+(?:posts|entries|news)\W*\Z|tudalen\s+nesaf\W*\Z|nesaf\W*\Z"
    r"|page\s+suivante\W*\Z",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[\s\u00bb\u203a>\u2192]+\Z")
_CLASS = re.compile(r"[A-Za-z_][\w-]*\Z")
_NAMED_NEXT = re.compile(r"(?:\A|[_-])next(?:\Z|[_-])", re.IGNORECASE)
# These go on to another picture.
_SHOWS = re.compile(r"carousel|slide|slick|swiper|gallery|lightbox", re.IGNORECASE)
_PAGES = re.compile(
    r"pag(?:er|ination|ing|e-numbers|e-navigation)|nav-links", re.IGNORECASE
)


def next_rule(tree: html.HtmlElement) -> str | None:
    """Such as `li.pager__item--next a@href`; `None` where there is no such link."""
    if any("next" in (one.get("rel") or "").split() for one in tree.iter("a", "link")):
        return None
    for link in tree.iter("a"):
        href = (link.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:")) or not _is_next(link):
            continue
        for selector in _selectors(link):
            if _matches_first(tree, selector, link):
                return f"{selector}@href"
    return None


def _is_next(link: html.HtmlElement) -> bool:
    around = [link, *link.iterancestors()]
    if any(_SHOWS.search(one.get("class") or "") for one in around):
        return False
    said = (inner_text(link), link.get("aria-label") or "", link.get("title") or "")
    if any(_SAYS_NEXT.match(one.strip()) for one in said):
        return True
    named = any(_NAMED_NEXT.search(name) for name in _classes(link))
    in_pager = any(
        _PAGES.search(f"{one.get('class') or ''} {one.get('aria-label') or ''}")
        for one in around[:6]
    )
    points = bool(said[0]) and bool(_POINTS.match(said[0])) and "\u00bb" not in said[0]
    return in_pager and (named or points)


def _selectors(link: html.HtmlElement) -> list[str]:
    """The most telling first."""
    found = [f"a.{one}" for one in _classes(link) if _NAMED_NEXT.search(one)]
    above = link.getparent()
    if above is not None:
        tag = str(above.tag)
        found += [f"{tag}.{one} a" for one in _classes(above) if "next" in one.lower()]
    found += [f"a.{one}" for one in _classes(link)]
    for name in ("aria-label", "title"):
        said = link.get(name) or ""
        if said and "'" not in said and _SAYS_NEXT.match(said.strip()):
            found.append(f"a[{name}='{said}']")
    return found


def _classes(element: html.HtmlElement) -> list[str]:
    names = (element.get("class") or "").split()
    return [str(name) for name in names if _CLASS.match(str(name))]


def _matches_first(
    tree: html.HtmlElement, selector: str, link: html.HtmlElement
) -> bool:
    inside, _, last = selector.rpartition(" ")
    for one in tree.iter("a"):
        held = one.getparent() if inside else one
        if held is not None and _fits(held, inside or last):
            return one is link
    return False


def _fits(element: html.HtmlElement, simple: str) -> bool:
    """Whether an element has what one of our own selectors asks for."""
    if "[" in simple:
        name, _, value = simple.partition("[")[2].rstrip("]").partition("=")
        return element.get(name) == value.strip("'")
    tag, _, name = simple.partition(".")
    return element.tag == tag and name in _classes(element)
