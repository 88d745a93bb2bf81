"""Repeating blocks of a page, and selectors for what they hold.

Cards of a list are elements that look alike: the same tag and the same class, at
least three of them, each with words and nearly each with a link. Where nothing is
around each thing, it is a heading or a term with what follows it, if most of them have
a date. Which of their parts is the title, the date or the place is told by tags, class
names and, for dates, by whether the text can be read as one.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import html

from aggregator.model.source import PageRules
from aggregator.read.block_dates import date_rules, is_prose
from aggregator.read.block_parts import CLASS, MOST_SHARE, POSITION, common, says
from aggregator.read.flat_groups import flat_groups
from aggregator.read.structured.markup import elements, inner_text

LEAST_BLOCKS = 3
_MOST_BLOCKS = 300
_LONGEST_BLOCK = 3000
_SHORTEST_BLOCK = 15
# Not the head: where a page names no body, libxml2 may put all of it there.
_NOT_CONTENT = {"nav", "header", "footer", "script", "style", "form", "select"}
_CARDS = {"article", "li", "div", "section", "tr", "a", "dl", "fieldset"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What stands around the content of a page, or over it.
_FURNITURE = re.compile(
    r"(?:\A|[\s_-])(?:modal|dialog|cookies?|breadcrumbs?|pagination|pager|navbar|menu"
    r"|skip-?links?|social|share|footer|masthead)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_VENUE = re.compile(r"venue|location|where|place", re.IGNORECASE)
_ADDRESS = re.compile(r"address", re.IGNORECASE)
_PRICE = re.compile(r"price|cost|fee", re.IGNORECASE)
_SUMMARY = re.compile(r"summary|description|teaser|excerpt|intro|body", re.IGNORECASE)
_TITLE = re.compile(r"title|heading|name", re.IGNORECASE)
_SALARY = re.compile(r"salary|\bpay\b|wage", re.IGNORECASE)
_EMPLOYER = re.compile(r"employer|organi[sz]ation|company|recruiter", re.IGNORECASE)

Part = html.HtmlElement


def propose_rules(tree: Part, zone: ZoneInfo, now: datetime) -> tuple[PageRules, ...]:
    """Selectors for the most promising lists of a page, the best first."""
    proposed = []
    for selector, cards in _groups(tree).items():
        rules = _rules(selector, cards, zone, now)
        if rules is not None:
            proposed.append((_worth(rules, cards), rules))
    for flat in flat_groups(tree, LEAST_BLOCKS):
        if _is_furniture(flat.parent) or not _is_worded(flat.cards):
            continue
        rules = _rules(flat.selector, flat.cards, zone, now)
        if rules is not None and (rules.starts or rules.closes):
            rules = replace(rules, to_next=True)
            proposed.append((_worth(rules, flat.cards) - 1, rules))
    proposed.sort(key=lambda pair: -pair[0])
    return tuple(rules for _, rules in proposed[:3])


def _groups(tree: Part) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    alike: Counter[str] = Counter()
    for element in elements(tree):
        if element.tag in _CARDS:
            selector = _selector(element)
            alike[selector] += 1
            if not _is_furniture(element):
                found.setdefault(selector, []).append(element)
    return {
        selector if alike[selector] == len(cards) else _within(selector, cards): cards
        for selector, cards in found.items()
        if LEAST_BLOCKS <= len(cards) <= _MOST_BLOCKS and _is_list(cards)
    }


def _within(selector: str, cards: list[Part]) -> str:
    """The selector with what the cards alone are in, so that no menu matches."""
    for above in cards[0].iterancestors():
        named = _named(above)
        around = all(any(one is above for one in c.iterancestors()) for c in cards)
        if around and (above.tag == "main" or "." in named):
            return f"{named} {selector}"
    return selector


def _is_furniture(element: Part) -> bool:
    return any(
        above.tag in _NOT_CONTENT or _FURNITURE.search(above.get("class") or "")
        for above in (element, *element.iterancestors())
        if above.tag not in {"html", "body"}
    )


def _selector(element: Part) -> str:
    """`li.card`, or `ul.cards > li` where only the parent has a class."""
    own = _named(element)
    above = element.getparent()
    if "." in own or above is None:
        return own
    return f"{_named(above)} > {own}"


def _named(element: Part) -> str:
    classes = [
        name
        for name in (element.get("class") or "").split()
        if CLASS.match(str(name)) and not POSITION.search(str(name))
    ]
    return f"{element.tag!s}.{classes[0]!s}" if classes else str(element.tag)


def _is_list(cards: list[Part]) -> bool:
    """Whether most have words of their own, a link, and none is inside another."""
    inside = {id(one) for card in cards for one in card.iterdescendants()}
    if any(id(card) in inside for card in cards):
        return False
    linked = sum(card.tag == "a" or card.find(".//a") is not None for card in cards)
    return linked >= MOST_SHARE * len(cards) and _is_worded(cards)


def _is_worded(cards: list[Part]) -> bool:
    lengths = [len(inner_text(card)) for card in cards]
    worded = sum(_SHORTEST_BLOCK <= length <= _LONGEST_BLOCK for length in lengths)
    return worded >= MOST_SHARE * len(cards)


def _rules(
    selector: str, cards: list[Part], zone: ZoneInfo, now: datetime
) -> PageRules | None:
    title = _title(cards)
    if title is None:
        return None

    link = "@href" if cards[0].tag == "a" else f"{_link(cards, title)}@href"
    return PageRules(
        item=selector,
        title=title,
        link=link,
        **date_rules(cards, zone, now),
        salary=common(cards, lambda part: says(part, _SALARY)),
        employer=common(cards, lambda part: says(part, _EMPLOYER)),
        venue=common(cards, lambda part: says(part, _VENUE)),
        address=common(cards, lambda part: says(part, _ADDRESS)),
        price=common(cards, lambda part: says(part, _PRICE)),
        summary=common(
            cards, lambda part: says(part, _SUMMARY) and not _holds_title(part)
        )
        or common(cards, lambda part: is_prose(part, zone, now)),
        image=_image(cards),
    )


def _holds_title(part: Part) -> bool:
    """Whether it is the body of a whole card rather than what the card is about."""
    return any(
        one.tag in _HEADINGS or _TITLE.search(one.get("class") or "")
        for one in elements(part)
    )


def _title(cards: list[Part]) -> str | None:
    return (
        common(cards, lambda part: part.tag in _HEADINGS)
        or common(cards, lambda part: says(part, _TITLE))
        or common(cards, lambda part: part.tag == "a" and bool(inner_text(part)))
        or common(cards, lambda part: part.tag == "dt")
    )


def _link(cards: list[Part], title: str) -> str:
    within = sum(
        any(
            _named(part) == title and part.find(".//a[@href]") is not None
            for part in elements(card)
        )
        for card in cards
    )
    return f"{title} a" if within > len(cards) / 2 else "a"


def _image(cards: list[Part]) -> str | None:
    pictures = [card.find(".//img") for card in cards]
    known = [picture for picture in pictures if picture is not None]
    if len(known) < len(cards) / 2:
        return None
    lazy = sum(picture.get("data-src") is not None for picture in known)
    return "img@data-src" if lazy > len(known) / 2 else "img@src"


def _worth(rules: PageRules, cards: list[Part]) -> float:
    """Dates, headings and pictures make a list; many short links make a menu."""
    parts = (rules.starts or rules.closes, rules.venue, rules.image, rules.summary)
    words = sum(len(inner_text(card)) for card in cards) / len(cards)
    worth = sum(
        weight for weight, part in zip((4, 2, 1, 1), parts, strict=True) if part
    )
    heading = rules.title.partition(".")[0] in _HEADINGS
    return (
        worth + (2 if heading else 0) + min(words, 200) / 200 + min(len(cards), 20) / 20
    )
