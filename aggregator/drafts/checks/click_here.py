"""Link words that say nothing on their own."""

import re

from aggregator.drafts.checks.context import CheckContext
from aggregator.drafts.checks.lines import tidied
from aggregator.model.draft import Finding

_CLICK = re.compile(
    r"\b(?:click|tap|press|clicking|tapping)\s+"
    r"(?:here|below|on the link|on this link|the link|this link)\b"
    r"(?! (?:no|any|and|in|on|of|when|as)\b)"
    r"|\bthe link,? (?:click|tap|press) (?:it|on it)\b"
    r"|\blink in (?:our |my )?bio\b",
    re.IGNORECASE,
)
# "Click here to book: LINK" is "Book: LINK"; "For details, click here LINK" is
# "Details: LINK". Anything else only a person can put right.
_BEFORE = re.compile(
    r"(?:\b[Ff]or (?P<what>[^\W\d_][\w' ]{2,40}?),? )?"
    r"\b(?:[Cc]lick|[Tt]ap|[Pp]ress) (?:here|below|on the link|the link|this link)"
    r"(?: (?:to|for) (?P<after>[^\W\d_][\w' ]{2,60}?))?\s*[.:!]?\s*(?=https?://)",
)
_MORE = "Find out more"


def click_here(text: str, _: CheckContext) -> Finding | None:
    match = _CLICK.search(text)
    if match is None:
        return None
    whole = _BEFORE.search(text)
    fix = remedy = None
    if whole is not None and _is_sentence(text[: whole.start()]):
        said = whole["after"] or whole["what"] or _MORE
        said = f"{said[0].upper()}{said[1:]}:"
        fix = tidied(f"{text[: whole.start()]}{said} {text[whole.end() :]}")
        remedy = f"write “{said}” before the link"
    return Finding(
        rule="click-here",
        message=f"“{match[0]}” says nothing when heard alone: name what is there",
        source="WCAG 2.2, 2.4.4 Link purpose",
        fix=fix,
        remedy=remedy,
    )


def _is_sentence(before: str) -> bool:
    """Whether what stands before it is a whole, so that something new may begin."""
    return not before.strip() or before.rstrip(" ").endswith((".", "!", "?", "\n"))
