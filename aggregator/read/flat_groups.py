"""Lists with nothing around each thing: a heading or a term, and what follows it."""

from copy import deepcopy
from dataclasses import dataclass

from lxml import html

from aggregator.read.page_fast import ranks_above, translated
from aggregator.read.structured.markup import elements

_HEADS = ("h2", "h3", "h4", "h5", "dt")
# Elements above a head that its selector may name.
_MOST_STEPS = 4
_MOST_HEADS = 300
_MOST_GROUPS = 20
_MOST_PARTS = 30

Part = html.HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatGroup:
    """A selector that finds the heads alone, and a copy of each with what follows."""

    parent: Part
    selector: str
    cards: list[Part]


def flat_groups(tree: Part, least: int) -> list[FlatGroup]:
    """Every list of that kind with so many heads or more."""
    found = []
    for parent in elements(tree):
        for tag in _HEADS:
            heads = parent.findall(tag)
            if not least <= len(heads) <= _MOST_HEADS:
                continue
            selector = _selector(tree, parent, heads)
            if selector is not None:
                cards = [_copy(head, frozenset(heads)) for head in heads]
                found.append(FlatGroup(parent=parent, selector=selector, cards=cards))
        if len(found) >= _MOST_GROUPS:
            break
    return found


def _copy(head: Part, heads: frozenset[Part]) -> Part:
    card = html.Element("div")
    part: Part | None = head
    for _ in range(_MOST_PARTS):
        if part is None or (part is not head and part in heads):
            break
        if ranks_above(str(part.tag), str(head.tag)):
            break
        card.append(deepcopy(part))
        part = part.getnext()
    return card


def _selector(tree: Part, parent: Part, heads: list[Part]) -> str | None:
    """The shortest chain of parents by which nothing else is found."""
    selector = str(heads[0].tag)
    above: Part | None = parent
    for _ in range(_MOST_STEPS):
        if above is None or not isinstance(above.tag, str):
            return None
        selector = f"{_named(above)} > {selector}"
        path = translated(selector)
        if path is None:
            return None
        if len(tree.getroottree().xpath(path)) == len(heads):
            return selector
        above = above.getparent()
    return None


def _named(element: Part) -> str:
    words = [element.get("id") or "", *(element.get("class") or "").split()]
    marks = ("#", *("." * (len(words) - 1)))
    for mark, word in zip(marks, words, strict=True):
        # The first letter decides whether a selector may name it as it is.
        if word.isascii() and word.replace("-", "").replace("_", "").isalpha():
            return f"{element.tag!s}{mark}{word}"
    return str(element.tag)
