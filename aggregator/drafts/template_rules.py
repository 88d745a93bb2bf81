"""What a tweet template may use, and how we say so when it uses something else.

Templates are edited in a browser by people who may not know Jinja: an allow-list
without loops, calls or arithmetic bounds their time and size before they ever run.
"""

import difflib
from collections.abc import Iterator, Mapping

from jinja2 import nodes

from aggregator.model.errors import Fault

NAMES = ("story", "link", "council")
# What a post said that is no longer so; in change.j2 and sold-out.j2.
FORMER = (
    *("was", "was_time", "was_venue", "was_price", "was_closes", "was_off"),
    "was_sold_out",
)
FACTS = (
    *("title", "summary", "starts", "ends", "day", "venue", "address"),
    *("price", "closes", "employer", "salary", "author", "published", "kind"),
    *FORMER,
)
TAGS = ("if", "elif", "else", "endif", "optional", "endoptional")
TONES = ("warm", "plain", "playful")
_CONDITIONS = ("with", "without")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr),
    *(nodes.Filter, nodes.FilterBlock, nodes.If, nodes.CondExpr, nodes.And, nodes.Or),
    *(nodes.Not, nodes.Compare, nodes.Operand, nodes.Const, nodes.Concat),
    *(nodes.Keyword, nodes.Tuple),
)


def fault(file: str, source: str, line: int, key: str, says: tuple[str, str]) -> Fault:
    """A fault at the first place of `key` in its line."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    column = text.find(key.rpartition(".")[2]) + 1 if key else 1
    return Fault(
        file=file,
        line=line,
        column=max(column, 1),
        key=key or "template",
        wrong=says[0],
        write=says[1],
    )


def available(name: str, names: tuple[str, ...], what: str) -> str:
    """What to write instead, the likeliest first."""
    near = difflib.get_close_matches(name, names, 1)
    choice = f"write {near[0]}" if near else "write another"
    return f"{choice}; {what} there are: {', '.join(names)}"


def faults(
    tree: nodes.Template, file: str, source: str, filters: Mapping[str, object]
) -> Iterator[Fault]:
    """Everything in a template that is not on the list."""
    for node in tree.find_all(nodes.Node):
        found = _wrong(node, tuple(sorted(filters)))
        if found is not None:
            key, says = found
            yield fault(file, source, node.lineno, key, says)


def _wrong(
    node: nodes.Node, filters: tuple[str, ...]
) -> tuple[str, tuple[str, str]] | None:
    if isinstance(node, nodes.Name) and node.name not in NAMES:
        return node.name, (
            f"there is nothing called {node.name}",
            available(node.name, NAMES, "names"),
        )
    if isinstance(node, nodes.Getattr):
        inner = node.node
        if not (isinstance(inner, nodes.Name) and inner.name == "story"):
            return node.attr, ("only story has facts", "write story.title or the like")
        if node.attr not in FACTS:
            return f"story.{node.attr}", (
                f"a story has no fact {node.attr}",
                available(node.attr, FACTS, "facts"),
            )
    elif isinstance(node, nodes.Filter) and node.name not in filters:
        return node.name, (
            f"there is no filter {node.name}",
            available(node.name, filters, "filters"),
        )
    elif not isinstance(node, (*_ALLOWED, nodes.EvalContext)):
        kind = type(node).__name__.lower()
        return "", (
            f"{kind} is not for tweet templates",
            f"use only {{{{ ... }}}} and the tags {', '.join(TAGS)}",
        )
    return None


def heads(words: str) -> tuple[frozenset[str], frozenset[str], frozenset[str], str]:
    """What a line like `--- warm with summary without venue` asks for.

    Returns:
        Its tones, the facts it needs, the facts it must not have, and the first word
        that is none of these, or an empty text.
    """
    tones: set[str] = set()
    needs: set[str] = set()
    lacks: set[str] = set()
    into = tones
    for word in words.replace(",", " ").split():
        if word in _CONDITIONS:
            into = needs if word == "with" else lacks
        elif word == "and":
            continue
        elif word in (TONES if into is tones else FACTS):
            into.add(word)
        else:
            return frozenset(), frozenset(), frozenset(), word
    return frozenset(tones), frozenset(needs), frozenset(lacks), ""
