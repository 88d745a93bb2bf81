"""Link words that say nothing on their own."""

import re

from aggregator.drafts.checks.context import CheckContext
from aggregator.model.draft import Finding

_CLICK = re.compile(
    r"\b(?:click|tap|press)\s+(?:here|below|on the link|the link|this link)\b"
    r"|\blink in (?:our )?bio\b",
    re.IGNORECASE,
)


def click_here(text: str, _: CheckContext) -> Finding | None:
    match = _CLICK.search(text)
    if match is None:
        return None
    return Finding(
        rule="click-here",
        message=f"“{match[0]}” says nothing when heard alone: name what is there",
        source="WCAG 2.2, 2.4.4 Link purpose",
    )
