"""Blocks of a page by lxml alone, where its selectors are simple.

The tree is the one that beautifulsoup4 gets from the same parser, so the values are
the same (a test holds them against each other); what is slow there is building its
own tree. Selectors of tags, classes, ids and attributes with descendants and
children are translated to XPath; any other is left to beautifulsoup4.
"""

import re
from functools import lru_cache

from lxml import etree, html

_STEP = re.compile(
    r"(?P<tag>(?!script|style|template)[a-zA-Z][a-zA-Z0-9]*)?"
    r"(?P<rest>(?:\.[A-Za-z_][\w-]*|\#[A-Za-z_][\w-]*|\[[a-z][a-z0-9-]*\])*)\Z"
)
_PART = re.compile(r"\.([\w-]+)|\#([\w-]+)|\[([a-z0-9-]+)\]")
_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d\s*\Z")
HOUR = re.compile(r"\d\s*(?:[ap]\.?m\b|:\d\d)|\b(?:noon|midday)\b", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]\Z")
_LISTED = {"class", "rel", "rev", "headers", "accept-charset", "archive", "sizes"}
_TEXTS = etree.XPath(
    ".//text()[not(parent::script or parent::style or parent::template)]",
    smart_strings=False,
)

Rule = tuple[str, str | None]


def translated(selector: str) -> str | None:
    """An XPath for a simple CSS selector, `None` for any other.

    What stands before the last step is asked of its ancestors, which may lie outside
    the block that is looked into: so CSS has it.
    """
    paths = [_path(one.replace(">", " > ").split()) for one in selector.split(",")]
    return None if None in paths else " | ".join(path for path in paths if path)


def _path(steps: list[str]) -> str | None:
    asked, axis = "", None
    for word in steps:
        if word == ">":
            if axis != "ancestor":
                return None
            axis = "parent"
            continue
        step = _STEP.match(word)
        if step is None:
            return None
        test = (step["tag"] or "*").lower()
        test += "".join(_condition(part) for part in _PART.finditer(step["rest"]))
        asked = f"{test}[{axis}::{asked}]" if axis else test
        axis = "ancestor"
    return f"./descendant::{asked}" if axis == "ancestor" else None


def _condition(part: re.Match[str]) -> str:
    name, identifier, attribute = part.groups()
    if name:
        spaced = "concat(' ', normalize-space(@class), ' ')"
        # Most elements have other letters there altogether, which is quickly seen.
        return f"[contains(@class, '{name}')][contains({spaced}, ' {name} ')]"
    return f"[@id='{identifier}']" if identifier else f"[@{attribute}]"


@lru_cache(maxsize=256)
def _compiled(selector: str) -> etree.XPath | None:
    path = translated(selector)
    return None if path is None else etree.XPath(path, regexp=False)


def fast_blocks(
    text: str, item: str, rules: dict[str, Rule], *, to_next: bool = False
) -> tuple[list[dict[str, str | None]], str | None] | None:
    """Each block's values by rule, and the page's base; `None` to do it slowly.

    A rule is a selector (empty for the block itself) and the attribute to take, or
    none for its text. With `to_next` what follows a block is part of it, up to the
    next one.
    """
    wanted = _compiled(item)
    parts = {name: _compiled(rule[0]) for name, rule in rules.items() if rule[0]}
    if wanted is None or None in parts.values():
        return None
    parser = html.HTMLParser(encoding="utf-8")
    try:
        tree = html.document_fromstring(
            text.encode("utf-8", errors="replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    bases = tree.xpath("//base/@href")
    base = str(bases[0]) if isinstance(bases, list) and bases else None
    found = wanted(tree.getroottree())
    if to_next:
        found = grouped(found)
    blocks = [
        {name: _value(block, parts.get(name), rule) for name, rule in rules.items()}
        for block in found
    ]
    return blocks, base


def grouped(heads: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """Each with what follows it up to the next, moved into an element of their own.

    A heading above its rank ends what belongs to it, too.
    """
    known = frozenset(heads)
    groups = []
    for head in heads:
        group = html.Element("div")
        head.addprevious(group)
        part: html.HtmlElement | None = head
        while part is not None:
            after = part.getnext()
            group.append(part)
            part = None if _ends_group(after, head, known) else after
        groups.append(group)
    return groups


def _ends_group(
    part: html.HtmlElement | None,
    head: html.HtmlElement,
    known: frozenset[html.HtmlElement],
) -> bool:
    return part is None or part in known or ranks_above(str(part.tag), str(head.tag))


def ranks_above(tag: str, other: str) -> bool:
    """Whether both are headings, and the first stands above the second."""
    return bool(_HEADING.match(tag) and _HEADING.match(other)) and tag < other


def stated_time(inside: list[str], text: str, *, itself: bool) -> str | None:
    """What the `time` elements in a selected one state, itself among them.

    Of one that states a day the hour is in its text, if it says one.

    Of an element around a `time` its text counts, which may say more, unless the one
    `time` in it states a time of day.
    """
    if itself:
        hour = _DAY.match(inside[0]) and HOUR.search(text)
        return f"{inside[0]} {text}" if hour else inside[0] or None
    return inside[0] if len(inside) == 1 and ":" in inside[0] else None


def words_of(element: html.HtmlElement) -> str:
    """Its text as a selector of it brings it: each piece on a line of its own."""
    return "\n".join(_TEXTS(element))


def _value(block: html.HtmlElement, path: etree.XPath | None, rule: Rule) -> str | None:
    found = path(block) if path is not None else [block]
    if not found:
        return None
    element, attribute = found[0], rule[1]
    if attribute is None:
        return words_of(element)
    if attribute == "datetime?":
        inside = [str(one.get("datetime") or "") for one in element.iter("time")]
        words = words_of(element)
        return stated_time(inside, words, itself=element.tag == "time") or words
    written = element.get(attribute)
    if written is not None and attribute in _LISTED:
        return " ".join(written.split())
    return written
