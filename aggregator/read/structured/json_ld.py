"""JSON-LD as pages really write it: graphs, lists, references and slips of the pen.

Contexts are not resolved: on the pages we read they all mean schema.org, and
fetching one would be a second way out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aggregator.read.structured.thing import DEEPEST, Thing, short_name

# Possessive: what is long and never ends is looked through once, and nothing kept.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/|//[^\n]*", re.DOTALL)
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TRAILING_COMMA = re.compile(rf"({_STRING})|,(?=\s*[\]}}])")
_WRAPPER = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*\Z"
)


# References may lead to everything, again and again: no honest page has half as many.
_MOST_THINGS = 20_000


@dataclass(slots=True)
class _Graph:
    """The nodes that references may name, and how many things may still be made."""

    known: Mapping[str, Mapping[str, Any]]
    left: int = _MOST_THINGS


def read_json_ld(blocks: Iterator[str]) -> tuple[tuple[Thing, ...], int]:
    """The top-level things of all blocks of a page, and how many were broken."""
    values: list[Any] = []
    broken = 0
    for block in blocks:
        try:
            values.append(_loads(block))
        except (ValueError, RecursionError):
            broken += 1
    nodes = [node for value in values for node in _top_level(value, 0)]
    known = {
        node["@id"]: node
        for node in _every_node(nodes)
        if isinstance(node.get("@id"), str) and len(node) > 1
    }
    graph = _Graph(known=known)
    return tuple(_thing(node, graph, 0, ()) for node in nodes), broken


def _loads(block: str) -> object:
    stripped = block.strip().lstrip("\ufeff")
    text = _WRAPPER.sub("", stripped).strip().rstrip(";")
    # A comment may hold it all, or say something before it.
    outside = _WRAPPER.sub("", _HTML_COMMENT.sub("", stripped)).strip().rstrip(";")
    for tried in (text, _mended(text), _mended(outside)):
        try:
            return json.loads(tried, strict=False)
        except ValueError:
            continue
    raise ValueError


def _mended(text: str) -> str:
    text = _COMMENT.sub(lambda found: found[1] or "", text)
    return _TRAILING_COMMA.sub(lambda found: found[1] or "", text)


def _top_level(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _top_level(one, depth + 1)
    elif isinstance(value, dict):
        if "@graph" in value:
            yield from _top_level(value["@graph"], depth + 1)
        if "@type" in value or "@graph" not in value:
            yield value


def _every_node(nodes: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    waiting: list[tuple[Any, int]] = [(node, 0) for node in nodes]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
            inner: list[Any] = list(value.values())
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth < DEEPEST:
            waiting.extend((one, depth + 1) for one in inner)


def _thing(
    node: Mapping[str, Any],
    graph: _Graph,
    depth: int,
    above: tuple[str, ...],
) -> Thing:
    identifier = node.get("@id")
    graph.left -= 1
    if graph.left < 0:
        node = {}
    if isinstance(identifier, str) and node:
        # A bare reference stands for the node it names, unless that is above it.
        if len(node) == 1 and identifier in graph.known and identifier not in above:
            node = graph.known[identifier]
        above = (*above, identifier)
    properties: dict[str, tuple[Thing | str, ...]] = {}
    for name, value in node.items():
        if not name.startswith("@") or name == "@value":
            found = tuple(_values(value, graph, depth + 1, above))
            if found:
                properties[short_name(name)] = found
    return Thing(
        types=tuple(
            short_name(one)
            for one in _listed(node.get("@type"))
            if isinstance(one, str)
        ),
        id=identifier if isinstance(identifier, str) else None,
        properties=properties,
    )


def _values(
    value: object,
    graph: _Graph,
    depth: int,
    above: tuple[str, ...],
) -> Iterator[Thing | str]:
    if depth > DEEPEST:
        return
    for one in _listed(value):
        if isinstance(one, dict):
            if "@list" in one or "@set" in one:
                inner = one.get("@list") or one.get("@set")
                yield from _values(inner, graph, depth + 1, above)
            elif isinstance(one.get("@value"), str | int | float):
                yield str(one["@value"])
            else:
                yield _thing(one, graph, depth, above)
        elif isinstance(one, list):
            yield from _values(one, graph, depth + 1, above)
        elif isinstance(one, bool):
            yield "true" if one else "false"
        elif isinstance(one, str | int | float):
            yield str(one)


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
