"""Repeating blocks of a page, and selectors for what they hold.

Cards of a list are elements that look alike: the same tag and the same class, at
least three of them, each with words and nearly each with a link. Which of their
parts is the title, the date or the place is told by tags, class names and, for
dates, by whether the text can be read as one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import html

from aggregator.model.source import PageRules
from aggregator.read.dates import read_moment
from aggregator.read.structured.markup import elements, inner_text

LEAST_BLOCKS = 3
_MOST_BLOCKS = 300
_MOST_PARTS = 60
_LONGEST_BLOCK = 3000
_SHORTEST_BLOCK = 15
_MOST_SHARE = 0.6
# Not the head: where a page names no body, libxml2 may put all of it there.
_NOT_CONTENT = {"nav", "header", "footer", "script", "style", "form", "select"}
_CARDS = {"article", "li", "div", "section", "tr", "a", "dl", "fieldset"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLASS = re.compile(r"[A-Za-z_][\w-]*\Z")
# Classes that say where a card stands in its list, not what it is.
_POSITION = re.compile(
    r"(?:\A|[_-])(?:first|last|odd|even|active|current)(?:\Z|[_-])|\d", re.IGNORECASE
)
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
_DATE = re.compile(r"date|time|when|start", re.IGNORECASE)
_CLOSES = re.compile(r"clos|deadline|apply by", re.IGNORECASE)
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
        if _CLASS.match(str(name)) and not _POSITION.search(str(name))
    ]
    return f"{element.tag!s}.{classes[0]!s}" if classes else str(element.tag)


def _is_list(cards: list[Part]) -> bool:
    """Whether most have words of their own, a link, and none is inside another."""
    inside = {id(one) for card in cards for one in card.iterdescendants()}
    if any(id(card) in inside for card in cards):
        return False
    lengths = [len(inner_text(card)) for card in cards]
    worded = sum(_SHORTEST_BLOCK <= length <= _LONGEST_BLOCK for length in lengths)
    linked = sum(card.tag == "a" or card.find(".//a") is not None for card in cards)
    return min(worded, linked) >= _MOST_SHARE * len(cards)


def _rules(
    selector: str, cards: list[Part], zone: ZoneInfo, now: datetime
) -> PageRules | None:
    title = _title(cards)
    if title is None:
        return None

    def is_date(part: Part) -> bool:
        written = part.get("datetime") or inner_text(part)
        return read_moment(written[:120], zone, now) is not None

    starts = _common(
        cards, lambda part: part.tag == "time" and is_date(part)
    ) or _common(cards, lambda part: _says(part, _DATE) and is_date(part))
    closes = _common(cards, lambda part: _says(part, _CLOSES) and is_date(part))
    if starts == closes:
        starts = None
    if starts is None and closes is None:
        starts = _common(cards, lambda part: not len(part) and is_date(part))
    link = "@href" if cards[0].tag == "a" else f"{_link(cards, title)}@href"
    return PageRules(
        item=selector,
        title=title,
        link=link,
        starts=starts,
        closes=closes,
        salary=_common(cards, lambda part: _says(part, _SALARY)),
        employer=_common(cards, lambda part: _says(part, _EMPLOYER)),
        venue=_common(cards, lambda part: _says(part, _VENUE)),
        address=_common(cards, lambda part: _says(part, _ADDRESS)),
        price=_common(cards, lambda part: _says(part, _PRICE)),
        summary=_common(
            cards, lambda part: _says(part, _SUMMARY) and not _holds_title(part)
        )
        or _common(cards, lambda part: part.tag == "p" and not part.get("class")),
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
        _common(cards, lambda part: part.tag in _HEADINGS)
        or _common(cards, lambda part: _says(part, _TITLE))
        or _common(cards, lambda part: part.tag == "a" and bool(inner_text(part)))
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


def _says(part: Part, pattern: re.Pattern[str]) -> bool:
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


def _common(cards: list[Part], fits: Callable[[Part], bool]) -> str | None:
    """The selector of a part that most cards have, the first where several fit."""
    votes: Counter[str] = Counter()
    for card in cards:
        for part in _some(card.iterdescendants()):
            if isinstance(part.tag, str) and fits(part):
                votes[_precise(card, part)] += 1
                break
    if not votes:
        return None
    selector, count = votes.most_common(1)[0]
    return selector if count >= _MOST_SHARE * len(cards) else None


def _precise(card: Part, part: Part) -> str:
    """A selector whose first match in the card is this part."""
    tag = str(part.tag)
    alike = list(card.iterdescendants(tag))
    names = str(part.get("class") or "").split()
    # What only this part is called says more than what half the card is called.
    for name in sorted(names, key=lambda one: len(_called(alike, one))):
        usable = _CLASS.match(name) and not _POSITION.search(name)
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
