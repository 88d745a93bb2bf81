"""An event with a price at its source, and a post that does not tell it."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.lines import with_line
from aggregator.model.draft import ANNOUNCE, Finding
from aggregator.model.facts import Kind, Status

_SAID = re.compile(
    r"£|€|\d+p\b|\b(?:free|no charge|(?:no|any) fee|prices?|tickets from|donations?"
    r"|pay what you|costs?|a penny|a pound|quid|fiver|tenner|am ddim|rhad|pris)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"^\W*(?:free\b|£?0(?:\.00)?\W*$|am ddim)", re.IGNORECASE)
_AMOUNT = re.compile(r"£\s?\d")
_LONGEST = 30


def missing_price(text: str, context: CheckContext) -> Finding | None:
    story = context.story
    if story is None or story.kind is not Kind.EVENT or not story.price:
        return None
    if story.status is not Status.SCHEDULED or context.purpose != ANNOUNCE:
        return None
    if _SAID.search(text):
        return None
    price = story.price.strip()
    free = _FREE.search(price)
    if not free and not _AMOUNT.search(price):
        return None
    welsh = context.language.startswith("cy")
    said = ("Am ddim" if welsh else "Free") if free else price
    fix = with_line(text, f"{said.rstrip('.')}.") if len(said) <= _LONGEST else None
    return Finding(
        rule="missing-price",
        message="The source says that it is free, and the post does not"
        if free
        else f"The source gives a price, {price:.60}, and the post does not",
        source=DESK,
        fix=fix,
        remedy=f"add “{said}”" if fix else None,
    )
