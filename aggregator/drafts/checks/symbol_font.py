"""Letters from mathematical alphabets, which screen readers cannot read."""

import unicodedata

import regex

from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.model.draft import Finding

_SYMBOLS = regex.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9]+")


def symbol_font(text: str, _: CheckContext) -> Finding | None:
    if text.isascii() or not (match := _SYMBOLS.search(text)):
        return None
    return Finding(
        rule="symbol-font",
        message=f"{match[0]}: these letters are symbols that cannot be read out",
        source=SOCIAL,
        fix=_SYMBOLS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text),
        remedy="write them in plain letters",
    )
