"""Braces of a template, or words that were to be replaced."""

import re

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding, Severity

_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\b(?:lorem ipsum|TBC|TBA|TODO|XXX+)\b"
    r"|\[(?:insert|add|your|date|time|venue|name|link)\b[^\]]*\]|&(?:amp|nbsp|quot|#\d+);",
    re.IGNORECASE,
)


def placeholder(text: str, _: CheckContext) -> Finding | None:
    match = _LEFT_OVER.search(text)
    if match is None:
        return None
    found = match[0]
    blocks = not found.isalpha()
    return Finding(
        rule="placeholder",
        message=f"“{found}” still waits to be replaced",
        source=DESK,
        severity=Severity.BLOCKING if blocks else Severity.ADVICE,
    )
