"""Parts that most cards of a list have, and selectors that find them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from lxml import html

from aggregator.read.structured.markup import inner_text

# How many of the cards must have a part.
MOST_SHARE = 0.6
CLASS = re.compile(r"[A-Za-z_][\w-]*\Z")
# Classes that say where a card stands in its list, not what it is.
POSITION = re.compile(
    r"(?:\A|[_-])(?:first|last|odd|even|active|current)(?:\Z|[_-])|\d", re.IGNORECASE
)
_MOST_PARTS = 60

Part = html.HtmlElement


def says(part: Part, pattern: re.Pattern[str]) -> bool:
    """Whether its class, or what a heading says of it, is of that kind."""
    said = f"{part.get('class') or ''} {_label(part)}"
    return bool(pattern.search(said)) and bool(inner_text(part))


def _label(part: Part) -> str:
    """What a table's column or a list of terms says that this is."""
    if part.tag == "dd":
        terms = list(part.itersiblings("dt", preceding=True))
        return inner_text(terms[0]) if terms else ""
    if part.tag != "td":
        return ""
    table = next(part.iterancestors("table"), None)
    heads = [] if table is None else [*table.iter("th")]
    column = sum(1 for _ in part.itersiblings("td", "th", preceding=True))
    return inner_text(heads[column]) if column < len(heads) else ""


def common(cards: list[Part], fits: Callable[[Part], bool]) -> str | None:
    """The selector of a part that most cards have, the first where several fit."""
    return selector_of(cards, first_of(cards, fits))


def first_of(cards: list[Part], *ways: Callable[[Part], bool]) -> dict[Part, Part]:
    """Each card's first part that fits, by the first way that gives a selector."""
    found: dict[Part, Part] = {}
    for fits in ways:
        found = {
            card: part for card in cards if (part := _first(card, fits)) is not None
        }
        if selector_of(cards, found) is not None:
            break
    return found


def _first(card: Part, fits: Callable[[Part], bool]) -> Part | None:
    parts = _some(card.iterdescendants())
    return next((one for one in parts if isinstance(one.tag, str) and fits(one)), None)


def selector_of(cards: list[Part], found: dict[Part, Part]) -> str | None:
    votes = Counter(_precise(card, part) for card, part in found.items())
    if not votes:
        return None
    selector, count = votes.most_common(1)[0]
    return selector if count >= MOST_SHARE * len(cards) else None


def _precise(card: Part, part: Part) -> str:
    """A selector whose first match in the card is this part."""
    tag = str(part.tag)
    alike = list(card.iterdescendants(tag))
    names = str(part.get("class") or "").split()
    # What only this part is called says more than what half the card is called.
    for name in sorted(names, key=lambda one: len(_called(alike, one))):
        usable = CLASS.match(name) and not POSITION.search(name)
        if usable and _called(alike, name)[0] is part:
            return f"{tag}.{name}"
    if alike[0] is part:
        return tag
    if next((one for one in alike if not one.get("class")), None) is part:
        return f"{tag}:not([class])"
    place = 1 + sum(1 for _ in part.itersiblings(tag, preceding=True))
    above = part.getparent()
    within = "" if above is None or above is card else f"{_precise(card, above)} > "
    return f"{within}{tag}:nth-of-type({place})"


def _called(parts: list[Part], name: str) -> list[Part]:
    return [one for one in parts if name in (one.get("class") or "").split()]


def _some(parts: Iterable[Part]) -> Iterable[Part]:
    return (part for _, part in zip(range(_MOST_PARTS), parts, strict=False))
