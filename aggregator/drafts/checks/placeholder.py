"""Braces of a template, or words that were to be replaced."""

import re
from html import unescape

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding, Severity

_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|\b(?:lorem ipsum|TBC|TBA|TODO|XXX+)\b"
    r"|\[(?:insert|add|your|event|story|date|time|venue|name|link|price|title)\b[^\]]*\]"
    r"|&(?:amp|nbsp|quot|#\d+);",
    re.IGNORECASE,
)

_ENTITY = re.compile(r"&(?:amp|nbsp|quot|#\d+);")


def placeholder(text: str, _: CheckContext) -> Finding | None:
    match = _LEFT_OVER.search(text)
    if match is None:
        return None
    found = match[0]
    blocks = not found.isalpha()
    # "&amp;" is a mark of the web, which can be read; what a brace meant cannot.
    entity = found.startswith("&")
    return Finding(
        rule="placeholder",
        message=f"“{found}” still waits to be replaced",
        source=DESK,
        severity=Severity.BLOCKING if blocks else Severity.ADVICE,
        fix=_ENTITY.sub(_mark, text) if entity else None,
        remedy="write the mark that it stands for" if entity else None,
    )


def _mark(match: re.Match[str]) -> str:
    return unescape(match[0]).replace("\u00a0", " ")
