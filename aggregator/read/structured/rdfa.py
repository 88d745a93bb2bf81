"""RDFa Lite (https://www.w3.org/TR/rdfa-lite/).

`vocab`, `typeof`, `property`, `resource` and `prefix`, whose names for schema.org are
what it calls that vocabulary, wherever in the page.
"""

import re

from lxml import html

from aggregator.read.structured.markup import elements, stated_value
from aggregator.read.structured.thing import DEEPEST, Thing, short_name

_PREFIX = re.compile(r"([\w-]+):\s+https?://schema\.org/?(?=\s|\Z)")


def read_rdfa(tree: html.HtmlElement, base: str) -> tuple[Thing, ...]:
    """The things of a page that no other thing has as a property."""
    tops = [one for one in elements(tree) if one.get("typeof") and not _is_nested(one)]
    if not tops:
        return ()
    named = {
        name
        for one in elements(tree)
        if one.get("prefix")
        for name in _PREFIX.findall(one.get("prefix") or "")
    }
    return tuple(_thing(one, base, frozenset(named), 0) for one in tops)


def _is_nested(element: html.HtmlElement) -> bool:
    return bool(element.get("property")) and any(
        above.get("typeof") for above in element.iterancestors()
    )


def _thing(
    scope: html.HtmlElement, base: str, named: frozenset[str], depth: int
) -> Thing:
    found: dict[str, list[Thing | str]] = {}
    waiting = list(reversed(list(scope)))
    while waiting:
        one = waiting.pop()
        if not isinstance(one.tag, str):
            continue
        names = [_short(name, named) for name in (one.get("property") or "").split()]
        if one.get("typeof"):
            for name in names:
                if depth < DEEPEST:
                    value = _thing(one, base, named, depth + 1)
                    found.setdefault(name, []).append(value)
            continue
        for name in names:
            found.setdefault(name, []).append(_value(one, base))
        waiting.extend(reversed(list(one)))
    return Thing(
        types=tuple(_short(one, named) for one in (scope.get("typeof") or "").split()),
        id=scope.get("resource") or scope.get("about"),
        properties={name: tuple(values) for name, values in found.items()},
    )


def _value(element: html.HtmlElement, base: str) -> str:
    if element.get("content") is None and element.get("resource"):
        return str(element.get("resource"))
    return stated_value(element, base)


def _short(name: str, named: frozenset[str]) -> str:
    # `og:title` and the like are no properties of a thing on the page.
    prefix, _, local = name.partition(":")
    return local if prefix in named else short_name(name)
