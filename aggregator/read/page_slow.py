"""Blocks of a page by beautifulsoup4, for selectors of every kind."""

from functools import partial
from itertools import takewhile

from bs4 import BeautifulSoup, Tag

from aggregator.read.page_fast import ranks_above, stated_time

Rule = tuple[str, str | None]


def slow_blocks(
    text: str, item: str, rules: dict[str, Rule], *, to_next: bool = False
) -> tuple[list[dict[str, str | None]], str | None]:
    """Each block's values by rule, and the page's base.

    A rule is a selector (empty for the block itself) and the attribute to take, or
    none for its text; `datetime?` takes that of a `time` and the text of any other.
    With `to_next` what follows a block is part of it, up to the next one.
    """
    soup = BeautifulSoup(text, "lxml")
    base = soup.find("base", href=True)
    found: list[Tag] = list(soup.select(item))
    if to_next:
        found = _grouped(soup, found)
    blocks = [
        {name: _value(block, rule) for name, rule in rules.items()} for block in found
    ]
    return blocks, str(base["href"]) if isinstance(base, Tag) else None


def _grouped(soup: BeautifulSoup, heads: list[Tag]) -> list[Tag]:
    ends = {id(head) for head in heads}

    def belongs(head: Tag, part: object) -> bool:
        higher = isinstance(part, Tag) and ranks_above(part.name, head.name)
        return id(part) not in ends and not higher

    groups = []
    for head in heads:
        parts = [head, *takewhile(partial(belongs, head), head.next_siblings)]
        group = soup.new_tag("div")
        head.insert_before(group)
        for part in parts:
            group.append(part.extract())
        groups.append(group)
    return groups


def _value(block: Tag, rule: Rule) -> str | None:
    selector, attribute = rule
    element = block.select_one(selector) if selector else block
    if element is None:
        return None
    if attribute is None:
        return element.get_text("\n")
    if attribute == "datetime?":
        itself = element.name == "time"
        times = [element] if itself else []
        times += element.find_all("time")
        inside = [str(one.get("datetime") or "") for one in times]
        words = element.get_text("\n")
        return stated_time(inside, words, itself=itself) or words
    written = element.get(attribute)
    return " ".join(written) if isinstance(written, list) else written
