"""HTML microdata (https://html.spec.whatwg.org/multipage/microdata.html)."""

from lxml import html

from aggregator.read.structured.markup import elements, stated_value
from aggregator.read.structured.pictured import with_words
from aggregator.read.structured.thing import DEEPEST, Thing, short_name


def read_microdata(tree: html.HtmlElement, base: str) -> tuple[Thing, ...]:
    """The top-level things of a page."""
    tops = [
        one
        for one in elements(tree)
        if "itemscope" in one.attrib and "itemprop" not in one.attrib
    ]
    by_id = (
        {one.get("id"): one for one in elements(tree) if one.get("id")} if tops else {}
    )
    return tuple(_thing(one, base, by_id, 0) for one in tops)


def _thing(
    scope: html.HtmlElement,
    base: str,
    by_id: dict[str | None, html.HtmlElement],
    depth: int,
) -> Thing:
    found: dict[str, list[Thing | str]] = {}
    roots = list(scope)
    for reference in (scope.get("itemref") or "").split():
        roots += [by_id[reference]] if reference in by_id else []
    waiting = list(reversed(roots))
    while waiting:
        one = waiting.pop()
        if not isinstance(one.tag, str):
            continue
        inner = "itemscope" in one.attrib
        for name in (one.get("itemprop") or "").split():
            if not inner:
                value = with_words(one, short_name(name), stated_value(one, base))
                found.setdefault(short_name(name), []).append(value)
            elif depth < DEEPEST:
                within = _thing(one, base, by_id, depth + 1)
                found.setdefault(short_name(name), []).append(within)
        if not inner:
            waiting.extend(reversed(list(one)))
    return Thing(
        types=tuple(short_name(name) for name in (scope.get("itemtype") or "").split()),
        id=scope.get("itemid"),
        properties={name: tuple(values) for name, values in found.items()},
    )
